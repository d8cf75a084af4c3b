#include "compiler/llvm/kernel/place.hpp"

#include <algorithm>
#include <limits>

#include "loop/linear.hpp"
#include "loop/range.hpp"

namespace pellucid::inline v0::compiler {

namespace {

bool same_atom(const loop::Expression& a, const loop::Expression& b) {
  const auto index = loop::Operation::index;
  return a == b || (a->operation == index && b->operation == index && a->axis == b->axis);
}

void add_part(Place& place, const loop::Expression& atom, const Dim& coefficient) {
  for (Place::Part& part : place.parts) {
    if (same_atom(part.atom, atom)) {
      part.coefficient = part.coefficient + coefficient;
      return;
    }
  }
  place.parts.push_back({atom, coefficient});
}

}  // namespace

Place find_place(int buffer, const loop::Expressions& indices, const std::vector<loop::Buffer>& buffers) {
  Place place;
  place.buffer = buffer;
  const Dims& dims = buffers[static_cast<std::size_t>(buffer)].dims;
  Dim stride = 1;
  for (std::size_t i = indices.size(); i-- > 0;) {
    if (const auto linear = loop::find_linear(indices[i])) {
      place.constant = place.constant + linear->constant * stride;
      for (const loop::Linear::Part& part : linear->parts) add_part(place, part.of, part.coefficient * stride);
    } else {
      add_part(place, indices[i], stride);
    }
    stride = stride * dims[i];
  }
  std::erase_if(place.parts, [](const Place::Part& part) { return part.coefficient == Dim(0); });
  return place;
}

bool always_inside(int buffer, const loop::Expressions& indices, const std::vector<loop::Buffer>& buffers) {
  const Dims& dims = buffers[static_cast<std::size_t>(buffer)].dims;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const loop::Range range = loop::range_of(indices[i]);
    if (!is_at_least(range, 0) || !is_at_most(range, dims[i] - 1)) return false;
  }
  return true;
}

bool fits_int32(const loop::Expression& expression) {
  using Limits = std::numeric_limits<std::int32_t>;
  const loop::Range range = loop::range_of(expression);
  return is_at_least(range, Limits::min()) && is_at_most(range, Limits::max());
}

bool is_small(const loop::Buffer& buffer) {
  if (!all_known(buffer.dims)) return false;
  double count = 1;
  for (const Dim& dim : buffer.dims) count *= static_cast<double>(dim.value());
  return count < 0x1p31;
}

bool depends(const loop::ExpressionNode& node, std::uint64_t axis) { return std::ranges::binary_search(*node.free, axis); }

}  // namespace pellucid::inline v0::compiler
