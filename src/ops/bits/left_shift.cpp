// x 2^count, elementwise, as far as the dtype has bits. Nothing of x is left where count is negative or no less than the number of bits, as NumPy
// has it.
#include "ops/support/bits.hpp"

namespace pellucid::inline v0 {
namespace {

struct LeftShift : ShiftOp {
  static constexpr std::string_view name = "left_shift";
  static constexpr std::string_view doc =
      "x with its bits moved up by count, elementwise; 0 where count is negative or at least the number of bits";
  static Expression scalar(const Expressions& x, const Apply&) { return loop::apply(Operation::left_shift, x); }
};

}  // namespace
constinit const Op table::left_shift = describe<LeftShift>();
}  // namespace pellucid::inline v0
