// x itself, through which no derivative flows: what lies before it is disconnected, which is not the same as a derivative of zero.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct StopGradient : Elementwise {
  static constexpr std::string_view name = "stop_gradient";
  static constexpr std::string_view doc = "x, taken as a constant by derivatives";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr auto prepare = prepare_nothing;
  static Flows pullback(const Apply&, const Flows&, Differentiator&) { return {std::nullopt}; }
  static Expression scalar(const Expressions& x, const Apply&) { return x[0]; }
};

}  // namespace
constinit const Op table::stop_gradient = describe<StopGradient>();
}  // namespace pellucid::inline v0
