// x hard_sigmoid(x), also called hard_swish.  d/dx = (2 x + 3) / 6 between -3 and 3, else hard_sigmoid(x)
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct HardSilu : ElementwiseFloating {
  static constexpr std::string_view name = "hard_silu";
  static constexpr std::string_view doc = "x * relu6(x + 3) / 6";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0];
    return {where(less(absolute(x), 3), (2 * clip(x, -3, 3) + 3) / 6, hard_sigmoid(x))};
  }
  static Variable inner(const Variables& x, const Apply&) {
    return vocabulary::maximum(x[0], -3) * vocabulary::hard_sigmoid(x[0]);  // below -3 it is 0, at minus infinity too
  }
};

}  // namespace
constinit const Op table::hard_silu = describe<HardSilu>();
}  // namespace pellucid::inline v0
