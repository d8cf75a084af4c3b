// The largest integer not above x.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Floor : ElementwiseFloating {
  static constexpr std::string_view name = "floor";
  static constexpr std::string_view doc = "the largest integer not above x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  using derivative = Zero;
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::floor, {x[0]}); }
};

}  // namespace
constinit const Op table::floor = describe<Floor>();
}  // namespace pellucid::inline v0
