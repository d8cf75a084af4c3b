// 1 / (1 + e^-x), as e / (1 + e) below 0 and 1 / (1 + e) elsewhere, with e = exp(-|x|), which does not overflow.  d/dx = logistic_density(x)
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Sigmoid : ElementwiseFloating {
  static constexpr std::string_view name = "sigmoid";
  static constexpr std::string_view doc = "1 / (1 + exp(-x))";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::logistic_density(node.inputs()[0])}; }
  static Variable inner(const Variables& x, const Apply&) {
    const Variable e = vocabulary::exp(-vocabulary::absolute(x[0]));
    return vocabulary::where(vocabulary::less(x[0], 0), e, 1) / (1 + e);
  }
};

}  // namespace
constinit const Op table::sigmoid = describe<Sigmoid>();
}  // namespace pellucid::inline v0
