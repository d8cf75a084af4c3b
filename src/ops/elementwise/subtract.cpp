// a - b, elementwise.  d/da = 1, d/db = -1
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Subtract : Elementwise {
  static constexpr std::string_view name = "subtract";
  static constexpr std::string_view doc = "a - b, elementwise";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static Variables slopes(const Apply& node) {
    const DType dtype = node.outputs()[0].dtype();
    return {constant(1, dtype), constant(-1, dtype)};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return x[0] - x[1]; }
};

}  // namespace
constinit const Op table::subtract = describe<Subtract>();
}  // namespace pellucid::inline v0
