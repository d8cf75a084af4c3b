// cos(x), in radians.  d/dx = -sin(x)
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Cos : ElementwiseFloating {
  static constexpr std::string_view name = "cos";
  static constexpr std::string_view doc = "the cosine of x radians";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {-vocabulary::sin(node.inputs()[0])}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::cosine, {x[0]}); }
};

}  // namespace
constinit const Op table::cos = describe<Cos>();
}  // namespace pellucid::inline v0
