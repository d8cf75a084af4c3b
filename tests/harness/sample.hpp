// What an op is tried on. The file tests/ops/<op>.cpp gives the samples of the op in src/ops/**/<op>.cpp, and nothing else is edited:
//
//   #include "harness/sample.hpp"
//
//   namespace pellucid::inline v0::samples {
//
//   OpSamples sum() {
//     return {
//         .good = {{.inputs = {numbers({2, 3})}, .attributes = {{"axes", Axes{1}}}},
//                  {.inputs = {float64({1, 2, 3})}, .attributes = {{"axes", Axes{0}}}, .expected = {float64(6)}}},
//         .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "axis 2"}},
//     };
//   }
//
//   }  // namespace pellucid::inline v0::samples
//
// The harness takes each good sample through every meaning (meaning.hpp). Give inputs in float64: other precisions are tried from them.
// Choose at least two shapes, one with an extent of 1 or 0 where that is special, and every attribute with two values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeindex>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/error.hpp>
#include <pellucid/variable.hpp>

#include "graph/attributes.hpp"
#include "graph/op.hpp"

namespace pellucid::inline v0 {

/// What an op says about itself, each checked against another; the columns of the harness's table.
enum class Meaning : std::uint8_t {
  inferred,     // types against the arrays that come
  symbolic,     // the same with unknown extents
  expected,     // evaluate against the numbers of the sample
  float64,      // the float32 graph evaluated in float64 against the float64 graph; float32 near it
  plan,         // the compiled plan, interpreted with bounds checked, against evaluate
  native,       // native code against evaluate
  rewritten,    // rewritten graph against the raw one
  sums,         // of many terms, and of 16-bit floats: evaluated, planned and compiled, against float64
  pullback,     // against central differences, and the numbers of the sample; of inputs that are made of one another
  pushforward,  // against central differences
  adjoint,      // <J v, w> = <v, J' w>
  second,       // derivatives of the gradient against central differences
  zeros,        // flows of 0 stay 0 beside infinities and NaN; undefined examples leave the others alone
  meeting,      // every axis an unknown of its own: the same numbers, derivatives of their own extents, refusals where they differ
  empty,        // every extent 0 in turn, known or not: values, derivatives and compiled code, or a refusal from all
  vectorized,   // against single ones, for every subset of batched inputs
  interned,     // the same application is the same node, another attribute is another
  printed,      // printing is stable
  refused,      // bad samples: class and text
  edges,        // value and both derivatives at edges against tests/ops/truth/edges.txt, in units of the last place
};

struct Sample {
  std::vector<Array> inputs = {};
  Attributes attributes = {};
  std::vector<Array> expected = {};  ///< one an output, worked out by other means; empty when not known

  /// Floating inputs that are not differentiated by.
  std::vector<std::size_t> constants = {};
  /// The values stand where the op is not differentiable, or are too large for central differences: only `gradient` says what is right.
  bool kink = false;
  std::vector<Array> gradient = {};  ///< of the sum of all outputs by each floating input that is not constant; empty when not known
  double tolerance = 1e-9;           ///< of `expected` and `gradient`, relative to the largest magnitude and absolute

  /// Meanings that do not apply to this sample, with the reason.
  std::map<Meaning, std::string> without = {};
};

/// What must be refused: when the node is made of inputs of these types, or, when `values` are given, when it is evaluated on them.
struct BadSample {
  std::vector<Type> types = {};
  std::vector<Array> values = {};
  Attributes attributes = {};
  std::type_index error = typeid(Error);
  std::string text = {};   ///< a piece of the message
  std::string where = {};  ///< what the message names; empty for the op
};

struct OpSamples {
  std::vector<Sample> good = {};
  std::vector<BadSample> bad = {};
  /// For ops that add up: inputs in the dtypes that are tried, so many that adding one after the other goes wrong.
  std::vector<Sample> sums = {};
  /// Meanings that do not apply to the op, with the reason; those that its derivative (zero, undefined) excludes are known.
  std::map<Meaning, std::string> without = {};
};

// Short ways to write arrays.

/// `float64({{1, 2}, {3, 4}})`, `float64(1.5)`.
inline Array float64(std::initializer_list<Array::Nested> values) { return Array(values, DType::float64); }
template <class T>
  requires std::is_arithmetic_v<T>
Array float64(T value) {  // a template, so that braces always make a list
  return Array(value, DType::float64);
}
inline Array float32(std::initializer_list<Array::Nested> values) { return Array(values, DType::float32); }
inline Array int64(std::initializer_list<Array::Nested> values) { return Array(values, DType::int64); }
inline Array boolean(std::initializer_list<Array::Nested> values) { return Array(values, DType::boolean); }

/// Float64 numbers between `low` and `high`, all different, in a mixed order that depends on `seed`; none within 0.01 of a multiple of 0.5,
/// where the kinks are.
Array numbers(const Shape& shape, double low = -2, double high = 2, std::uint64_t seed = 1);

/// `large`, then ones: in a dtype in which large + 1 is large, what is added one by one is lost.
Array large_then_ones(const Shape& shape, double large, DType dtype);
inline Array ones(const Shape& shape, DType dtype) { return Array::full(shape, 1, dtype); }
inline Array float16(std::initializer_list<Array::Nested> values) { return Array(values, DType::float64).astype(DType::float16); }

/// One row of the table of all ops.
struct SampledOp {
  const Op* op;
  OpSamples (*samples)();
};

}  // namespace pellucid::inline v0
