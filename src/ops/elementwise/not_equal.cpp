// a != b as bool, elementwise; true where either is NaN.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct NotEqual : Comparison {
  static constexpr std::string_view name = "not_equal";
  static constexpr std::string_view doc = "a != b, elementwise; true where either is NaN";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::not_equal, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::not_equal = describe<NotEqual>();
}  // namespace pellucid::inline v0
