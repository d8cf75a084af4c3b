// log |gamma(x)|; infinity at 0 and at the negative integers.  d/dx = digamma(x)
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogGamma : ElementwiseFloating {
  static constexpr std::string_view name = "log_gamma";
  static constexpr std::string_view doc = "log |gamma(x)|; (n - 1)! = gamma(n)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::digamma(node.inputs()[0])}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::log_gamma, {x[0]}); }
};

}  // namespace
constinit const Op table::log_gamma = describe<LogGamma>();
}  // namespace pellucid::inline v0
