// a <= b as bool, elementwise; false where either is NaN.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LessEqual : Comparison {
  static constexpr std::string_view name = "less_equal";
  static constexpr std::string_view doc = "a <= b, elementwise; false where either is NaN";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::less_equal, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::less_equal = describe<LessEqual>();
}  // namespace pellucid::inline v0
