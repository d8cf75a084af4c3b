#include "nn/train/position_in_data.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

namespace pellucid::inline v0 {
namespace {

// Whether the array holds at the position what the message received: fractions are cut, as they are for indices.
bool holds(const Array& array, const Shape& position, const std::string& message) {
  const auto lies_inside = [&](std::int64_t at, std::int64_t extent) { return at < extent; };
  if (!std::ranges::equal(position, array.shape(), lies_inside)) return false;
  const Array element = array.select(Selection(std::vector<Selection::Item>(position.begin(), position.end())));
  if (!is_floating(array.dtype())) return message.ends_with(fmt::format("received {}.", element.astype(DType::int64).item<std::int64_t>()));
  const double value = element.astype(DType::float64).item<double>();
  return message.ends_with(std::isnan(value) ? "received NaN." : fmt::format("received {:.0f}.", std::trunc(value)));
}

}  // namespace

void refuse_in_data(const IndexError& error, std::span<const Array> batch, const RowInData& row_in_data) {
  std::string message = error.what();
  Shape position = error.position();
  const std::string in_batch = "position " + to_string(position);
  const std::size_t at = message.find(in_batch);
  const bool is_of_batch = at != std::string::npos && !position.empty() &&
                           std::ranges::any_of(batch, [&](const Array& array) { return holds(array, position, message); });
  if (!is_of_batch) throw IndexError(message, position);
  position[0] = row_in_data(position[0]);
  throw IndexError(message.replace(at, in_batch.size(), "position " + to_string(position)), position);
}

}  // namespace pellucid::inline v0
