// Whether an element is true over `axes`, which leave the shape; false of nothing. Numbers count as true where they are not 0.  Constant.
#include "ops/support/reduction.hpp"

namespace pellucid::inline v0 {
namespace {

struct ReduceAny : LogicalReduction {
  static constexpr std::string_view name = "reduce_any";
  static constexpr std::string_view doc =
      "whether an element is true over axes, which leave the shape; numbers are true where they are not 0";
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    return reduce_element(loop::Reduction::maximum, node, source, index);
  }
};

}  // namespace
constinit const Op table::reduce_any = describe<ReduceAny>();
}  // namespace pellucid::inline v0
