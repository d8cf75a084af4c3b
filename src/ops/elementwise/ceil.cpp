// The smallest integer not below x.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Ceil : ElementwiseFloating {
  static constexpr std::string_view name = "ceil";
  static constexpr std::string_view doc = "the smallest integer not below x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  using derivative = Zero;
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::ceil, {x[0]}); }
};

}  // namespace
constinit const Op table::ceil = describe<Ceil>();
}  // namespace pellucid::inline v0
