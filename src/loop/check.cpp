#include "loop/check.hpp"

#include <concepts>
#include <string>

#include <pellucid/shape.hpp>

#include "base/refuse.hpp"
#include "loop/scalar.hpp"

namespace pellucid::inline v0::loop {

namespace {

std::vector<std::int64_t> position_of(std::int64_t element, const std::vector<std::int64_t>& shape) {
  std::vector<std::int64_t> position(shape.size());
  for (std::size_t i = shape.size(); i-- > 0; element /= shape[i]) position[i] = element % shape[i];
  return position;
}

template <class T>
std::string text_of(T index) {
  if constexpr (std::same_as<T, std::int64_t>)
    if (index == index_of_nan) return "NaN";
  return std::to_string(index);
}

}  // namespace

void check_indices(const Check& check, DType dtype, const void* data, const std::vector<std::int64_t>& shape, std::int64_t limit) {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) count *= extent;
  scalar::with_type(dtype, [&](auto type) {
    using T = decltype(type);
    if constexpr (std::integral<T> && !std::same_as<T, bool>) {
      const T* values = static_cast<const T*>(data);
      for (std::int64_t i = 0; i < count; ++i) {
        if (values[i] >= 0 && static_cast<std::uint64_t>(values[i]) < static_cast<std::uint64_t>(limit)) continue;
        const std::vector<std::int64_t> position = position_of(i, shape);
        throw IndexError(sentence({.where = check.what,
                                   .what = "the index at position " + to_string(position) + " is out of range",
                                   .expected = "0 <= index < " + std::to_string(limit),
                                   .received = text_of(values[i])}),
                         position);
      }
    }
  });
}

}  // namespace pellucid::inline v0::loop
