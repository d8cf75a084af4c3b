// 1 / cosh(x)^2, the slope of tanh, which 1 - tanh(x)^2 rounds away.  d/dx = -2 y tanh(x)
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct SechSquared : ElementwiseFloating {
  static constexpr std::string_view name = "sech_squared";
  static constexpr std::string_view doc = "1 / cosh(x)^2, the slope of tanh";
  static constexpr bool internal = true;
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {-2 * node.outputs()[0] * vocabulary::tanh(node.inputs()[0])}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::sech_squared, {x[0]}); }
};

}  // namespace
constinit const Op table::sech_squared = describe<SechSquared>();
}  // namespace pellucid::inline v0
