// The derivative of a^b by a: b a^(b - 1); 0 where b is 0, for a^0 is constant.  d/da = b (b - 1) a^(b - 2)
#include "ops/support/power.hpp"

namespace pellucid::inline v0 {
namespace {

struct PowerByBase : ElementwiseFloating {
  static constexpr std::string_view name = "power_by_base";
  static constexpr std::string_view doc = "b * a^(b - 1), the slope of a^b by a; 0 where b is 0";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable a = node.inputs()[0], b = node.inputs()[1];
    const Variable is_flat = logical_and(equal(a, 0), logical_or(equal(b, 0), equal(b, 1)));  // 0 times infinity
    return {where(is_flat, 0, b * power_by_base(where(is_flat, 1, a), b - 1)), power_by_both(a, b)};
  }
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    return x[1] * power(where(equal(x[1], 0), 1, x[0]), x[1] - 1);
  }
};

}  // namespace
constinit const Op table::power_by_base = describe<PowerByBase>();
}  // namespace pellucid::inline v0
