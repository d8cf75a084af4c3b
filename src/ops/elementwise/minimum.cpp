// The smaller of a and b; NaN when either is NaN.  The slope is 1 by the one that is chosen, 0 by the other, and 1/2 by each at a tie (as JAX).
#include "ops/support/tie.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Minimum : Elementwise {
  static constexpr std::string_view name = "minimum";
  static constexpr std::string_view doc = "the smaller of a and b, elementwise; slopes 1/2 at a tie";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    const Variables x = node.inputs();
    return {slope_of_chosen(x[0], x[1]), slope_of_chosen(x[1], x[0])};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::minimum, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::minimum = describe<Minimum>();
}  // namespace pellucid::inline v0
