// The natural logarithm.  d/dx = 1 / x
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Log : ElementwiseFloating {
  static constexpr std::string_view name = "log";
  static constexpr std::string_view doc = "the natural logarithm of x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {1 / node.inputs()[0]}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::logarithm, {x[0]}); }
};

}  // namespace
constinit const Op table::log = describe<Log>();
}  // namespace pellucid::inline v0
