// tan(x), in radians.  d/dx = 1 + tan(x)^2
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Tan : ElementwiseFloating {
  static constexpr std::string_view name = "tan";
  static constexpr std::string_view doc = "the tangent of x radians";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    const Variable y = node.outputs()[0];
    return {1 + y * y};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::tangent, {x[0]}); }
};

}  // namespace
constinit const Op table::tan = describe<Tan>();
}  // namespace pellucid::inline v0
