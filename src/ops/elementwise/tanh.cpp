// tanh(x).  d/dx = sech_squared(x), which is not rounded away where 1 - tanh(x)^2 is
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Tanh : ElementwiseFloating {
  static constexpr std::string_view name = "tanh";
  static constexpr std::string_view doc = "the hyperbolic tangent";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::sech_squared(node.inputs()[0])}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::tanh, {x[0]}); }
};

}  // namespace
constinit const Op table::tanh = describe<Tanh>();
}  // namespace pellucid::inline v0
