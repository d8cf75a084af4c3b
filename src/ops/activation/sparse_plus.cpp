// 0 up to -1, x from 1 on, and the parabola (x + 1)^2 / 4 between, which meets both smoothly.  d/dx = sparse_sigmoid(x)
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct SparsePlus : ElementwiseFloating {
  static constexpr std::string_view name = "sparse_plus";
  static constexpr std::string_view doc = "0 for x <= -1, (x + 1)^2 / 4 for x < 1, else x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::sparse_sigmoid(node.inputs()[0])}; }
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    return where(less_equal(x[0], -1), 0, where(less(x[0], 1), square(x[0] + 1) / 4, x[0]));
  }
};

}  // namespace
constinit const Op table::sparse_plus = describe<SparsePlus>();
}  // namespace pellucid::inline v0
