// The sum over `axes`, which leave the shape.  The cotangent goes back to every summed element alike.
#include "ops/support/reduction.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Sum : ReductionOp {
  static constexpr std::string_view name = "sum";
  static constexpr std::string_view doc = "the sum over axes, which leave the shape; 0 of nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) { return {spread_over_reduced(node, *cotangents[0])}; }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    return reduce_element(loop::Reduction::sum, node, source, index);
  }
};

}  // namespace
constinit const Op table::sum = describe<Sum>();
}  // namespace pellucid::inline v0
