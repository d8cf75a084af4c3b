// e^x - 1, exact near 0.  d/dx = e^x
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Expm1 : ElementwiseFloating {
  static constexpr std::string_view name = "expm1";
  static constexpr std::string_view doc = "e^x - 1, exact where x is near 0";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::exp(node.inputs()[0])}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::expm1, {x[0]}); }
};

}  // namespace
constinit const Op table::expm1 = describe<Expm1>();
}  // namespace pellucid::inline v0
