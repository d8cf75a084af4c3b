// a >= b as bool, elementwise; false where either is NaN.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct GreaterEqual : Comparison {
  static constexpr std::string_view name = "greater_equal";
  static constexpr std::string_view doc = "a >= b, elementwise; false where either is NaN";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variable inner(const Variables& x, const Apply&) { return vocabulary::less_equal(x[1], x[0]); }
};

}  // namespace
constinit const Op table::greater_equal = describe<GreaterEqual>();
}  // namespace pellucid::inline v0
