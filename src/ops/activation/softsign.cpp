// x / (1 + |x|), -1 or 1 at infinity.  d/dx = 1 / (1 + |x|)^2
#include <limits>

#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Softsign : ElementwiseFloating {
  static constexpr std::string_view name = "softsign";
  static constexpr std::string_view doc = "x / (1 + |x|)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    const Variable r = 1 / (1 + vocabulary::absolute(node.inputs()[0]));
    return {r * r};
  }
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    const Variable magnitude = absolute(x[0]);
    return where(equal(magnitude, std::numeric_limits<double>::infinity()), sign(x[0]), x[0] / (1 + magnitude));
  }
};

}  // namespace
constinit const Op table::softsign = describe<Softsign>();
}  // namespace pellucid::inline v0
