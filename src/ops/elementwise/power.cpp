// a^b for real numbers.  d/da = b a^(b - 1), d/db = a^b log(a)
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Power : ElementwiseFloating {
  static constexpr std::string_view name = "power";
  static constexpr std::string_view doc = "a to the power b, elementwise; integers as real numbers";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    const Variable a = node.inputs()[0], b = node.inputs()[1];
    return {vocabulary::power_by_base(a, b), vocabulary::power_by_exponent(a, b)};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::power, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::power = describe<Power>();
}  // namespace pellucid::inline v0
