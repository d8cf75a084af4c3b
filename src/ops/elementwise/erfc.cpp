// The complementary error function, 1 - erf(x), which keeps its digits where erf(x) is near 1.  d/dx = -2/sqrt(pi) exp(-x^2)
#include <numbers>

#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Erfc : ElementwiseFloating {
  static constexpr std::string_view name = "erfc";
  static constexpr std::string_view doc = "1 - erf(x), also where erf(x) rounds to 1";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {-2 * std::numbers::inv_sqrtpi * vocabulary::gaussian(node.inputs()[0])}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::erfc, {x[0]}); }
};

}  // namespace
constinit const Op table::erfc = describe<Erfc>();
}  // namespace pellucid::inline v0
