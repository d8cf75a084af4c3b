// The bits that are set in both, elementwise; of bool the truth values.
#include "ops/support/bits.hpp"

namespace pellucid::inline v0 {
namespace {

struct BitwiseAnd : BitOp {
  static constexpr std::string_view name = "bitwise_and";
  static constexpr std::string_view doc = "the bits set in both, elementwise; of bool the truth values";
  static Expression scalar(const Expressions& x, const Apply&) { return on_bits(Operation::bitwise_and, Operation::logical_and, x); }
};

}  // namespace
constinit const Op table::bitwise_and = describe<BitwiseAnd>();
}  // namespace pellucid::inline v0
