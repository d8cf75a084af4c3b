// -sum(y log p) over the last axis, p the prediction's shares of its sum, kept from 0 and 1 as Keras does; of log-odds by log_softmax.
#include "ops/support/loss.hpp"

namespace pellucid::inline v0 {
namespace {

struct CategoricalCrossentropy : Crossentropy {
  static constexpr std::string_view name = "categorical_crossentropy";
  static constexpr std::string_view doc = "-sum(y log p) over the last axis; y target, p prediction / sum(prediction)";
  static Variable inner(const Variables& x, const Apply& node) {
    const Variable &target = x[0], &prediction = x[1];
    const double smoothing = label_smoothing(node);
    const auto last = static_cast<std::int64_t>(target.rank()) - 1;
    const Variable y = target * (1 - smoothing) + smoothing / count_along(target, {last});
    return -sum_last(y * log_probabilities(prediction, from_logits(node)));
  }
};

}  // namespace
constinit const Op table::categorical_crossentropy = describe<CategoricalCrossentropy>();
}  // namespace pellucid::inline v0
