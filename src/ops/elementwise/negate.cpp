// -x.  d/dx = -1
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Negate : Elementwise {
  static constexpr std::string_view name = "negate";
  static constexpr std::string_view doc = "-x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {constant(-1, node.inputs()[0].dtype())}; }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::negate, {x[0]}); }
};

}  // namespace
constinit const Op table::negate = describe<Negate>();
}  // namespace pellucid::inline v0
