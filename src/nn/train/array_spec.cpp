#include "nn/train/array_spec.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

bool fits(const Shape& shape, const ArraySpec& spec) {
  if (shape.size() != spec.extents.size()) return false;
  for (std::size_t i = 1; i < shape.size(); ++i)
    if (spec.extents[i] >= 0 && shape[i] != spec.extents[i]) return false;
  return true;
}

// Extents but the ones, which say nothing about what the axes are.
std::vector<std::int64_t> without_ones(std::vector<std::int64_t> extents) {
  std::erase(extents, 1);
  return extents;
}

// A shape of the spec with the same elements, for hints.
std::string reshape_hint(const Shape& shape, const ArraySpec& spec) {
  const std::vector<std::int64_t> example(spec.extents.begin() + 1, spec.extents.end());
  if (std::ranges::find(example, -1) != example.end()) return "";
  Shape wanted = {1};
  wanted.insert(wanted.end(), example.begin(), example.end());
  if (without_ones(shape) == without_ones(example))
    return fmt::format("It looks like one example without the batch axis: reshape({}).", to_string(wanted));
  if (shape.empty() || without_ones({shape.begin() + 1, shape.end()}) != without_ones(example)) return "";
  wanted[0] = shape[0];
  return fmt::format("It would fit with reshape({}).", to_string(wanted));
}

// Channels first where they are last, or the other way round.
std::string permutation_hint(const Shape& shape, const ArraySpec& spec) {
  if (shape.size() < 3) return "";
  Shape axes;
  for (std::size_t i = 0; i < shape.size(); ++i) axes.push_back(static_cast<std::int64_t>(i));
  Shape last = axes, first = axes;
  std::rotate(last.begin() + 1, last.begin() + 2, last.end());
  std::rotate(first.begin() + 1, first.end() - 1, first.end());
  for (const Shape& order : {last, first}) {
    Shape turned;
    for (const std::int64_t axis : order) turned.push_back(shape[static_cast<std::size_t>(axis)]);
    if (fits(turned, spec)) return fmt::format("It would fit with transpose({}): are the channels on another axis?", to_string(order));
  }
  return "";
}

[[noreturn]] void refuse_shape(const Shape& shape, const ArraySpec& spec, std::string_view where) {
  const std::string received = "shape " + to_string(shape);
  if (shape.size() != spec.extents.size())
    refuse<ShapeError>({.where = std::string(where),
                        .what = fmt::format("'{}' has {} axes", spec.role, shape.size()),
                        .expected = fmt::format("{} axes, {}", spec.extents.size(), to_string(spec.type.dims)),
                        .received = received,
                        .hint = reshape_hint(shape, spec)});
  std::size_t axis = 1;
  while (spec.extents[axis] < 0 || shape[axis] == spec.extents[axis]) ++axis;
  refuse<ShapeError>({.where = std::string(where),
                      .what = fmt::format("axis {} of '{}' does not fit", axis, spec.role),
                      .expected = fmt::format("{} ({})", spec.extents[axis], to_string(spec.type.dims)),
                      .received = fmt::format("{} ({})", shape[axis], received),
                      .hint = permutation_hint(shape, spec)});
}

}  // namespace

ArraySpec::ArraySpec(std::string spec_role, Type spec_type) : role(std::move(spec_role)), type(std::move(spec_type)) {
  for (const Dim& dim : type.dims) extents.push_back(dim.is_known() ? dim.value() : -1);
}

Array fitted(const Array& given, const ArraySpec& spec, std::string_view where) {
  if (fits(given.shape(), spec)) return given;
  const std::size_t rank = spec.extents.size();
  Shape column = given.shape();
  const bool lacks_axis = given.rank() + 1 == rank && rank >= 2 && (spec.extents.back() == 1 || spec.extents.back() < 0);
  if (lacks_axis) column.push_back(1);
  else if (given.rank() == rank + 1 && rank >= 1 && column.back() == 1) column.pop_back();
  if (!fits(column, spec)) refuse_shape(given.shape(), spec, where);
  return given.reshape(column);
}

void fit_all(const std::vector<Array>& given, std::span<const ArraySpec> specs, std::string_view kind, std::string_view where,
             std::vector<Array>& out) {
  if (given.size() != specs.size()) {
    std::string roles;
    for (const ArraySpec& spec : specs) roles += (roles.empty() ? "" : ", ") + spec.role;
    refuse<ValueError>({.where = std::string(where),
                        .what = fmt::format("{} holds another number of arrays than the model takes", kind),
                        .expected = fmt::format("{} ({})", specs.size(), roles),
                        .received = std::to_string(given.size())});
  }
  for (std::size_t i = 0; i < given.size(); ++i) out.push_back(fitted(given[i], specs[i], where));
}

namespace {

// The first element outside the range of an integer dtype, fractions aside; NaN is outside.
template <class T>
std::optional<std::int64_t> first_unfit(const Array& given, DType dtype) {
  const int bits = static_cast<int>(8 * size_of(dtype)) - (is_signed(dtype) ? 1 : 0);
  const std::uint64_t most = ~std::uint64_t{0} >> (64 - bits);
  const std::int64_t least = is_signed(dtype) ? -static_cast<std::int64_t>(most) - 1 : 0;
  const auto fits = [&](T value) {
    if constexpr (std::is_floating_point_v<T>)
      return value > (is_signed(dtype) ? -std::ldexp(1, bits) : 0) - 1 && value < std::ldexp(1, bits);
    else return std::cmp_greater_equal(value, least) && std::cmp_less_equal(value, most);
  };
  const Array numbers = given.astype(dtype_of<T>).contiguous();
  const std::span<const T> values = numbers.template span<T>();
  const auto unfit = std::ranges::find_if_not(values, fits);
  if (unfit == values.end()) return std::nullopt;
  return unfit - values.begin();
}

}  // namespace

void check_whole_numbers(const std::vector<Array>& arrays, std::span<const ArraySpec> specs, std::string_view where) {
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const DType dtype = specs[i].type.dtype;
    const Array& given = arrays[i];
    if (!is_integer(dtype) || promote(given.dtype(), dtype) == dtype) continue;
    const auto unfit = is_floating(given.dtype())       ? first_unfit<double>(given, dtype)
                       : given.dtype() == DType::uint64 ? first_unfit<std::uint64_t>(given, dtype)
                                                        : first_unfit<std::int64_t>(given, dtype);
    if (!unfit) continue;
    const Shape position = position_of(*unfit, given.shape());
    refuse<ValueError>({.where = std::string(where),
                        .what = fmt::format("'{}' holds a number that {} cannot, at {}", specs[i].role, name(dtype), to_string(position)),
                        .expected = fmt::format("whole numbers of {}", name(dtype)),
                        .received = given.select(Selection(std::vector<Selection::Item>(position.begin(), position.end()))).to_string()});
  }
}

Shape position_of(std::int64_t element, const Shape& shape) {
  Shape position(shape.size());
  for (std::size_t axis = shape.size(); axis-- > 0; element /= shape[axis]) position[axis] = element % shape[axis];
  return position;
}

std::int64_t common_length(const std::vector<Array>& arrays, std::span<const ArraySpec> specs, std::string_view where) {
  const std::int64_t length = arrays[0].shape()[0];
  if (std::ranges::all_of(arrays, [&](const Array& array) { return array.shape()[0] == length; })) return length;
  std::string sizes;
  for (std::size_t i = 0; i < arrays.size(); ++i)
    sizes += fmt::format("{}'{}' sizes: {}", i == 0 ? "" : ", ", specs[i].role, arrays[i].shape()[0]);
  refuse<ValueError>({.where = std::string(where),
                      .what = "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples",
                      .received = sizes});
}

}  // namespace pellucid::inline v0
