// The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.  d/dx = 2/sqrt(pi) exp(-x^2)
#include <numbers>

#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Erf : ElementwiseFloating {
  static constexpr std::string_view name = "erf";
  static constexpr std::string_view doc = "the error function of x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {2 * std::numbers::inv_sqrtpi * vocabulary::gaussian(node.inputs()[0])}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::erf, {x[0]}); }
};

}  // namespace
constinit const Op table::erf = describe<Erf>();
}  // namespace pellucid::inline v0
