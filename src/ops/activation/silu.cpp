// x sigmoid(x), also called swish.  d/dx = s(x) (1 + x s(-x)), s = sigmoid; far below 0 y = x e^x and d/dx = (x + 1) e^x
#include "ops/support/far_tail.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Silu : ElementwiseFloating {
  static constexpr std::string_view name = "silu";
  static constexpr std::string_view doc = "x * sigmoid(x)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0], finite = clip(x, -1000, 1000);
    return {where(FarTail::holds(x), FarTail::times_exp(x, 1), sigmoid(finite) * (1 + finite * sigmoid(-finite)))};
  }
  static Variable inner(const Variables& inputs, const Apply&) {
    using namespace vocabulary;
    const Variable& x = inputs[0];
    const Variable is_far = FarTail::holds(x);
    const Variable e = exp(where(is_far, x + FarTail::shift, -absolute(x)));
    const Variable share = where(less(x, 0), e, 1) / (1 + e);
    return where(is_far, FarTail::shifted_back(FarTail::within(x) * share), x * share);
  }
};

}  // namespace
constinit const Op table::silu = describe<Silu>();
}  // namespace pellucid::inline v0
