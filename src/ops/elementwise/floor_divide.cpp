// floor(a / b), elementwise; 0 where an integer is divided by 0.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct FloorDivide : Elementwise {
  static constexpr std::string_view name = "floor_divide";
  static constexpr std::string_view doc = "floor(a / b), elementwise; of integers 0 where b is 0";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  using derivative = Zero;
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::floor_divide, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::floor_divide = describe<FloorDivide>();
}  // namespace pellucid::inline v0
