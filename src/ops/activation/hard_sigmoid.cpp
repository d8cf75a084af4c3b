// The straight line (x + 3) / 6 between 0 and 1, as in Keras 3.  The slope is 0 at both corners.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct HardSigmoid : ElementwiseFloating {
  static constexpr std::string_view name = "hard_sigmoid";
  static constexpr std::string_view doc = "relu6(x + 3) / 6";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0];
    return {indicator(less(absolute(x), 3), x) / 6};
  }
  static Variable inner(const Variables& x, const Apply&) { return vocabulary::relu6(x[0] + 3) / 6; }
};

}  // namespace
constinit const Op table::hard_sigmoid = describe<HardSigmoid>();
}  // namespace pellucid::inline v0
