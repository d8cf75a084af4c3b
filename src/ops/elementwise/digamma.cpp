// The slope of log |gamma(x)|; its poles are at 0, where it has the sign of that side, and at -1, -2, ..., where it is NaN.
// d/dx = polygamma(x) of order 1
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Digamma : ElementwiseFloating {
  static constexpr std::string_view name = "digamma";
  static constexpr std::string_view doc = "the slope of log |gamma(x)|";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::polygamma(node.inputs()[0], {{"order", 1}})}; }
  static Expression scalar(const Expressions& x, const Apply&) {
    return loop::apply(Operation::polygamma, {loop::constant(0, x[0]->dtype), x[0]});
  }
};

}  // namespace
constinit const Op table::digamma = describe<Digamma>();
}  // namespace pellucid::inline v0
