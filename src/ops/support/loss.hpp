// What losses share: one number for each example, the last axis reduced, as Keras's functions give before any weighting.
#pragma once

#include "ops/support/composite.hpp"

namespace pellucid::inline v0 {

/// Keras's epsilon: probabilities are kept this far from 0 and 1, so that a crossentropy is at most 16.118.
inline constexpr double probability_margin = 1e-7;

/// Base of losses between two values of one shape, of at least one axis.
struct LossOp {
  static constexpr bool in_float32 = true;
  static constexpr std::array<std::string_view, 2> inputs = {"target", "prediction"};
  static constexpr auto vectorize = vectorize_elementwise;  // the last axis stays the last
  using derivative = OfInner;
  static void prepare(const Op& op, Variables& inputs, Attributes& given);
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& given);
};

/// Base of crossentropies between probabilities, or log-odds.
struct Crossentropy : LossOp {
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"from_logits", AttributeType::boolean, "the prediction holds log-odds instead; absent: false"},
       {"label_smoothing", AttributeType::number, "share of the target that is spread evenly; absent: 0"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given);
  static bool from_logits(const Apply& node) { return node.node()->attributes.get<bool>("from_logits"); }
  static double label_smoothing(const Apply& node) { return node.node()->attributes.get<double>("label_smoothing"); }
};

/// `x` between the margin and 1 minus the margin.
Variable keep_from_ends(const Variable& x);
/// The sum over the last axis, and the mean.
Variable sum_last(const Variable& x);
Variable mean_last(const Variable& x);
/// log(p), p the prediction's softmax, or its share of the sum with a margin.
Variable log_probabilities(const Variable& prediction, bool from_logits);

}  // namespace pellucid::inline v0
