// a < b as bool, elementwise; false where either is NaN.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Less : Comparison {
  static constexpr std::string_view name = "less";
  static constexpr std::string_view doc = "a < b, elementwise; false where either is NaN";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::less, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::less = describe<Less>();
}  // namespace pellucid::inline v0
