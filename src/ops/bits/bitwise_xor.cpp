// The bits that are set in one of both, elementwise; of bool the truth values.
#include "ops/support/bits.hpp"

namespace pellucid::inline v0 {
namespace {

struct BitwiseXor : BitOp {
  static constexpr std::string_view name = "bitwise_xor";
  static constexpr std::string_view doc = "the bits set in one of both, elementwise; of bool the truth values";
  static Expression scalar(const Expressions& x, const Apply&) { return on_bits(Operation::bitwise_xor, Operation::not_equal, x); }
};

}  // namespace
constinit const Op table::bitwise_xor = describe<BitwiseXor>();
}  // namespace pellucid::inline v0
