#include "ops/support/loss.hpp"

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

Attributes last_axis(const Variable& x) { return {{"axes", Axes{static_cast<std::int64_t>(x.rank()) - 1}}}; }

}  // namespace

void LossOp::prepare(const Op& op, Variables& inputs, Attributes&) {
  const Dims target = inputs[0].dims(), prediction = inputs[1].dims();
  if (!can_be_equal(target, prediction) || target.empty())
    refuse<ShapeError>({.where = std::string(op.name),
                        .what = "target and prediction do not fit",
                        .expected = "equal shapes of at least one axis",
                        .received = received(op, inputs),
                        .hint = "Nothing is broadcast here: a column against a row would compare each with every other."});
  for (std::size_t axis = 0; axis < inputs[0].rank(); ++axis) make_meet(inputs[0], axis, inputs[1], axis);
  const DType dtype = common_dtype(inputs);
  for (Variable& input : inputs) input = cast_to(input, is_floating(dtype) ? dtype : DType::float32);
}

std::vector<Type> LossOp::infer(const Op&, const Variables& inputs, const Attributes&) {
  Type type = inputs[1].type();
  type.dims.pop_back();
  return {type};
}

void Crossentropy::prepare(const Op& op, Variables& inputs, Attributes& given) {
  LossOp::prepare(op, inputs, given);
  complete(op, given, {{"from_logits", false}, {"label_smoothing", 0.0}});
}

Variable keep_from_ends(const Variable& x) { return vocabulary::clip(x, probability_margin, 1 - probability_margin); }

Variable sum_last(const Variable& x) { return vocabulary::sum(x, last_axis(x)); }
Variable mean_last(const Variable& x) { return vocabulary::mean(x, last_axis(x)); }

Variable log_probabilities(const Variable& prediction, bool from_logits) {
  if (from_logits) return vocabulary::log_softmax(prediction);
  Dims column = prediction.dims();
  column.back() = 1;
  return vocabulary::log(keep_from_ends(prediction / vocabulary::reshape(sum_last(prediction), {{"dims", column}})));
}

}  // namespace pellucid::inline v0
