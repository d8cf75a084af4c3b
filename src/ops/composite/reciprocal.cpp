// 1 / x.  d/dx = -y^2
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Reciprocal : ElementwiseFloating {
  static constexpr std::string_view name = "reciprocal";
  static constexpr std::string_view doc = "1 / x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    const Variable y = node.outputs()[0];
    return {-(y * y)};
  }
  static Variable inner(const Variables& x, const Apply&) { return 1 / x[0]; }
};

}  // namespace
constinit const Op table::reciprocal = describe<Reciprocal>();
}  // namespace pellucid::inline v0
