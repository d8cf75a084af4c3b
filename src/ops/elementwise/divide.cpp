// a / b, elementwise; of integers too the quotient of real numbers.  d/da = 1/b, d/db = -(a/b)/b
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Divide : ElementwiseFloating {
  static constexpr std::string_view name = "divide";
  static constexpr std::string_view doc = "a / b, elementwise; integers are divided as real numbers";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    const Variables x = node.inputs();
    const Variable y = node.outputs()[0];
    return {1 / x[1], -(y / x[1])};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return x[0] / x[1]; }
};

}  // namespace
constinit const Op table::divide = describe<Divide>();
}  // namespace pellucid::inline v0
