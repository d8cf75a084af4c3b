// x - tanh(x).  d/dx = tanh(x)^2
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct TanhShrink : ElementwiseFloating {
  static constexpr std::string_view name = "tanh_shrink";
  static constexpr std::string_view doc = "x - tanh(x)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    const Variable t = vocabulary::tanh(node.inputs()[0]);
    return {t * t};
  }
  static Variable inner(const Variables& x, const Apply&) { return x[0] - vocabulary::tanh(x[0]); }
};

}  // namespace
constinit const Op table::tanh_shrink = describe<TanhShrink>();
}  // namespace pellucid::inline v0
