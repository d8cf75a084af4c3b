// a == b as bool, elementwise; false where either is NaN.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Equal : Comparison {
  static constexpr std::string_view name = "equal";
  static constexpr std::string_view doc = "a == b, elementwise; false where either is NaN";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::equal, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::equal = describe<Equal>();
}  // namespace pellucid::inline v0
