// clip(x, -1, 1).  The slope is 1 at both corners, as of clip.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct HardTanh : ElementwiseFloating {
  static constexpr std::string_view name = "hard_tanh";
  static constexpr std::string_view doc = "clip(x, -1, 1)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0];
    return {indicator(less_equal(absolute(x), 1), x)};
  }
  static Variable inner(const Variables& x, const Apply&) { return vocabulary::clip(x[0], -1, 1); }
};

}  // namespace
constinit const Op table::hard_tanh = describe<HardTanh>();
}  // namespace pellucid::inline v0
