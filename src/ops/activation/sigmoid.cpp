// 1 / (1 + e^-x), by e^-|x|, which does not overflow.  d/dx = y (1 - y)
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Sigmoid : ElementwiseFloating {
  static constexpr std::string_view name = "sigmoid";
  static constexpr std::string_view doc = "1 / (1 + exp(-x))";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    const Variable y = node.outputs()[0];
    return {y * (1 - y)};
  }
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    const Variable e = exp(-absolute(x[0]));
    return where(less(x[0], 0), e, 1) / (1 + e);
  }
};

}  // namespace
constinit const Op table::sigmoid = describe<Sigmoid>();
}  // namespace pellucid::inline v0
