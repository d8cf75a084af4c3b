// sin(x), in radians.  d/dx = cos(x)
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Sin : ElementwiseFloating {
  static constexpr std::string_view name = "sin";
  static constexpr std::string_view doc = "the sine of x radians";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::cos(node.inputs()[0])}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::sine, {x[0]}); }
};

}  // namespace
constinit const Op table::sin = describe<Sin>();
}  // namespace pellucid::inline v0
