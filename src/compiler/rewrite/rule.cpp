#include "compiler/rewrite/rule.hpp"

namespace pellucid::inline v0::compiler {

std::optional<double> filled(const Variable& x) {
  const Node* node = x.node().get();
  while (node->op == &table::broadcast) node = node->inputs[0].node().get();
  if (node->op->role != Role::literal) return std::nullopt;
  return node->attributes.get<double>("value");
}

}  // namespace pellucid::inline v0::compiler
