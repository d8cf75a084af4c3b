// log(1 + x), exact near 0.  d/dx = 1 / (1 + x)
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Log1p : ElementwiseFloating {
  static constexpr std::string_view name = "log1p";
  static constexpr std::string_view doc = "log(1 + x), exact where x is near 0";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {1 / (1 + node.inputs()[0])}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::log1p, {x[0]}); }
};

}  // namespace
constinit const Op table::log1p = describe<Log1p>();
}  // namespace pellucid::inline v0
