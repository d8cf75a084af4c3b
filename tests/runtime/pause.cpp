#include "runtime/pause.hpp"

#include "ops/support/describe.hpp"

namespace pellucid::inline v0 {
namespace {

std::function<void()> when_reached_now;

struct Pause : Elementwise {
  static constexpr std::string_view name = "pause";
  static constexpr std::string_view doc = "x, after a while";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  using derivative = Zero;
  static void host(const Apply&, const std::vector<Array>& in, std::vector<Array>& out) {
    if (when_reached_now) when_reached_now();
    out[0].assign(in[0]);
  }
};
constexpr Op pause_op = describe<Pause>();

}  // namespace

Variable pause(const Variable& x) { return apply(pause_op, {x}); }
void set_pause(std::function<void()> when_reached) { when_reached_now = std::move(when_reached); }

}  // namespace pellucid::inline v0
