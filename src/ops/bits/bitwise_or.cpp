// The bits that are set in either, elementwise; of bool the truth values.
#include "ops/support/bits.hpp"

namespace pellucid::inline v0 {
namespace {

struct BitwiseOr : BitOp {
  static constexpr std::string_view name = "bitwise_or";
  static constexpr std::string_view doc = "the bits set in either, elementwise; of bool the truth values";
  static Expression scalar(const Expressions& x, const Apply&) { return on_bits(Operation::bitwise_or, Operation::logical_or, x); }
};

}  // namespace
constinit const Op table::bitwise_or = describe<BitwiseOr>();
}  // namespace pellucid::inline v0
