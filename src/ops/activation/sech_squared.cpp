// 1 / cosh(x)^2 = 4 q (1 - q) with q = sigmoid(-2 |x|): the slope of tanh; 0 where it is about the smallest normal number. d/dx = -2 y tanh(x)
#include "ops/support/logistic.hpp"

namespace pellucid::inline v0 {
namespace {

struct SechSquared : ElementwiseFloating {
  static constexpr std::string_view name = "sech_squared";
  static constexpr std::string_view doc = "1 / cosh(x)^2, the slope of tanh";
  static constexpr bool internal = true;
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {-2 * node.outputs()[0] * vocabulary::tanh(node.inputs()[0])}; }
  static Variable inner(const Variables& x, const Apply&) {
    const Variable tail = sigmoid_tail(x[0] + x[0]);
    return 4 * tail * (1 - tail);
  }
};

}  // namespace
constinit const Op table::sech_squared = describe<SechSquared>();
}  // namespace pellucid::inline v0
