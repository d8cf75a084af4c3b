// One computation on arrays: what is asked, and what tells it from others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pellucid/array_operand.hpp>

namespace pellucid::inline v0::compute {

using Options = std::vector<std::pair<std::string_view, std::optional<ops::OptionValue>>>;

struct Call {
  std::string_view name;
  const std::vector<ArrayOperand>& operands;
  const Options& options;
  /// The value asked for, of values that stand for the operands.
  Variable (*build)(std::string_view name, const std::vector<Operand>& operands, const Options& options);
};

/// Appends what the meaning of a call depends on: the name, the options, dtypes and shapes of arrays. Of a number only whether it is whole: its
/// value comes with each call.
void append_meaning(std::string& key, const Call& call);
/// The same, where extents that are neither 0 nor 1 are told from each other only by which are equal.
void append_pattern(std::string& key, const Call& call);

/// The types of the operands; numbers are scalars of that dtype. `by_pattern`, the extents that a pattern leaves open are unknowns, equal where
/// the extents are.
std::vector<Type> types_of(const Call& call, DType numbers, bool by_pattern);

}  // namespace pellucid::inline v0::compute
