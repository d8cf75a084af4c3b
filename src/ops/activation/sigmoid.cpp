// 1 / (1 + e^-x) = q below 0 and 1 - q elsewhere, with q = sigmoid(-|x|), which does not overflow.  d/dx = q (1 - q), of the same q
#include "ops/support/logistic.hpp"

namespace pellucid::inline v0 {
namespace {

struct Sigmoid : ElementwiseFloating {
  static constexpr std::string_view name = "sigmoid";
  static constexpr std::string_view doc = "1 / (1 + exp(-x))";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::logistic_density(node.inputs()[0])}; }
  static Variable inner(const Variables& x, const Apply&) {
    const Variable tail = sigmoid_tail(x[0]);
    return vocabulary::where(vocabulary::less(x[0], 0), tail, 1 - tail);
  }
};

}  // namespace
constinit const Op table::sigmoid = describe<Sigmoid>();
}  // namespace pellucid::inline v0
