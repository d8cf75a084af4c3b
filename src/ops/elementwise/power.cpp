// a^b for real numbers.  d/da = b a^(b-1), d/db = a^b log(a)
// Where the formulas meet 0 times infinity the slope is 0: d/da at a = b = 0, and d/db at a = 0.
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Power : ElementwiseFloating {
  static constexpr std::string_view name = "power";
  static constexpr std::string_view doc = "a to the power b, elementwise; integers as real numbers";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable a = node.inputs()[0], b = node.inputs()[1], y = node.outputs()[0];
    const Variable zero = zeros_like(a), one = ones_like(a);
    const Variable at_zero = equal(a, zero);
    const Variable base = where(logical_and(at_zero, equal(b, zero)), one, a);
    return {b * power(base, b - 1), where(at_zero, zero, y * log(where(at_zero, one, a)))};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::power, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::power = describe<Power>();
}  // namespace pellucid::inline v0
