// Where on an axis the largest element is, the first of several; of a NaN where there is one.  Constant wherever it is differentiable.
#include "ops/support/reduction.hpp"

namespace pellucid::inline v0 {
namespace {

struct ArgMax : ArgOp {
  static constexpr std::string_view name = "argmax";
  static constexpr std::string_view doc = "the first position of the largest element on an axis, which leaves the shape; none of nothing";
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    return arg_element(loop::Reduction::maximum, node, source, index);
  }
};

}  // namespace
constinit const Op table::argmax = describe<ArgMax>();
}  // namespace pellucid::inline v0
