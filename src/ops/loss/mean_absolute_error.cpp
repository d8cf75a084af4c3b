// mean(|target - prediction|) over the last axis; slope 0 where they are equal
#include "ops/support/loss.hpp"

namespace pellucid::inline v0 {
namespace {

struct MeanAbsoluteError : LossOp {
  static constexpr std::string_view name = "mean_absolute_error";
  static constexpr std::string_view doc = "mean(|target - prediction|) over the last axis";
  static Variable inner(const Variables& x, const Apply&) { return mean_last(vocabulary::absolute(x[1] - x[0])); }
};

}  // namespace
constinit const Op table::mean_absolute_error = describe<MeanAbsoluteError>();
}  // namespace pellucid::inline v0
