// x^2.  d/dx = 2 x
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Square : Elementwise {
  static constexpr std::string_view name = "square";
  static constexpr std::string_view doc = "x * x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {2 * node.inputs()[0]}; }
  static Variable inner(const Variables& x, const Apply&) { return x[0] * x[0]; }
};

}  // namespace
constinit const Op table::square = describe<Square>();
}  // namespace pellucid::inline v0
