// How sums of many floats are formed, in the interpreter, in our own products and in generated code alike, so that their error does not grow
// with the number of terms: a block of terms is added in sequence, and each block's sum is added to the total with what that addition rounds off
// kept beside it (Knuth, The Art of Computer Programming 2, 4.2.2; Ogita, Rump, Oishi 2005, "Accurate sum and dot product").
#pragma once

#include <concepts>
#include <cstdint>

namespace pellucid::inline v0::loop {

/// Terms that are added in sequence: the error of a sum is at most about this many roundings of the sum of the terms' magnitudes.
inline constexpr std::int64_t summation_block = 128;

template <class V>
struct Rounded {
  V sum, rest;  // rest: what the rounding of the sum cut off, exactly
};

template <std::floating_point V>
Rounded<V> add_exactly(V a, V b) {
  const V sum = a + b, second = sum - a;
  return {sum, (a - (sum - second)) + (b - second)};
}

/// The sum and all that was cut off from it. Where the sum is infinite or NaN what was cut off is not a number, and says nothing.
template <std::floating_point V>
V with_rest(V sum, V rest) {
  return rest == rest ? sum + rest : sum;
}

template <std::floating_point V>
class Summation {
 public:
  void add(V term) {
    block_ += term;
    if (++terms_ == summation_block) close();
  }
  V total() {
    close();
    return with_rest(sum_, rest_);
  }

 private:
  void close() {
    const Rounded<V> both = add_exactly(sum_, block_);
    sum_ = both.sum;
    rest_ += both.rest;
    block_ = 0;
    terms_ = 0;
  }

  V sum_ = 0, rest_ = 0, block_ = 0;
  std::int64_t terms_ = 0;
};

}  // namespace pellucid::inline v0::loop
