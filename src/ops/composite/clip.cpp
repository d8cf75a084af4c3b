// min(max(x, low), high).  The slope by x is 1 from low to high, both included; outside it is the bound that counts.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Clip : Elementwise {
  static constexpr std::string_view name = "clip";
  static constexpr std::string_view doc = "min(max(x, low), high), elementwise";
  static constexpr std::array<std::string_view, 3> inputs = {"x", "low", "high"};
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0], low = node.inputs()[1], high = node.inputs()[2];
    const Variable above = less(high, maximum(x, low));
    const Variable below = logical_and(less(x, low), logical_not(above));
    return {indicator(logical_not(logical_or(above, below)), x), indicator(below, x), indicator(above, x)};
  }
  static Variable inner(const Variables& x, const Apply&) { return vocabulary::minimum(vocabulary::maximum(x[0], x[1]), x[2]); }
};

}  // namespace
constinit const Op table::clip = describe<Clip>();
}  // namespace pellucid::inline v0
