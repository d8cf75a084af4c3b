// not x of bool; numbers stand for "is not zero".  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogicalNot : Logical {
  static constexpr std::string_view name = "logical_not";
  static constexpr std::string_view doc = "not x; numbers count as true where they are not 0";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::logical_not, {x[0]}); }
};

}  // namespace
constinit const Op table::logical_not = describe<LogicalNot>();
}  // namespace pellucid::inline v0
