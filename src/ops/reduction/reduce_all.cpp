// Whether every element is true over `axes`, which leave the shape; true of nothing. Numbers count as true where they are not 0.  Constant.
#include "ops/support/reduction.hpp"

namespace pellucid::inline v0 {
namespace {

struct ReduceAll : LogicalReduction {
  static constexpr std::string_view name = "reduce_all";
  static constexpr std::string_view doc =
      "whether every element is true over axes, which leave the shape; numbers are true where they are not 0";
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    return reduce_element(loop::Reduction::minimum, node, source, index);
  }
};

}  // namespace
constinit const Op table::reduce_all = describe<ReduceAll>();
}  // namespace pellucid::inline v0
