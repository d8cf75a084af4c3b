// What a rewrite rule is, and short ways to say a pattern. A rule sees one node and what it is made of, never who uses it: so a value is made
// in the same way whatever else is asked of the graph.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "graph/node.hpp"
#include "ops/support/magnitude.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0::compiler {

/// What takes the place of a node's outputs, with the same types; nothing where the rule does not apply.
struct Rewritten {
  Rewritten() = default;
  Rewritten(Variable output) : outputs{std::move(output)} {}     // NOLINT(google-explicit-constructor)
  Rewritten(Variables several) : outputs(std::move(several)) {}  // NOLINT(google-explicit-constructor)
  Variables outputs;
};

struct Rule {
  std::string_view name;
  std::string_view says;                // "x * 1 -> x", with what it asks of x
  std::array<const Op*, 6> heads = {};  // the ops it is offered; none: every op and array
  Rewritten (*rewrite)(const NodePointer& node, const Variables& inputs) = nullptr;
  /// Where both sides differ, beyond last digits and the sign of a zero; nothing: nowhere. docs/accuracy.md has a row for each that differs.
  std::string_view differs = {};
};

struct Table {
  std::string_view name;
  std::span<const Rule> rules;
};

namespace rules {
extern const Table canonical;   // one form for what has many; no bit changes but the sign of a zero
extern const Table folding;     // what is made of numbers alone is a number
extern const Table algebra;     // less arithmetic for the same real number
extern const Table reductions;  // sums and products of what repeats
extern const Table stability;   // composites that keep their digits where the words of the graph lose them
extern const Table loops;       // out of scans what need not be done step by step
inline constexpr std::array all = {&canonical, &folding, &algebra, &reductions, &stability, &loops};
}  // namespace rules

inline bool is(const Variable& x, const Op& op) { return x.node()->op == &op; }
inline const Variables& inputs_of(const Variable& x) { return x.node()->inputs; }
template <class T>
const T& attribute(const Variable& x, std::string_view name) {
  return x.node()->attributes.get<T>(name);
}
template <class T>
const T& attribute(const NodePointer& node, std::string_view name) {
  return node->attributes.get<T>(name);
}

/// A count of elements as a number of that dtype, in which integers wrap.
inline double count_in(const Dim& count, DType dtype) { return Array(count.value()).astype(dtype).item<double>(); }
inline bool is_number(const Variable& x) { return x.dtype() != DType::boolean; }
inline bool is_floating(const Variable& x) { return v0::is_floating(x.dtype()); }
inline bool is_one(const Dim& extent) { return extent == Dim(1); }

}  // namespace pellucid::inline v0::compiler
