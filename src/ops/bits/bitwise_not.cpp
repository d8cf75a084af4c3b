// Every bit the other way, elementwise: -x - 1 of signed integers; of bool the other truth value.
#include "ops/support/bits.hpp"

namespace pellucid::inline v0 {
namespace {

struct BitwiseNot : BitOp {
  static constexpr std::string_view name = "bitwise_not";
  static constexpr std::string_view doc = "every bit of x the other way; of bool the other truth value";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Expression scalar(const Expressions& x, const Apply&) { return on_bits(Operation::bitwise_not, Operation::logical_not, x); }
};

}  // namespace
constinit const Op table::bitwise_not = describe<BitwiseNot>();
}  // namespace pellucid::inline v0
