// Walks over graphs, all iterative: graphs may be chains of a hundred thousand nodes.
#pragma once

#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/node.hpp"

namespace pellucid::inline v0 {

/// Every node on which the outputs depend, inputs before users, in a stable order (depth first, inputs from left to right).
/// Does not go past a variable of `stop`: its node appears only if another of its outputs is needed.
std::vector<NodePointer> topological(const Variables& outputs, const std::unordered_set<Variable>& stop = {});

/// Rebuilds the graph bottom-up: `change` sees each node with its new inputs and gives its new outputs, or nothing to keep the node (rebuilt
/// when its inputs changed). Variables in `known` are given.
using Change = std::function<std::optional<Variables>(const NodePointer& node, const Variables& new_inputs)>;
Variables transform(const Variables& outputs, std::unordered_map<Variable, Variable>& known, const Change& change = nullptr);

/// The outputs of a body with its parameters replaced.
Variables instantiate(const Body& body, const Variables& arguments);

/// A body from a graph: `inputs` (any variables) become its parameters; leaves other than constants that it also uses, and every largest part
/// that depends on none of the inputs, become further parameters, returned as captured.
struct Closure {
  std::shared_ptr<const Body> body;
  Variables captured;
};
Closure close_over(const Variables& inputs, const Variables& outputs);

}  // namespace pellucid::inline v0
