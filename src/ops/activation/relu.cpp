// max(x, 0).  The slope at 0 is 0, as in Keras on TensorFlow and JAX.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Relu : ElementwiseFloating {
  static constexpr std::string_view name = "relu";
  static constexpr std::string_view doc = "max(x, 0); slope 0 at 0";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    const Variable x = node.inputs()[0];
    return {vocabulary::cast(vocabulary::less(0, x), {{"dtype", x.dtype()}})};
  }
  static Variable inner(const Variables& x, const Apply&) { return vocabulary::maximum(x[0], 0); }
};

}  // namespace
constinit const Op table::relu = describe<Relu>();
}  // namespace pellucid::inline v0
