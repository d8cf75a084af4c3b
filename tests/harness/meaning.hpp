// Every op through every meaning.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "harness/sample.hpp"

namespace pellucid::inline v0 {

inline constexpr std::array<Meaning, 20> all_meanings = {
    Meaning::inferred, Meaning::symbolic,   Meaning::expected,    Meaning::float64, Meaning::plan,    Meaning::native, Meaning::rewritten,
    Meaning::sums,     Meaning::pullback,   Meaning::pushforward, Meaning::adjoint, Meaning::second,  Meaning::zeros,  Meaning::meeting,
    Meaning::empty,    Meaning::vectorized, Meaning::interned,    Meaning::printed, Meaning::refused, Meaning::edges};
std::string_view name(Meaning meaning);

/// Why the meaning does not apply to the op; empty when it does.
std::string reason_against(Meaning meaning, const Op& op, const OpSamples& samples);

/// Takes the samples through the meaning, telling GoogleTest of what is wrong. Gives the number of comparisons made.
std::size_t check(Meaning meaning, const Op& op, const OpSamples& samples);

// One of each; they give the number of comparisons.
std::size_t check_inferred(const Op& op, const Sample& sample);
std::size_t check_symbolic(const Op& op, const Sample& sample);
std::size_t check_expected(const Op& op, const Sample& sample);
std::size_t check_float64(const Op& op, const Sample& sample);
std::size_t check_plan(const Op& op, const Sample& sample);
std::size_t check_native(const Op& op, const Sample& sample);
std::size_t check_rewritten(const Op& op, const Sample& sample);
std::size_t check_sums(const Op& op, const Sample& sample);  // of OpSamples::sums
std::size_t check_pullback(const Op& op, const Sample& sample);
std::size_t check_pushforward(const Op& op, const Sample& sample);
std::size_t check_adjoint(const Op& op, const Sample& sample);
std::size_t check_second(const Op& op, const Sample& sample);
std::size_t check_zeros(const Op& op, const Sample& sample);
std::size_t check_meeting(const Op& op, const Sample& sample);
std::size_t check_empty(const Op& op, const Sample& sample);
std::size_t check_vectorized(const Op& op, const Sample& sample);
std::size_t check_interned(const Op& op, const OpSamples& samples);
std::size_t check_printed(const Op& op, const Sample& sample);
std::size_t check_refused(const Op& op, const BadSample& sample);
std::size_t check_edges(const Op& op);
/// Whether tests/ops/truth/edges.txt has the op.
bool has_edges(const Op& op);

struct Application;
/// The planned program, interpreted; the results are as `like`.
std::vector<Array> interpreted(const Application& application, const std::vector<Array>& like);
/// Whether the op forms sums or products of floats.
bool adds_up(const Op& op, const OpSamples& samples);

/// The table of all ops by all meanings: a mark where a meaning applies, else a letter; below it the reason that each letter stands for.
struct Table {
  std::string text;
  std::size_t ops = 0, filled = 0, empty = 0, without_reason = 0;
};
Table table_of_all();

}  // namespace pellucid::inline v0
