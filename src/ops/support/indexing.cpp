#include "ops/support/indexing.hpp"

#include "base/refuse.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

loop::Kernel kernel_over(const std::string& name, const Dims& dims, Expressions& index) {
  loop::Kernel kernel{.name = name, .axes = {}, .stores = {}, .schedule = {}};
  for (const Dim& extent : dims) {
    kernel.axes.push_back(loop::make_axis("i" + std::to_string(index.size()), extent));
    index.push_back(loop::index(kernel.axes.back()));
  }
  return kernel;
}

}  // namespace

void require_extent(const Op& op, const Attributes& attributes) {
  require_attribute(op, attributes, "extent");
  const Dims& extent = attributes.get<Dims>("extent");
  if (extent.size() != 1 || (extent[0].is_known() && extent[0].value() < 0))
    refuse<ValueError>({.where = std::string(op.name), .what = "'extent' is not one extent", .received = to_string(extent)});
}

Statements add_into_zeros(const Apply& node, std::size_t axis, std::size_t replaced, bool along) {
  constexpr int updates = 0, positions = 1, output = 2;
  const Variables inputs = node.inputs();
  const Type& type = node.node()->types[0];

  Expressions cleared;
  loop::Kernel clear = kernel_over("clear", type.dims, cleared);
  clear.stores.push_back({.buffer = output, .index = cleared, .value = loop::constant(0, type.dtype)});

  Expressions index;
  loop::Kernel add = kernel_over(std::string(node.kind()), inputs[updates].dims(), index);
  const auto first = index.begin() + static_cast<std::ptrdiff_t>(axis), last = first + static_cast<std::ptrdiff_t>(replaced);
  const Expression position =
      loop::cast(loop::load(positions, inputs[positions].dtype(), along ? index : Expressions(first, last)), DType::int64);
  Expressions target(index.begin(), first);
  target.push_back(position);
  target.insert(target.end(), last, index.end());
  add.stores.push_back({.buffer = output, .index = target, .value = loop::load(updates, type.dtype, index), .write = loop::Write::add});
  return {clear, add};
}

}  // namespace pellucid::inline v0
