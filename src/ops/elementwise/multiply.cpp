// a * b, elementwise.  d/da = b, d/db = a
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Multiply : Elementwise {
  static constexpr std::string_view name = "multiply";
  static constexpr std::string_view doc = "a * b, elementwise";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    const Variables x = node.inputs();
    return {x[1], x[0]};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return x[0] * x[1]; }
};

}  // namespace
constinit const Op table::multiply = describe<Multiply>();
}  // namespace pellucid::inline v0
