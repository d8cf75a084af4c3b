// The straight line 0.2 x + 0.5 between 0 and 1, as in Keras 1 and 2.  The slope is 0.2 at both corners, as of clip.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct HardSigmoidKeras2 : ElementwiseFloating {
  static constexpr std::string_view name = "hard_sigmoid_keras2";
  static constexpr std::string_view doc = "clip(0.2 x + 0.5, 0, 1)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0];
    return {indicator(less_equal(absolute(x), 2.5), x) * 0.2};
  }
  static Variable inner(const Variables& x, const Apply&) { return vocabulary::clip(0.2 * (x[0] + 2.5), 0, 1); }
};

}  // namespace
constinit const Op table::hard_sigmoid_keras2 = describe<HardSigmoidKeras2>();
}  // namespace pellucid::inline v0
