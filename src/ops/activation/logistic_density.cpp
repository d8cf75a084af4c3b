// e^-x / (1 + e^-x)^2 = q (1 - q) with q = sigmoid(-|x|): the density of the logistic distribution, which is the slope of sigmoid. Near 1 sigmoid
// has rounded away how far from 1 it is; q has not.  d/dx = -y tanh(x / 2)
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogisticDensity : ElementwiseFloating {
  static constexpr std::string_view name = "logistic_density";
  static constexpr std::string_view doc = "exp(-x) / (1 + exp(-x))^2, the slope of sigmoid";
  static constexpr bool internal = true;
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {-node.outputs()[0] * vocabulary::tanh(0.5 * node.inputs()[0])}; }
  static Variable inner(const Variables& x, const Apply&) {
    const Variable e = vocabulary::exp(-vocabulary::absolute(x[0])), q = e / (1 + e);
    return q * (1 - q);
  }
};

}  // namespace
constinit const Op table::logistic_density = describe<LogisticDensity>();
}  // namespace pellucid::inline v0
