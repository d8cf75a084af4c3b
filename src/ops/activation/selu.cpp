// scale elu(x, alpha) with the two constants that keep mean 0 and variance 1 through layers.  d/dx = scale above 0, scale alpha e^x elsewhere
// Klambauer et al. 2017, "Self-normalizing neural networks"
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Selu : ElementwiseFloating {
  static constexpr std::string_view name = "selu";
  static constexpr std::string_view doc = "1.05070098 * elu(x, 1.67326324)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr double alpha = 1.6732632423543772848170429916717, scale = 1.0507009873554804934193349852946;
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0];
    return {where(less(0, x), scale, scale * alpha * exp(not_above_zero(x)))};
  }
  static Variable inner(const Variables& x, const Apply&) { return scale * vocabulary::elu(x[0], {{"alpha", alpha}}); }
};

}  // namespace
constinit const Op table::selu = describe<Selu>();
}  // namespace pellucid::inline v0
