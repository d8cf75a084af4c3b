// mean((target - prediction)^2) over the last axis
#include "ops/support/loss.hpp"

namespace pellucid::inline v0 {
namespace {

struct MeanSquaredError : LossOp {
  static constexpr std::string_view name = "mean_squared_error";
  static constexpr std::string_view doc = "mean((target - prediction)^2) over the last axis";
  static Variable inner(const Variables& x, const Apply&) { return mean_last(vocabulary::square(x[1] - x[0])); }
};

}  // namespace
constinit const Op table::mean_squared_error = describe<MeanSquaredError>();
}  // namespace pellucid::inline v0
