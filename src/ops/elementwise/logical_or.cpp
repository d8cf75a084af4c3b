// a or b of bool, elementwise; numbers stand for "is not zero".  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogicalOr : Logical {
  static constexpr std::string_view name = "logical_or";
  static constexpr std::string_view doc = "a or b, elementwise; numbers count as true where they are not 0";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::logical_or, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::logical_or = describe<LogicalOr>();
}  // namespace pellucid::inline v0
