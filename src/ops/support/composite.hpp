// What composites share: completing attributes, indicators, axes that are reduced and come back.
#pragma once

#include "ops/support/arithmetic.hpp"
#include "ops/support/reduction.hpp"

namespace pellucid::inline v0 {

/// Brings attributes into the op's order and gives those that are missing their defaults; an integer where a real number is wanted becomes
/// one. Throws ValueError for one that is missing and has no default, and for a value of another kind than the op's list of attributes says.
void complete(const Op& op, Attributes& attributes, const Attributes& defaults);

/// 1 where the condition holds, else 0, as numbers of the dtype of `like`.
inline Variable indicator(const Variable& condition, const Variable& like) { return cast_to(condition, like.dtype()); }

/// x where it is not above 0, else 0: for the branch that is not chosen above 0 and would overflow there. Its slope at 0 is 1.
inline Variable not_above_zero(const Variable& x) { return vocabulary::where(vocabulary::less(0, x), 0, x); }

/// The number of elements along these axes, as a number of the dtype of `x`.
Variable count_along(const Variable& x, const Axes& axes);

/// Base of ops that are other ops put together, which say types and derivative too: `Self::made(inputs, attributes)` is the value.
template <class Self>
struct Composed {
  static constexpr auto vectorize = vectorize_inner;
  using derivative = OfInner;
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes& given) { return {Self::made(inputs, given).type()}; }
  static Variable inner(const Variables& inputs, const Apply& node) { return Self::made(inputs, node.node()->attributes); }

 private:
  Composed() = default;
  friend Self;
};

/// log(sum(e^x)) over the axes, for x whose largest along them is 0: log1p of the sum without one of the largest.
Variable log_of_sum_of_exp(const Variable& x, const Axes& axes);

/// The largest element along an axis of `x`, repeated along it; of an axis without elements nothing at all, as `x`.
Variable highest_along(const Variable& x, const Apply& node);

/// Base of functions along one axis, the last if not said, that keep the shape; of an axis without elements they have none.
struct AlongAxis {
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"axis", AttributeType::integer, "along which; absent: the last"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given);
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& given);
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                             Differentiator& derive);

  static std::int64_t axis(const Apply& node) { return node.node()->attributes.get<std::int64_t>("axis"); }
  /// What was reduced over the axis, repeated along it.
  static Variable spread(const Variable& reduced, const Apply& node);
  static Variable sum_along(const Variable& x, const Apply& node);  ///< repeated along the axis
};

/// Base of functions of all numbers over some axes, all if not said, which leave the shape.
struct OverAxes : ReductionOp {
  static void prepare(const Op& op, Variables& inputs, Attributes& given);
  static const Axes& axes(const Apply& node) { return node.node()->attributes.get<Axes>("axes"); }
};

}  // namespace pellucid::inline v0
