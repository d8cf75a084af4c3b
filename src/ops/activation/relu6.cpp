// min(max(x, 0), 6).  The slope is 0 at both corners, as in Keras on TensorFlow.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Relu6 : ElementwiseFloating {
  static constexpr std::string_view name = "relu6";
  static constexpr std::string_view doc = "min(max(x, 0), 6); slope 0 at 0 and 6";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0];
    return {indicator(logical_and(less(0, x), less(x, 6)), x)};
  }
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    return minimum(maximum(x[0], 0), 6);
  }
};

}  // namespace
constinit const Op table::relu6 = describe<Relu6>();
}  // namespace pellucid::inline v0
