// The derivative of a^b by b: a^b log(a); 0 at a = 0, which is its limit where b > 0.  d/db = a^b log(a)^2
#include "ops/support/power.hpp"

namespace pellucid::inline v0 {
namespace {

struct PowerByExponent : ElementwiseFloating {
  static constexpr std::string_view name = "power_by_exponent";
  static constexpr std::string_view doc = "a^b * log(a), the slope of a^b by b; 0 where a is 0";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    const Variable a = node.inputs()[0], b = node.inputs()[1];
    return {power_by_both(a, b), node.outputs()[0] * log_but_of_zero(a)};
  }
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    const Variable is_zero = equal(x[0], 0);
    return where(is_zero, 0, power(x[0], x[1]) * log_but_of_zero(x[0]));
  }
};

}  // namespace
constinit const Op table::power_by_exponent = describe<PowerByExponent>();
}  // namespace pellucid::inline v0
