// Why nothing flows: no path at all, a path that ends in an operation that stops it, or one through numbers that do not change smoothly.
#include <algorithm>

#include "base/refuse.hpp"
#include "derive/question.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

// The nodes at which a path from `wrt` breaks: something flows out of them backwards, nothing to the inputs on the path; nothing
// flows to `wrt`. First ones first.
std::vector<NodePointer> breaks(const Variable& of, const Variable& wrt) {
  GraphDifferentiator derive;
  const std::vector<NodePointer> order = topological({of});
  const auto on_path = depending(order, {wrt});
  const auto flows = cotangents_behind(derive, {of}, {wrt}, {of});  // any cotangent will do: asked is whether something flows
  std::vector<NodePointer> found;
  const auto flows_to = [&](const Variable& value) { return flows.contains(value); };
  for (const NodePointer& node : order) {
    if (!on_path.contains(node.get())) continue;
    const bool arrives = std::ranges::any_of(Apply(node).outputs(), flows_to);
    const auto goes_on_to = [&](const Variable& input) { return on_path.contains(input.node().get()) && flows_to(input); };
    if (arrives && std::ranges::none_of(node->inputs, goes_on_to)) found.push_back(node);
  }
  return found;
}

bool takes(const NodePointer& node, bool (*is_such)(DType)) { return std::ranges::any_of(node->inputs, is_such, &Variable::dtype); }

}  // namespace

Variable DerivativeQuestion::without_flow(std::size_t i, std::size_t of, const Type& type, IfDisconnected otherwise) const {
  if (otherwise == IfDisconnected::zero) return zeros(type);
  const std::string ends = "'" + asked_of_[of].to_string() + "' does not depend on '" + asked_wrt_[i].to_string() + "'";
  const std::string hint =
      "Zeros can be asked for: if_disconnected = IfDisconnected::zero, or zero_if_disconnected = true of an Inspector.";
  const std::vector<NodePointer> broken = breaks(of_[of], wrt_[i]);
  for (const NodePointer& node : broken)
    if (takes(node, [](DType dtype) { return is_integer(dtype); }))
      refuse<UndefinedDerivativeError>({.where = std::string(function_),
                                        .what = "the derivative of '" + asked_of_[of].to_string() + "' by '" + asked_wrt_[i].to_string() +
                                                "' is undefined: the path leads through integers at " + Apply(node).to_string()});
  for (const NodePointer& node : broken)
    if (takes(node, [](DType dtype) { return dtype == DType::boolean; }))
      return zeros(type);  // a comparison is constant wherever it is smooth
  if (broken.empty())
    refuse<DisconnectedError>({.where = std::string(function_), .what = ends + ": no path leads from one to the other", .hint = hint});
  refuse<DisconnectedError>(
      {.where = std::string(function_), .what = ends + ": every path breaks, first at " + Apply(broken[0]).to_string(), .hint = hint});
}

}  // namespace pellucid::inline v0
