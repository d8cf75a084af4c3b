// `describe<T>()` makes an op's table entry from its struct, and does not compile when a part is missing: the derivative above all.
// The only header, besides the vocabulary, that an op's file needs.
#pragma once

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>

#include "graph/node.hpp"
#include "graph/op.hpp"
#include "loop/expression.hpp"

namespace pellucid::inline v0 {

using loop::Expression;
using loop::Expressions;
using loop::Operation;

// What an op may say about its derivative instead of slopes or a pullback: `using derivative = Zero;`
struct Zero {};     // constant wherever it is differentiable
struct OfInner {};  // that of its inner graph
template <class Reason>
struct Undefined {};  // struct Reason { static constexpr std::string_view text = "..."; };

// Rules that many ops share (ops/support/*.cpp).
void prepare_elementwise(const Op& op, Variables& inputs,
                         Attributes& attributes);  // promotes to one dtype (bool to int64), broadcasts to one shape
void prepare_floating(const Op& op, Variables& inputs, Attributes& attributes);    // the same, integers and bool become float32
void prepare_comparison(const Op& op, Variables& inputs, Attributes& attributes);  // the same, bool stays
void prepare_logical(const Op& op, Variables& inputs, Attributes& attributes);     // numbers become "is not zero"; broadcasts
void prepare_nothing(const Op& op, Variables& inputs, Attributes& attributes);
std::vector<Type> infer_elementwise(const Op& op, const Variables& inputs, const Attributes& attributes);  // type of the first input
std::vector<Type> infer_comparison(const Op& op, const Variables& inputs, const Attributes& attributes);   // the same shape, bool
Variables vectorize_elementwise(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                                Differentiator& derive);
Variables vectorize_inner(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                          Differentiator& derive);  // that of the inner graph

/// Base of ops whose output at an index is made of the inputs at that index. A primitive says `scalar`, a composite `inner`.
struct Elementwise {
  static constexpr bool elementwise = true;
  static constexpr auto prepare = prepare_elementwise;
  static constexpr auto infer = infer_elementwise;
  static constexpr auto vectorize = vectorize_elementwise;
};
/// The same for functions of real numbers: integers are cast to float32 first.
struct ElementwiseFloating : Elementwise {
  static constexpr auto prepare = prepare_floating;
};
/// Functions with the result bool, which are constant between their jumps.
struct Comparison : Elementwise {
  static constexpr auto prepare = prepare_comparison;
  static constexpr auto infer = infer_comparison;
  using derivative = Zero;
};
struct Logical : Comparison {
  static constexpr auto prepare = prepare_logical;
};

template <class T>
concept SaysSlopes = requires(const Apply& node) {
  { T::slopes(node) } -> std::same_as<Variables>;
};
template <class T>
concept SaysPullback = requires(const Apply& node, const Flows& cotangents, Differentiator& derive) {
  { T::pullback(node, cotangents, derive) } -> std::same_as<Flows>;
};
template <class T>
struct UndefinedReason;
template <class Reason>
struct UndefinedReason<Undefined<Reason>> {
  static constexpr std::string_view text = Reason::text;
};
template <class T>
concept SaysDerivative = requires { typename T::derivative; };

template <class T>
concept SaysScalar = requires(const Expressions& x, const Apply& node) {
  { T::scalar(x, node) } -> std::same_as<Expression>;
};
template <class T>
concept SaysElement = requires(const Apply& node, std::size_t output, const Source& source, const Expressions& index) {
  { T::element(node, output, source, index) } -> std::same_as<Expression>;
};
template <class T>
concept SaysInner = requires(const Variables& inputs, const Apply& node) {
  { T::inner(inputs, node) } -> std::same_as<Variable>;
};
template <class T>
concept SaysStatements = requires(const Apply& node) {
  { T::statements(node) } -> std::same_as<Statements>;
};
template <class T>
concept SaysHost =
    requires(const Apply& node, const std::vector<Array>& inputs, std::vector<Array>& outputs) { T::host(node, inputs, outputs); };

template <class T>
concept SaysTypes = requires(const Op& op, Variables& inputs, Attributes& attributes) {
  T::prepare(op, inputs, attributes);
  { T::infer(op, inputs, attributes) } -> std::same_as<std::vector<Type>>;
};
template <class T>
concept SaysVectorize =
    requires(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size, Differentiator& derive) {
      { T::vectorize(node, inputs, batched, size, derive) } -> std::same_as<Variables>;
    };

void refuse_unknown_attributes(const Op& op, const Attributes& attributes);  // a mistyped name must not mean the default
using Inner = Variable (*)(const Variables& inputs, const Apply& node);
Body inner_body(const Apply& node, Inner inner);

template <class T>
constexpr Op describe() {
  static_assert(SaysSlopes<T> || SaysPullback<T> || SaysDerivative<T>,
                "the op says no derivative: give `slopes`, or `pullback`, or `using derivative =` Zero, OfInner or Undefined<Reason>");
  static_assert(int(SaysScalar<T>) + int(SaysElement<T>) + int(SaysInner<T>) + int(SaysStatements<T>) + int(SaysHost<T>) == 1,
                "the op says its meaning not exactly once: give one of `scalar`, `element`, `inner`, `statements`, `host`");
  static_assert(SaysTypes<T>, "the op says no types: derive from Elementwise or another base, or give `prepare` and `infer`");
  static_assert(SaysVectorize<T>, "the op does not say how it takes a new leading axis: give `vectorize`; for composites, vectorize_inner");
  Op op;
  op.name = T::name;
  op.doc = T::doc;
  op.least_inputs = T::inputs.size();
  op.most_inputs = T::inputs.size();
  op.input_names = T::inputs;
  if constexpr (requires { T::least_inputs; }) op.least_inputs = T::least_inputs;  // optional inputs come last
  if constexpr (requires { T::most_inputs; }) op.most_inputs = T::most_inputs;     // any_number: the last name repeats
  if constexpr (requires { T::attributes; }) op.attributes = T::attributes;        // std::array of AttributeDoc
  if constexpr (requires { T::elementwise; }) op.elementwise = T::elementwise;
  if constexpr (requires { T::internal; }) op.is_internal = T::internal;  // stands in derivatives, and is not offered by name
  if constexpr (requires { T::reduces; }) op.reduces = T::reduces;
  op.prepare = [](const Op& self, Variables& inputs, Attributes& attributes) {
    refuse_unknown_attributes(self, attributes);
    T::prepare(self, inputs, attributes);
  };
  op.infer = [](const Op& self, const Variables& inputs, const Attributes& attributes) { return T::infer(self, inputs, attributes); };

  if constexpr (SaysPullback<T>) {
    op.derivative = Derivative::pullback;
    op.pullback = T::pullback;
  } else if constexpr (SaysSlopes<T>) {
    op.derivative = Derivative::slopes;
    op.slopes = T::slopes;
  } else if constexpr (std::same_as<typename T::derivative, Zero>) {
    op.derivative = Derivative::zero;
  } else if constexpr (std::same_as<typename T::derivative, OfInner>) {
    static_assert(SaysInner<T>);
    op.derivative = Derivative::inner;
  } else {
    op.derivative = Derivative::undefined;
    op.undefined_reason = UndefinedReason<typename T::derivative>::text;
  }

  op.vectorize = T::vectorize;
  if constexpr (SaysScalar<T>) {
    op.element = [](const Apply& node, std::size_t, const Source& source, const Expressions& index) {
      Expressions inputs;
      for (std::size_t i = 0; i < node.node()->inputs.size(); ++i) inputs.push_back(source.at(i, index));
      return T::scalar(inputs, node);
    };
  } else if constexpr (SaysElement<T>) {
    op.element = T::element;
  } else if constexpr (SaysInner<T>) {
    op.inner = [](const Apply& node) { return inner_body(node, T::inner); };
  } else if constexpr (SaysStatements<T>) {
    op.statements = T::statements;
    if constexpr (requires(const Apply& node) { T::scratch(node); }) op.scratch = T::scratch;
  } else {
    op.host = T::host;
  }
  if constexpr (requires(const Apply& node) { T::checks(node); }) op.checks = T::checks;
  if constexpr (requires(const Apply& node) { T::equal_extents(node); }) op.equal_extents = T::equal_extents;
  return op;
}

}  // namespace pellucid::inline v0
