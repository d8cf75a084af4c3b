// A value that differs between inference and training: the first input outside training. `training_graph` takes the second in its stead.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Phase : Elementwise {
  static constexpr std::string_view name = "phase";
  static constexpr std::string_view doc = "the first input; the second in a training graph";
  static constexpr std::array<std::string_view, 2> inputs = {"inference", "training"};
  using derivative = OfInner;
  static Variable inner(const Variables& x, const Apply&) { return x[0]; }
};

}  // namespace
constinit const Op table::phase = describe<Phase>();
}  // namespace pellucid::inline v0
