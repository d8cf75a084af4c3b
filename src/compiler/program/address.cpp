#include "compiler/program/address.hpp"

#include <algorithm>

namespace pellucid::inline v0::compiler {

std::optional<loop::Affine> address_of(int buffer, const loop::Expressions& index, const std::vector<loop::Buffer>& buffers) {
  const Dims& dims = buffers[static_cast<std::size_t>(buffer)].dims;
  loop::Affine address;
  Dim stride = 1;
  for (std::size_t i = index.size(); i-- > 0;) {
    loop::Affine along;
    if (!loop::find_affine(index[i], along)) return std::nullopt;
    address.constant = address.constant + along.constant * stride;
    for (const loop::Affine::Part& part : along.parts) {
      const auto known = std::ranges::find_if(address.parts, [&](const auto& other) { return other.axis == part.axis; });
      if (known == address.parts.end()) address.parts.push_back({part.axis, part.coefficient * stride});
      else known->coefficient = known->coefficient + part.coefficient * stride;
    }
    stride = stride * dims[i];
  }
  std::erase_if(address.parts, [](const auto& part) { return part.coefficient == Dim(0); });
  return address;
}

loop::Expression expression_of(const loop::Affine& address, const std::function<bool(const loop::Axis& axis)>& is_kept) {
  loop::Expression sum = loop::size(address.constant);
  for (const loop::Affine::Part& part : address.parts)
    if (is_kept(part.axis)) sum = sum + loop::index(part.axis) * loop::size(part.coefficient);
  return sum;
}

}  // namespace pellucid::inline v0::compiler
