#include "harness/sample.hpp"

#include <cmath>

namespace pellucid::inline v0 {

Array numbers(const Shape& shape, double low, double high, std::uint64_t seed) {
  Array result = Array::uninitialized(shape, DType::float64);
  // Fractional parts of multiples of the golden ratio are spread evenly and never meet.
  double position = 0.137 * static_cast<double>(seed);
  for (double& value : result.mutable_span<double>()) {
    do {
      position += 0.6180339887498949;
      value = low + (high - low) * (position - std::floor(position));
    } while (std::abs(2 * value - std::round(2 * value)) < 0.02);
  }
  return result;
}

Array large_then_ones(const Shape& shape, double large, DType dtype) {
  Array wide = Array::full(shape, 1, DType::float64);
  wide.mutable_span<double>().front() = large;
  return wide.astype(dtype);
}

}  // namespace pellucid::inline v0
