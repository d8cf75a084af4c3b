// The straight line (x + 1) / 2 between 0 and 1.  The slope is 1/2 at both corners, as of clip.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct SparseSigmoid : ElementwiseFloating {
  static constexpr std::string_view name = "sparse_sigmoid";
  static constexpr std::string_view doc = "clip((x + 1) / 2, 0, 1)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0];
    return {indicator(less_equal(absolute(x), 1), x) / 2};
  }
  static Variable inner(const Variables& x, const Apply&) { return vocabulary::clip((x[0] + 1) / 2, 0, 1); }
};

}  // namespace
constinit const Op table::sparse_sigmoid = describe<SparseSigmoid>();
}  // namespace pellucid::inline v0
