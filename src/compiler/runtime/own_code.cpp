#include "compiler/runtime/own_code.hpp"

#include <bit>

#include "graph/scan.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

constexpr std::int64_t most_small = 16;

// Codes for any extent are made for a small or a large one: from where on, and what each then is about.
constexpr std::int64_t least_large = 128, about_small = 48, about_large = 1024;

bool is_chosen_by_people(std::int64_t extent) {
  if (extent <= most_small || std::has_single_bit(static_cast<std::uint64_t>(extent))) return true;
  while (extent % 10 == 0) extent /= 10;
  return extent == 1 || extent == 2 || extent == 5;
}

void find_lengths(const Variables& values, std::set<std::string, std::less<>>& lengths) {
  for (const NodePointer& node : topological(values)) {
    if (node->op->role != Role::scan) continue;
    const ScanParts parts = scan_parts(Apply(node));
    for (std::string& name : parts.length.unknowns()) lengths.insert(std::move(name));
    find_lengths(parts.body->outputs(), lengths);
  }
}

}  // namespace

OwnCode::OwnCode(const Question& question, bool never) : never_(never) {
  find_lengths(all_values(question), lengths_);
  // What a length is solved by runs as often.
  for (const auto& [name, by] : question.solved) {
    if (!lengths_.contains(name)) continue;
    for (std::string& other : by.unknowns()) lengths_.insert(std::move(other));
  }
}

CodeSizes OwnCode::choose(const Bindings& sizes) const {
  CodeSizes chosen;
  if (never_) return chosen;
  for (const auto& [name, extent] : sizes) {
    const bool is_length = lengths_.contains(name);
    if (is_length ? extent <= 1 : is_chosen_by_people(extent)) chosen.own.emplace(name, extent);
    else if (!is_length) chosen.typical.emplace(name, extent < least_large ? about_small : about_large);
  }
  return chosen;
}

}  // namespace pellucid::inline v0::compiler
