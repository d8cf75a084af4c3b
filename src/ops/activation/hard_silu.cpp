// x hard_sigmoid(x), also called hard_swish
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct HardSilu : ElementwiseFloating {
  static constexpr std::string_view name = "hard_silu";
  static constexpr std::string_view doc = "x * relu6(x + 3) / 6";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  using derivative = OfInner;
  static Variable inner(const Variables& x, const Apply&) { return x[0] * vocabulary::hard_sigmoid(x[0]); }
};

}  // namespace
constinit const Op table::hard_silu = describe<HardSilu>();
}  // namespace pellucid::inline v0
