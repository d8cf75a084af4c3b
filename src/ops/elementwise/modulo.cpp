// a - b floor(a / b), exact, with the sign of b; 0 where an integer is divided by 0.  d/da = 1, d/db = -floor(a / b) = (y - a) / b, which is whole;
// where b is infinite, y is a, or b where their signs differ
#include <limits>

#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Modulo : Elementwise {
  static constexpr std::string_view name = "modulo";
  static constexpr std::string_view doc = "a - b floor(a / b), elementwise; of integers 0 where b is 0";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable a = node.inputs()[0], b = node.inputs()[1], y = node.outputs()[0];
    const Variable by_infinity = indicator(not_equal(y, a), y);
    const Variable is_finite = less(absolute(b), std::numeric_limits<double>::infinity());
    return {constant(1, y.dtype()), where(is_finite, round((y - a) / b), by_infinity)};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::modulo, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::modulo = describe<Modulo>();
}  // namespace pellucid::inline v0
