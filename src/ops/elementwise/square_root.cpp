// The square root; NaN below 0.  d/dx = 1 / (2 sqrt(x)), infinite at 0 as in mathematics; the derivatives of what is smooth at 0, as the square of
// sqrt(x * x), are its own (ops/support/limit.hpp)
#include "ops/support/arithmetic.hpp"
#include "ops/support/limit.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct SquareRoot : ElementwiseFloating {
  static constexpr std::string_view name = "square_root";
  static constexpr std::string_view doc = "the square root of x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {0.5 * flow_over(*cotangents[0], node.outputs()[0], false)};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::square_root, {x[0]}); }
};

}  // namespace
constinit const Op table::square_root = describe<SquareRoot>();
}  // namespace pellucid::inline v0
