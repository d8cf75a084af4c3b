#include "ops/support/indexing.hpp"

#include "base/refuse.hpp"
#include "loop/summation.hpp"
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

// Sums are formed in the output where its dtype is the one for it, else in a buffer of that dtype. What additions round off is kept in
// another, unless there are so few terms that it does not matter.
AddIntoZeros::AddIntoZeros(const Apply& node, std::size_t axis, std::size_t replaced, bool along)
    : node_(node), axis_(axis), replaced_(replaced), along_(along) {
  const Type& type = node.node()->types[0];
  const bool is_half = type.dtype == DType::float16 || type.dtype == DType::bfloat16;
  const Type wide{is_half ? DType::float32 : type.dtype, type.dims};
  const Dims& dims = node.node()->inputs[updates].dims();
  const auto first = dims.begin() + static_cast<std::ptrdiff_t>(axis);
  const Dim terms = product(Dims(first, first + static_cast<std::ptrdiff_t>(replaced)));
  const auto add_scratch = [&] {
    scratch_.push_back(wide);
    return output + static_cast<int>(scratch_.size());
  };
  if (is_half) sums_ = add_scratch();
  if (is_floating(type.dtype) && !(terms.is_known() && terms.value() <= loop::summation_block)) rests_ = add_scratch();
}

Statements AddIntoZeros::statements() const {
  const Type& type = node_.node()->types[0];
  const DType wide = scratch_.empty() ? type.dtype : scratch_[0].dtype;
  Expressions index;
  loop::Kernel clear = kernel_over("clear", type.dims, index);
  clear.stores.push_back({.buffer = sums_, .index = index, .value = loop::constant(0, wide)});
  if (keeps_rests()) clear.stores.push_back({.buffer = rests_, .index = index, .value = loop::constant(0, wide)});
  if (scratch_.empty()) return {clear, add(wide)};

  Expressions place;
  loop::Kernel round = kernel_over("round", type.dims, place);
  Expression sum = loop::load(sums_, wide, place);
  if (keeps_rests()) {
    const Expression rest = loop::load(rests_, wide, place);
    sum = loop::select(loop::apply(Operation::equal, {rest, rest}), sum + rest, sum);
  }
  round.stores.push_back({.buffer = output, .index = place, .value = loop::cast(sum, type.dtype)});
  return {clear, add(wide), round};
}

loop::Kernel AddIntoZeros::add(DType wide) const {
  const Variables inputs = node_.inputs();
  Expressions index;
  loop::Kernel add = kernel_over(std::string(node_.kind()), inputs[updates].dims(), index);
  const auto first = index.begin() + static_cast<std::ptrdiff_t>(axis_), last = first + static_cast<std::ptrdiff_t>(replaced_);
  const Expression position =
      loop::cast(loop::load(positions, inputs[positions].dtype(), along_ ? index : Expressions(first, last)), DType::int64);
  Expressions target(index.begin(), first);
  target.push_back(position);
  target.insert(target.end(), last, index.end());
  const Expression value = loop::cast(loop::load(updates, inputs[updates].dtype(), index), wide);
  add.stores.push_back({.buffer = sums_, .index = target, .value = value, .write = loop::Write::add, .rest = rests_});
  return add;
}

}  // namespace pellucid::inline v0
