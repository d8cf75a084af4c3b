// x tanh(softplus(x)).  Misra 2019, "Mish: a self regularized non-monotonic activation function"
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Mish : ElementwiseFloating {
  static constexpr std::string_view name = "mish";
  static constexpr std::string_view doc = "x * tanh(softplus(x))";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  using derivative = OfInner;
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    return x[0] * tanh(softplus(x[0]));
  }
};

}  // namespace
constinit const Op table::mish = describe<Mish>();
}  // namespace pellucid::inline v0
