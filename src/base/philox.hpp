// Philox4x32-10, the counter-based generator: the same bits for the same counter and key, in any order and on any number of threads.
// Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
#pragma once

#include <array>
#include <cstdint>
#include <utility>

namespace pellucid::inline v0 {

using PhiloxBlock = std::array<std::uint32_t, 4>;

inline PhiloxBlock philox4x32(PhiloxBlock counter, std::array<std::uint32_t, 2> key) {
  constexpr std::uint64_t multiplier_0 = 0xD2511F53, multiplier_1 = 0xCD9E8D57;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = multiplier_0 * counter[0], b = multiplier_1 * counter[2];
    counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
               static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

/// A stream of numbers on the host: initial weights, shuffling.
class PhiloxStream {
 public:
  PhiloxStream(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}

  std::uint32_t bits() {
    if (used_ == 4) {
      block_ = philox4x32({low(position_), high(position_), low(stream_), high(stream_)}, {low(seed_), high(seed_)});
      ++position_;
      used_ = 0;
    }
    return block_[used_++];
  }
  double uniform() {  ///< in [0, 1), 53 bits
    const std::uint64_t a = bits() >> 5, b = bits() >> 6;
    return static_cast<double>((a << 26) | b) * 0x1p-53;
  }
  /// In [0, bound), without bias (Lemire 2019).
  std::uint64_t below(std::uint64_t bound) {
    const auto draw = [&] {
      const std::uint64_t upper = bits();
      return (upper << 32) | bits();
    };
    __extension__ using Wide = unsigned __int128;
    Wide product = static_cast<Wide>(draw()) * bound;
    if (static_cast<std::uint64_t>(product) < bound) {
      const std::uint64_t threshold = -bound % bound;
      while (static_cast<std::uint64_t>(product) < threshold) product = static_cast<Wide>(draw()) * bound;
    }
    return static_cast<std::uint64_t>(product >> 64);
  }

 private:
  static std::uint32_t low(std::uint64_t value) { return static_cast<std::uint32_t>(value); }
  static std::uint32_t high(std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32); }

  std::uint64_t seed_, stream_, position_ = 0;
  PhiloxBlock block_{};
  std::size_t used_ = 4;
};

}  // namespace pellucid::inline v0
