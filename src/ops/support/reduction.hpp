// What reductions share. The attribute "axes" says which axes leave the shape; absent, all do.
#pragma once

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

void prepare_reduction(const Op& op, Variables& inputs, Attributes& attributes);
void prepare_counting_reduction(const Op& op, Variables& inputs, Attributes& attributes);  // the same, bool is counted in int64
std::vector<Type> infer_reduction(const Op& op, const Variables& inputs, const Attributes& attributes);
std::vector<Type> infer_extremum(const Op& op, const Variables& inputs, const Attributes& attributes);  // refuses an extent of 0
Variables vectorize_reduction(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                              Differentiator& derive);

struct ReductionOp {
  static constexpr bool reduces = true;
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"axes", AttributeType::integers, "that leave the shape; absent: all"}}};
  static constexpr auto prepare = prepare_counting_reduction;
  static constexpr auto infer = infer_reduction;
  static constexpr auto vectorize = vectorize_reduction;
};

/// The largest or smallest element: of no elements there is none.
struct ExtremumOp : ReductionOp {
  static constexpr auto prepare = prepare_reduction;
  static constexpr auto infer = infer_extremum;
};

Expression reduce_element(loop::Reduction reduction, const Apply& node, const Source& source, const Expressions& index);

/// `value`, shaped as the output of the reduction, repeated over the axes that left.
Variable spread_over_reduced(const Apply& node, const Variable& value);
/// The cotangent of an extremum: shared evenly among the elements that equal it.
Variable share_among_ties(const Apply& node, const Variable& cotangent);

/// Of truth values; numbers become "is not zero".
void prepare_logical_reduction(const Op& op, Variables& inputs, Attributes& attributes);
struct LogicalReduction : ReductionOp {
  static constexpr auto prepare = prepare_logical_reduction;
  using derivative = Zero;
};

/// Of argmax and argmin: the attribute "axis" leaves the shape, the result is int64.
void prepare_arg(const Op& op, Variables& inputs, Attributes& attributes);
std::vector<Type> infer_arg(const Op& op, const Variables& inputs, const Attributes& attributes);
Variables vectorize_arg(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                        Differentiator& derive);
struct ArgOp {
  static constexpr bool reduces = true;
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"axis", AttributeType::integer, "that is searched; absent: the last"}}};
  static constexpr auto prepare = prepare_arg;
  static constexpr auto infer = infer_arg;
  static constexpr auto vectorize = vectorize_arg;
  using derivative = Zero;
};
/// The first position of the extremum, or of the first NaN.
Expression arg_element(loop::Reduction reduction, const Apply& node, const Source& source, const Expressions& index);

}  // namespace pellucid::inline v0
