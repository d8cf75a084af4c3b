// Which extents get machine code of their own, and which are given with each call.
#pragma once

#include <compare>
#include <set>
#include <string>

#include "compiler/question.hpp"

namespace pellucid::inline v0::compiler {

/// What code is made for. Calls of equal parts run the same code.
struct CodeSizes {
  Bindings own;      // extents that the code is made for
  Bindings typical;  // about what the others are
  auto operator<=>(const CodeSizes&) const = default;
};

/// The choice depends on the graph and the extents alone, never on what was asked before or at the same time: code for one extent and code for
/// any add in different orders, and equal calls give equal bits. Extents that people choose (up to 16, powers of two, 1, 2 and 5 times powers
/// of ten) have code of their own, so that a thousand of them take a few dozen programs. The number of steps of a loop has it only where
/// there is one step: a loop runs as fast when its length is given.
class OwnCode {
 public:
  explicit OwnCode(const Question& question, bool never = false);  ///< `never`: one code for whatever the extents are
  CodeSizes choose(const Bindings& sizes) const;

 private:
  const bool never_;
  std::set<std::string, std::less<>> lengths_;  // unknowns that loops run over
};

}  // namespace pellucid::inline v0::compiler
