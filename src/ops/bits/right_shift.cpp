// floor(x / 2^count), elementwise. Nothing of x but its sign is left where count is negative or no less than the number of bits, as NumPy has it.
#include "ops/support/bits.hpp"

namespace pellucid::inline v0 {
namespace {

struct RightShift : ShiftOp {
  static constexpr std::string_view name = "right_shift";
  static constexpr std::string_view doc =
      "floor(x / 2^count), elementwise; 0, or -1 for x < 0, where count is negative or at least the number of bits";
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::right_shift, x); }
};

}  // namespace
constinit const Op table::right_shift = describe<RightShift>();
}  // namespace pellucid::inline v0
