// Whether x is neither infinite nor NaN; true of every integer.  Constant.
#include <limits>

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct IsFinite : Comparison {
  static constexpr std::string_view name = "is_finite";
  static constexpr std::string_view doc = "whether x is neither infinite nor NaN";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Expression scalar(const Expressions& x, const Apply&) {
    if (!is_floating(x[0]->dtype)) return loop::constant(true, DType::boolean);
    const Expression infinity = loop::constant(std::numeric_limits<double>::infinity(), x[0]->dtype);
    return loop::apply(Operation::less, {loop::apply(Operation::absolute, {x[0]}), infinity});
  }
};

}  // namespace
constinit const Op table::is_finite = describe<IsFinite>();
}  // namespace pellucid::inline v0
