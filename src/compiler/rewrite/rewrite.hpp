// Rewrites graphs by tables of rules, bottom-up, in scan bodies too, until none applies.
#pragma once

#include <map>

#include "compiler/rewrite/rule.hpp"

namespace pellucid::inline v0::compiler {

struct RewriteReport {
  std::map<std::string_view, std::size_t> fired;  // by the rule's name
  bool is_exhausted = false;                      // rules led in a circle, or on and on: some of what could be rewritten was not
};

/// The graph of `values` rewritten in place. What a rule makes is offered to all rules again. Linear in the size of the graph.
RewriteReport rewrite(Variables& values, std::span<const Table* const> tables);

}  // namespace pellucid::inline v0::compiler
