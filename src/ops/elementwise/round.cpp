// The nearest integer, halves to the even one.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Round : ElementwiseFloating {
  static constexpr std::string_view name = "round";
  static constexpr std::string_view doc = "the nearest integer, halves to the even one";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  using derivative = Zero;
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::round, {x[0]}); }
};

}  // namespace
constinit const Op table::round = describe<Round>();
}  // namespace pellucid::inline v0
