// |x|.  d/dx = sign(x), which is 0 at 0; the derivatives of what is smooth there, as the square, are its own (ops/support/limit.hpp)
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Absolute : Elementwise {
  static constexpr std::string_view name = "absolute";
  static constexpr std::string_view doc = "|x|; slope 0 at 0";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {vocabulary::flow_sign(*cotangents[0], node.inputs()[0])};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::absolute, {x[0]}); }
};

}  // namespace
constinit const Op table::absolute = describe<Absolute>();
}  // namespace pellucid::inline v0
