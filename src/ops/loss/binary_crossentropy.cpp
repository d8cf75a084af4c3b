// mean(-(y log p + (1 - y) log(1 - p))) over the last axis, p kept from 0 and 1 as Keras does; of log-odds in a form that needs no such margin:
// -log(sigmoid(z)) = softplus(-z).
#include "ops/support/loss.hpp"

namespace pellucid::inline v0 {
namespace {

struct BinaryCrossentropy : Crossentropy {
  static constexpr std::string_view name = "binary_crossentropy";
  static constexpr std::string_view doc = "mean(-(y log p + (1 - y) log(1 - p))) over the last axis; y target, p prediction";
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const double smoothing = label_smoothing(node);
    const Variable y = x[0] * (1 - smoothing) + smoothing / 2;
    if (from_logits(node)) return mean_last(y * softplus(-x[1]) + (1 - y) * softplus(x[1]));
    const Variable p = keep_from_ends(x[1]);
    return mean_last(-(y * log(p) + (1 - y) * log(1 - p)));
  }
};

}  // namespace
constinit const Op table::binary_crossentropy = describe<BinaryCrossentropy>();
}  // namespace pellucid::inline v0
