// Whether x is infinity or minus infinity; false of every integer.  Constant.
#include <limits>

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct IsInf : Comparison {
  static constexpr std::string_view name = "is_inf";
  static constexpr std::string_view doc = "whether x is infinite, of either sign";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Expression scalar(const Expressions& x, const Apply&) {
    if (!is_floating(x[0]->dtype)) return loop::constant(false, DType::boolean);
    const Expression infinity = loop::constant(std::numeric_limits<double>::infinity(), x[0]->dtype);
    return loop::apply(Operation::equal, {loop::apply(Operation::absolute, {x[0]}), infinity});
  }
};

}  // namespace
constinit const Op table::is_inf = describe<IsInf>();
}  // namespace pellucid::inline v0
