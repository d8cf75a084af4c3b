// tanh(x) = e / (e + 2) with e = exp(2 |x|) - 1, which loses nothing near 0; 1 - 2 / (e + 2) where that is near 1.
// d/dx = sech_squared(x), of the same parts
#include "ops/support/logistic.hpp"

namespace pellucid::inline v0 {
namespace {

struct Tanh : ElementwiseFloating {
  static constexpr std::string_view name = "tanh";
  static constexpr std::string_view doc = "the hyperbolic tangent";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::sech_squared(node.inputs()[0])}; }
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    const TanhParts part(x[0]);
    const Variable magnitude = where(less(part.e, 2), 0.5 * part.e * part.tail, 1 - part.tail);
    return where(equal(x[0], 0), x[0], where(less(x[0], 0), -magnitude, magnitude));  // -0 stays
  }
};

}  // namespace
constinit const Op table::tanh = describe<Tanh>();
}  // namespace pellucid::inline v0
