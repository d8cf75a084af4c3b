// The contract between an operation and the rest: all that an op says about itself, as a table of plain functions.
// An op's file fills it through `describe` (ops/support/describe.hpp), which does not compile when a part is forgotten.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <pellucid/operand.hpp>

#include "graph/attributes.hpp"
#include "loop/program.hpp"

namespace pellucid::inline v0 {

/// No value: nothing flows along this edge, which is not the same as zero.
using Flow = std::optional<Variable>;
using Flows = std::vector<Flow>;

/// Derivatives of a piece of graph, for ops with an inner graph (scan, composites). Implemented by `derive`, which the graph does not know.
class Differentiator {
 public:
  virtual ~Differentiator() = default;
  /// For each of `inputs`, the sum over `outputs` of cotangent times derivative.
  virtual Flows pullback(const Variables& outputs, const Variables& inputs, const Flows& cotangents) = 0;
  /// For each of `outputs`, the sum over `inputs` of derivative times tangent.
  virtual Flows pushforward(const Variables& outputs, const Variables& inputs, const Flows& tangents) = 0;
  /// `outputs` with a new axis 0 of extent `size` where one of the `inputs` got one; the second says which outputs did.
  /// `replacements` stand for the inputs; those with `batched` have the new axis 0.
  virtual std::pair<Variables, std::vector<bool>> vectorize(const Variables& outputs, const Variables& inputs,
                                                            const Variables& replacements, const std::vector<bool>& batched,
                                                            const Dim& size) = 0;
  /// How these move where what is derived by moves in one fixed direction, what has no slope at 0 at the speed with which it leaves it
  /// (ops/support/limit.hpp).
  virtual Flows moved(const Variables& values) = 0;
  /// The same where these inputs move.
  virtual Flows moved_by(const Variables& inputs, const Variables& values) = 0;
};

/// Where an op's element function finds its inputs: the planner's fused producers, or loads from buffers.
class Source {
 public:
  virtual ~Source() = default;
  virtual loop::Expression at(std::size_t input, const loop::Expressions& index) const = 0;
};

/// How an op came to its derivative; said aloud in its file.
enum class Derivative : std::uint8_t {
  slopes,     // elementwise: d output / d input
  pullback,   // cotangents of outputs to cotangents of inputs
  inner,      // that of its inner graph
  zero,       // constant wherever it is differentiable (sign, floor): connected, and zero
  undefined,  // asking is an error that gives the reason
};

/// What kind of node the walkers have to treat apart.
enum class Role : std::uint8_t { ordinary, input, literal, constant, shared, parameter, place, scan };

/// What the element function of a scatter-like op cannot say: statements over buffers, numbered inputs first, then outputs, then scratch.
using Statements = std::vector<loop::Statement>;

/// Which alternative of AttributeValue an attribute holds.
enum class AttributeType : std::uint8_t { boolean, integer, number, text, dtype, integers, dims, body, internal };

struct AttributeDoc {
  std::string_view name;
  AttributeType type;
  std::string_view doc;
};

struct Op {
  std::string_view name = {};
  std::string_view doc = {};  // one line of mathematics, and where it is from
  Role role = Role::ordinary;
  bool elementwise = false;                            // output index = index of every input
  bool reduces = false;                                // axes leave the shape: by name, users may keep them as extents of 1
  std::size_t least_inputs = 0, most_inputs = 0;       // most = npos for any number
  std::span<const std::string_view> input_names = {};  // roles for errors and documents; the last repeats
  std::span<const AttributeDoc> attributes = {};
  bool is_internal = false;  // stands in derivatives, and is not offered by name

  /// Brings arguments into canonical form: promotion, broadcasting, defaults, negative axes. Refuses what does not fit.
  void (*prepare)(const Op& op, Variables& inputs, Attributes& attributes) = nullptr;
  /// The outputs' types; inputs are canonical. Refuses what does not fit.
  std::vector<Type> (*infer)(const Op& op, const Variables& inputs, const Attributes& attributes) = nullptr;

  Derivative derivative = Derivative::undefined;
  std::string_view undefined_reason = {};
  Variables (*slopes)(const Apply& node) = nullptr;
  Flows (*pullback)(const Apply& node, const Flows& cotangents, Differentiator& derive) = nullptr;  // of one cotangent at least
  Flows (*pushforward)(const Apply& node, const Flows& tangents,
                       Differentiator& derive) = nullptr;  // scan; others: derived from the pullback

  /// The outputs with a new leading axis of extent `size`, for inputs of which those marked have it.
  Variables (*vectorize)(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                         Differentiator& derive) = nullptr;

  // The meaning, said in exactly one of these ways (none for leaves, places and scan):
  loop::Expression (*element)(const Apply& node, std::size_t output, const Source& source, const loop::Expressions& index) = nullptr;
  Body (*inner)(const Apply& node) = nullptr;
  Statements (*statements)(const Apply& node) = nullptr;
  /// Buffers that the statements need besides, numbered after the outputs.
  std::vector<Type> (*scratch)(const Apply& node) = nullptr;
  void (*host)(const Apply& node, const std::vector<Array>& inputs, std::vector<Array>& outputs) = nullptr;
  /// Bounds that input elements must keep, checked before the op runs (gather): input number, exclusive limit.
  std::vector<std::pair<std::size_t, Dim>> (*checks)(const Apply& node) = nullptr;
  /// Extents that every call has to bring equal, checked before anything is computed (ensure_shape): what is wanted, what comes.
  std::vector<std::pair<Dim, Dim>> (*equal_extents)(const Apply& node) = nullptr;
};

inline constexpr std::size_t any_number = static_cast<std::size_t>(-1);

/// The node of `op` on these; interned. The first form gives its only output.
Variable apply(const Op& op, const std::vector<Operand>& operands, Attributes attributes = {});
Variables apply_all(const Op& op, const std::vector<Operand>& operands, Attributes attributes = {});

}  // namespace pellucid::inline v0
