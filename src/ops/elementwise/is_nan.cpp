// Whether x is not a number; false of every integer.  Constant.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct IsNan : Comparison {
  static constexpr std::string_view name = "is_nan";
  static constexpr std::string_view doc = "whether x is not a number";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::not_equal, {x[0], x[0]}); }
};

}  // namespace
constinit const Op table::is_nan = describe<IsNan>();
}  // namespace pellucid::inline v0
