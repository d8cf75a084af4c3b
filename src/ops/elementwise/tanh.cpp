// tanh(x).  d/dx = 1 - tanh(x)^2
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Tanh : ElementwiseFloating {
  static constexpr std::string_view name = "tanh";
  static constexpr std::string_view doc = "the hyperbolic tangent";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    const Variable y = node.outputs()[0];
    return {vocabulary::subtract(1, vocabulary::multiply(y, y))};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::tanh, {x[0]}); }
};

}  // namespace
constinit const Op table::tanh = describe<Tanh>();
}  // namespace pellucid::inline v0
