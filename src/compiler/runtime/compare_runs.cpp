#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "compiler/runtime/variant.hpp"

namespace pellucid::inline v0::compiler {
namespace {

struct Tolerance {
  double of_largest, of_one;
};

Tolerance tolerance_of(DType dtype) {
  if (size_of(dtype) == 2) return {.of_largest = 2e-2, .of_one = 1e-2};
  return dtype == DType::float32 ? Tolerance{.of_largest = 2e-3, .of_one = 1e-6} : Tolerance{.of_largest = 1e-9, .of_one = 2e-15};
}

// Sums in another order and other approximations of functions: equal to a small part of the largest value. Where that is what is left of
// terms near one (one minus the sum of a softmax), to some last places of one; what is left so, times an infinity that was given, is infinite
// or NaN.
bool is_near(const Array& a, const Array& b, bool infinity_given) {
  if (!is_floating(a.dtype())) return equal(a, b);
  const std::vector<double> x = a.to_vector<double>(), y = b.to_vector<double>();
  double largest = 0;
  for (const double value : x)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  const auto [of_largest, of_one] = tolerance_of(a.dtype());
  const double tolerance = of_largest * largest + of_one;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool one_is_nan = std::isnan(x[i]) || std::isnan(y[i]), both_are = std::isnan(x[i]) && std::isnan(y[i]);
    const bool neither_is_finite = !std::isfinite(x[i]) && !std::isfinite(y[i]);
    if (both_are || (one_is_nan && neither_is_finite && infinity_given)) continue;
    if (x[i] != y[i] && !(std::abs(x[i] - y[i]) <= tolerance)) return false;
  }
  return true;
}

bool has_infinity(const Array& array) {
  if (!is_floating(array.dtype())) return false;
  return std::ranges::any_of(array.to_vector<double>(), [](double value) { return std::isinf(value); });
}

}  // namespace

void run_and_compare(const loop::Program& program, const std::vector<void*>& buffers, const std::vector<std::int64_t>& sizes,
                     const std::function<void()>& run_native) {
  Bindings bindings;
  for (std::size_t i = 0; i < program.sizes.size(); ++i) bindings.emplace(program.sizes[i], sizes[i]);
  loop::CallFrame frame{.buffers = buffers, .sizes = sizes};
  std::vector<Array> copies;
  std::vector<std::size_t> numbers;
  bool infinity_given = false;
  for (std::size_t i = 0; i < program.buffers.size(); ++i) {
    const loop::Buffer& buffer = program.buffers[i];
    const bool is_given = buffer.role == loop::Role::input || buffer.role == loop::Role::state;
    if ((!is_given && buffer.role != loop::Role::output) || buffers[i] == nullptr) continue;
    Shape shape;
    for (const Dim& dim : buffer.dims) shape.push_back(dim.evaluate(bindings));
    const Array before = Array::copy_bytes(buffers[i], shape, buffer.dtype);
    infinity_given = infinity_given || (is_given && has_infinity(before));
    if (buffer.role == loop::Role::input) continue;
    copies.push_back(before);
    numbers.push_back(i);
    frame.buffers[i] = copies.back().mutable_data();
  }
  loop::interpret(program, frame, true);
  run_native();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const Array native = Array::copy_bytes(buffers[numbers[i]], copies[i].shape(), copies[i].dtype());
    if (is_near(copies[i], native, infinity_given)) continue;
    throw std::logic_error("native code and interpreter differ in '" + program.buffers[numbers[i]].name + "' of\n" + loop::print(program) +
                           "\ninterpreted " + copies[i].to_string() + "\nnative " + native.to_string());
  }
}

}  // namespace pellucid::inline v0::compiler
