// e^x.  d/dx = e^x
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Exp : ElementwiseFloating {
  static constexpr std::string_view name = "exp";
  static constexpr std::string_view doc = "e to the power x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {node.outputs()[0]}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::exponential, {x[0]}); }
};

}  // namespace
constinit const Op table::exp = describe<Exp>();
}  // namespace pellucid::inline v0
