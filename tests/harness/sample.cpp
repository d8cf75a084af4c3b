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

}  // namespace pellucid::inline v0
