// a - b floor(a / b), with the sign of b; 0 where an integer is divided by 0.  d/da = 1, d/db = -floor(a / b)
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Modulo : Elementwise {
  static constexpr std::string_view name = "modulo";
  static constexpr std::string_view doc = "a - b floor(a / b), elementwise; of integers 0 where b is 0";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    const Variables x = node.inputs();
    return {constant(1, node.outputs()[0].dtype()), -vocabulary::floor_divide(x[0], x[1])};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::modulo, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::modulo = describe<Modulo>();
}  // namespace pellucid::inline v0
