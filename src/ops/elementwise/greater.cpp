// a > b as bool, elementwise; false where either is NaN.  Constant wherever it is differentiable.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Greater : Comparison {
  static constexpr std::string_view name = "greater";
  static constexpr std::string_view doc = "a > b, elementwise; false where either is NaN";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variable inner(const Variables& x, const Apply&) { return vocabulary::less(x[1], x[0]); }
};

}  // namespace
constinit const Op table::greater = describe<Greater>();
}  // namespace pellucid::inline v0
