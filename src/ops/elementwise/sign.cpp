// -1, 0 or 1; NaN of NaN.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Sign : Elementwise {
  static constexpr std::string_view name = "sign";
  static constexpr std::string_view doc = "-1, 0 or 1 as x is negative, zero or positive";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  using derivative = Zero;
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::sign, {x[0]}); }
};

}  // namespace
constinit const Op table::sign = describe<Sign>();
}  // namespace pellucid::inline v0
