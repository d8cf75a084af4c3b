// a and b of bool, elementwise; numbers stand for "is not zero".  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogicalAnd : Logical {
  static constexpr std::string_view name = "logical_and";
  static constexpr std::string_view doc = "a and b, elementwise; numbers count as true where they are not 0";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::logical_and, {x[0], x[1]}); }
};

}  // namespace
constinit const Op table::logical_and = describe<LogicalAnd>();
}  // namespace pellucid::inline v0
