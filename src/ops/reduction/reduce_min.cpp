// The smallest element over `axes`, which leave the shape; NaN where there is one.  The cotangent is shared evenly among elements that tie.
#include "ops/support/reduction.hpp"

namespace pellucid::inline v0 {
namespace {

struct ReduceMin : ExtremumOp {
  static constexpr std::string_view name = "reduce_min";
  static constexpr std::string_view doc =
      "the smallest element over axes, which leave the shape; ties share the cotangent; none of nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) { return {share_among_ties(node, *cotangents[0])}; }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    return reduce_element(loop::Reduction::minimum, node, source, index);
  }
};

}  // namespace
constinit const Op table::reduce_min = describe<ReduceMin>();
}  // namespace pellucid::inline v0
