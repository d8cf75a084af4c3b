// x tanh(softplus(x)) = x n / d, with e = exp(-|x|): n = e (e + 2), d = n + 2 below 0 and n = 1 + 2 e, d = n + 2 e^2 elsewhere.
// d/dx = w + x w', w = n / d, w' = sech_squared(softplus(x)) sigmoid(x); far below 0 y = x e^x and d/dx = (x + 1) e^x.
// Misra 2019, "Mish: a self regularized non-monotonic activation function"
#include "ops/support/far_tail.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Mish : ElementwiseFloating {
  static constexpr std::string_view name = "mish";
  static constexpr std::string_view doc = "x * tanh(softplus(x))";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0], finite = clip(x, -1000, 1000), plus = softplus(finite);
    return {where(FarTail::holds(x), FarTail::times_exp(x, 1), tanh(plus) + finite * (sech_squared(plus) * sigmoid(finite)))};
  }
  static Variable inner(const Variables& inputs, const Apply&) {
    using namespace vocabulary;
    const Variable& x = inputs[0];
    const Variable is_far = FarTail::holds(x), is_below = less(x, 0);
    const Variable e = exp(where(is_far, x + FarTail::shift, -absolute(x)));
    const Variable n = where(is_below, e * (e + 2), 1 + 2 * e);
    const Variable share = n / (n + 2 * where(is_below, 1, e * e));
    return where(is_far, FarTail::shifted_back(FarTail::within(x) * share), x * share);
  }
};

}  // namespace
constinit const Op table::mish = describe<Mish>();
}  // namespace pellucid::inline v0
