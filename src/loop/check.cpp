#include "loop/check.hpp"

#include <concepts>
#include <string>

#include "base/refuse.hpp"
#include "loop/scalar.hpp"

namespace pellucid::inline v0::loop {

namespace {

std::string position_text(std::int64_t element, const std::vector<std::int64_t>& shape) {
  std::string text;
  for (std::size_t i = shape.size(); i-- > 0;) {
    text = std::to_string(element % shape[i]) + (text.empty() ? "" : ", ") + text;
    element /= shape[i];
  }
  return "[" + text + "]";
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
        refuse<IndexError>({.where = check.what,
                            .what = "the index at position " + position_text(i, shape) + " is out of range",
                            .expected = "0 <= index < " + std::to_string(limit),
                            .received = std::to_string(values[i])});
      }
    }
  });
}

}  // namespace pellucid::inline v0::loop
