// Where on an axis the smallest element is, the first of several; of a NaN where there is one.  Constant wherever it is differentiable.
#include "ops/support/reduction.hpp"

namespace pellucid::inline v0 {
namespace {

struct ArgMin : ArgOp {
  static constexpr std::string_view name = "argmin";
  static constexpr std::string_view doc = "the first position of the smallest element on an axis, which leaves the shape; none of nothing";
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    return arg_element(loop::Reduction::minimum, node, source, index);
  }
};

}  // namespace
constinit const Op table::argmin = describe<ArgMin>();
}  // namespace pellucid::inline v0
