// -log(p[label]) along the last axis, p as in categorical_crossentropy; only what is asked for is taken the logarithm of.
// A label outside the classes is refused when it comes.
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/loss.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct SparseCategoricalCrossentropy : LossOp {
  static constexpr std::string_view name = "sparse_categorical_crossentropy";
  static constexpr std::string_view doc = "-log p[label] along the last axis; p = prediction / sum(prediction)";
  static constexpr std::array<std::string_view, 2> inputs = {"label", "prediction"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"from_logits", AttributeType::boolean, "the prediction holds log-odds instead; absent: false"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    complete(op, given, {{"from_logits", false}});
    require_integers(op, inputs, 0);
    const Dims label = inputs[0].dims(), prediction = inputs[1].dims();
    if (label.size() == prediction.size() && !label.empty() && label.back() == 1) inputs[0] = remove_axis(inputs[0], -1);
    Dims expected = inputs[0].dims();
    if (!prediction.empty()) expected.push_back(prediction.back());
    if (prediction.empty() || !can_be_equal(prediction, expected))
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "labels and prediction do not fit",
                          .expected = "the shape of the prediction without its last axis, or with extent 1 there",
                          .received = received(op, inputs),
                          .hint = "One-hot labels belong to categorical_crossentropy."});
    for (std::size_t axis = 0; axis < inputs[0].rank(); ++axis) make_meet(inputs[0], axis, inputs[1], axis);
    if (!is_floating(inputs[1].dtype())) inputs[1] = cast_to(inputs[1], DType::float32);
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const auto chosen = [&](const Variable& of) { return remove_axis(take_along_axis(of, insert_axis(x[0], -1)), -1); };
    if (node.node()->attributes.get<bool>("from_logits")) return -chosen(log_softmax(x[1]));
    return -log(keep_from_ends(chosen(x[1]) / sum_last(x[1])));
  }
};

}  // namespace
constinit const Op table::sparse_categorical_crossentropy = describe<SparseCategoricalCrossentropy>();
}  // namespace pellucid::inline v0
