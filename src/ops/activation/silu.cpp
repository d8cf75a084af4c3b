// x sigmoid(x), also called swish.  d/dx = s + y (1 - s), s = sigmoid(x)
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Silu : ElementwiseFloating {
  static constexpr std::string_view name = "silu";
  static constexpr std::string_view doc = "x * sigmoid(x)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    const Variable s = vocabulary::sigmoid(node.inputs()[0]);
    return {s + node.outputs()[0] * (1 - s)};
  }
  static Variable inner(const Variables& x, const Apply&) { return x[0] * vocabulary::sigmoid(x[0]); }
};

}  // namespace
constinit const Op table::silu = describe<Silu>();
}  // namespace pellucid::inline v0
