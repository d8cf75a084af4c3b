// Extents that a graph needs equal, though its types cannot tell that they are: each call checks them before anything is computed.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "graph/node.hpp"

namespace pellucid::inline v0 {

class Requirements {
 public:
  Requirements() = default;
  /// Of all that these values are made of, bodies included, up to the values of `stop`.
  explicit Requirements(const Variables& values, const std::unordered_set<Variable>& stop = {});

  bool empty() const { return all_.empty(); }

  /// Unknowns in terms of the others, as far as the requirements say so; those of `inputs` stay where others can go.
  std::map<std::string, Dim, std::less<>> solve(const Variables& inputs) const;

  /// Throws ShapeError where two extents differ, naming `where`, the operation in which they meet, and the inputs and axes that brought them.
  /// `bindings` are what the inputs brought; a requirement with an unknown that they do not have is not looked at.
  void check(const Bindings& bindings, const Variables& inputs, const std::string& where) const;

 private:
  struct Requirement {
    Dim wanted, come;
    std::string meeting;  // "add(a, b)"
    bool operator==(const Requirement&) const = default;
  };
  void add(const Variables& values, const std::unordered_set<Variable>& stop);

  std::vector<Requirement> all_;
};

/// Gives each unknown that is solved for its value, where the bindings do not have it and tell it.
void bind_solved(const std::map<std::string, Dim, std::less<>>& solved, Bindings& bindings);

}  // namespace pellucid::inline v0
