// Which meaning applies to which op, and the way from one to the other.
#include "harness/meaning.hpp"

#include <algorithm>

#include "harness/application.hpp"
#include "harness/sampled.hpp"

namespace pellucid::inline v0 {
namespace {

bool any_sample(const OpSamples& samples, const std::function<bool(const Sample&)>& holds) {
  return std::ranges::any_of(samples.good, holds);
}

bool is_about_derivatives(Meaning meaning) {
  return meaning == Meaning::pullback || meaning == Meaning::pushforward || meaning == Meaning::adjoint || meaning == Meaning::second ||
         meaning == Meaning::zeros;
}

std::string reason_against_derivatives(const Op& op, const OpSamples& samples, Meaning meaning) {
  if (op.derivative == Derivative::undefined && meaning != Meaning::pullback) return "no derivative: " + std::string(op.undefined_reason);
  if (!any_sample(samples, [&](const Sample& sample) { return !wrt_of(apply_to(op, sample), sample).empty(); })) return "no floating input";
  if (!any_sample(samples, [&](const Sample& sample) { return !of_of(apply_to(op, sample)).empty(); })) return "no floating output";
  return "";
}

// An op that computes each number of its own is to have a formula in tests/ops/truth, or a reason in its samples.
std::string reason_against_edges(const Op& op, const OpSamples& samples) {
  if (!any_sample(samples, [&](const Sample& sample) { return !of_of(apply_to(op, sample)).empty(); })) return "no floating output";
  return op.elementwise ? "" : "it moves, chooses, counts or adds up numbers; what it computes of one is another op's";
}

std::size_t check_one(Meaning meaning, const Op& op, const Sample& sample) {
  switch (meaning) {
    case Meaning::inferred: return check_inferred(op, sample);
    case Meaning::symbolic: return check_symbolic(op, sample);
    case Meaning::expected: return check_expected(op, sample);
    case Meaning::float64: return check_float64(op, sample);
    case Meaning::plan: return check_plan(op, sample);
    case Meaning::native: return check_native(op, sample);
    case Meaning::rewritten: return check_rewritten(op, sample);
    case Meaning::sums: return check_sums(op, sample);
    case Meaning::pullback: return check_pullback(op, sample);
    case Meaning::pushforward: return check_pushforward(op, sample);
    case Meaning::adjoint: return check_adjoint(op, sample);
    case Meaning::second: return check_second(op, sample);
    case Meaning::zeros: return check_zeros(op, sample);
    case Meaning::meeting: return check_meeting(op, sample);
    case Meaning::empty: return check_empty(op, sample);
    case Meaning::vectorized: return check_vectorized(op, sample);
    case Meaning::printed: return check_printed(op, sample);
    case Meaning::interned:
    case Meaning::refused:
    case Meaning::edges: break;
  }
  return 0;
}

}  // namespace

std::string_view name(Meaning meaning) {
  static constexpr std::array<std::string_view, all_meanings.size()> names = {
      "inferred", "symbolic", "expected", "float64", "plan",  "native",     "rewritten", "sums",    "pullback", "pushforward",
      "adjoint",  "second",   "zeros",    "meeting", "empty", "vectorized", "interned",  "printed", "refused",  "edges"};
  return names[static_cast<std::size_t>(meaning)];
}

std::string reason_against(Meaning meaning, const Op& op, const OpSamples& samples) {
  if (const auto said = samples.without.find(meaning); said != samples.without.end()) return said->second;
  if (is_about_derivatives(meaning)) return reason_against_derivatives(op, samples, meaning);
  const bool is_about_inputs = meaning == Meaning::vectorized || meaning == Meaning::meeting || meaning == Meaning::empty;
  if (is_about_inputs && op.most_inputs == 0) return "no input";
  if (meaning == Meaning::sums && !adds_up(op, samples)) return "adds nothing up";
  if (meaning == Meaning::edges && !has_edges(op)) return reason_against_edges(op, samples);
  return "";
}

std::size_t check(Meaning meaning, const Op& op, const OpSamples& samples) {
  std::size_t compared = 0, number = 0;
  if (meaning == Meaning::interned) return check_interned(op, samples);
  if (meaning == Meaning::edges) return check_edges(op);
  if (meaning == Meaning::refused) {
    for (const BadSample& sample : samples.bad) {
      SCOPED_TRACE(::testing::Message() << name(meaning) << ", bad sample " << number++);
      compared += check_refused(op, sample);
    }
    return compared;
  }
  for (const Sample& sample : meaning == Meaning::sums ? samples.sums : samples.good) {
    SCOPED_TRACE(::testing::Message() << name(meaning) << ", sample " << number++);
    if (!sample.without.contains(meaning)) compared += check_one(meaning, op, sample);
  }
  return compared;
}

Table table_of_all() {
  Table table;
  std::map<std::string, char> letters;
  const auto letter_of = [&](const std::string& reason) {
    const auto next =
        static_cast<char>(letters.size() < 26 ? 'a' + static_cast<int>(letters.size()) : 'A' + static_cast<int>(letters.size()) - 26);
    return letters.emplace(reason, next).first->second;
  };
  std::size_t width = 0;
  for (const SampledOp& sampled : sampled_ops) width = std::max(width, sampled.op->name.size());
  std::string rows;
  for (const auto& [op, samples_of] : sampled_ops) {
    const OpSamples samples = samples_of();
    rows += std::string(op->name) + std::string(width + 1 - op->name.size(), ' ');
    for (const Meaning meaning : all_meanings) {
      const std::string reason = reason_against(meaning, *op, samples);
      rows += reason.empty() ? "+ " : std::string{letter_of(reason), ' '};
      ++(reason.empty() ? table.filled : table.empty);
    }
    rows += "\n";
    ++table.ops;
  }
  std::size_t column = 0;
  for (const Meaning meaning : all_meanings) {  // names above their columns, each a line lower
    table.text += std::string(width + 1, ' ');
    for (std::size_t i = 0; i < column; ++i) table.text += "| ";
    table.text += std::string(name(meaning)) + "\n";
    ++column;
  }
  table.text += rows;
  for (const auto& [reason, letter] : letters) table.text += std::string{letter} + "  " + reason + "\n";
  return table;
}

}  // namespace pellucid::inline v0
