#include "compiler/runtime/signature.hpp"

#include "base/refuse.hpp"
#include "graph/specialise.hpp"

namespace pellucid::inline v0::compiler {

Signature::Signature(const Question& question)
    : function_(question.name), inputs_(question.inputs), requirements_(question.requirements), solved_(question.solved) {
  for (const Variable& input : inputs_) {
    names_.push_back(input.name());
    types_.push_back(input.type());
  }
}

std::string Signature::where(std::size_t input) const { return "function '" + function_ + "', input '" + names_[input] + "'"; }

Bindings Signature::bind(const std::vector<Shape>& shapes) const {
  if (shapes.size() != types_.size()) {
    std::string names;
    for (const std::string& name : names_) names += (names.empty() ? "" : ", ") + name;
    refuse<ValueError>({.where = "function '" + function_ + "'",
                        .what = "wrong number of inputs",
                        .expected = std::to_string(types_.size()) + (names.empty() ? "" : ": " + names),
                        .received = std::to_string(shapes.size())});
  }
  Bindings bindings;
  for (std::size_t i = 0; i < shapes.size(); ++i) bind_dims(types_[i].dims, shapes[i], bindings, where(i));
  if (requirements_.empty()) return bindings;
  bind_solved(solved_, bindings);
  requirements_.check(bindings, inputs_, "function '" + function_ + "'");
  return bindings;
}

}  // namespace pellucid::inline v0::compiler
