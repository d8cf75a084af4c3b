// x itself, the limit of a factor at 0 (ops/support/limit.hpp), which other limits take as a constant: what they would tell of it is multiplied by
// 0 there, and each would hold all before it.
#include "ops/support/limit.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct FlowLimit : Elementwise {
  static constexpr std::string_view name = "flow_limit";
  static constexpr std::string_view doc = "x, taken as a constant by limits";
  static constexpr bool internal = true;
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Flows pullback(const Apply&, const Flows& cotangents, Differentiator&) { return {is_taking_limit() ? Flow() : cotangents[0]}; }
  static Expression scalar(const Expressions& x, const Apply&) { return x[0]; }
};

}  // namespace
constinit const Op table::flow_limit = describe<FlowLimit>();
}  // namespace pellucid::inline v0
