#include "compiler/planned.hpp"

#include <unordered_set>

#include "compiler/runtime/build_question.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0 {
namespace {

void count(const std::vector<loop::Statement>& statements, Counts& counts) {
  for (const loop::Statement& statement : statements) {
    if (const auto* kernel = std::get_if<loop::Kernel>(&statement)) {
      ++counts.kernels;
      counts.stores += kernel->stores.size();
      std::unordered_set<const loop::ExpressionNode*> reductions;
      for (const loop::Store& store : kernel->stores)
        for (const loop::Expression* part : loop::parts_in_order(store.value))
          if ((*part)->operation == loop::Operation::reduce) reductions.insert(part->get());
      counts.reductions += reductions.size();
    } else if (const auto* loop = std::get_if<std::shared_ptr<const loop::Loop>>(&statement)) {
      ++counts.loops;
      count((*loop)->body, counts);
    } else if (std::holds_alternative<loop::Product>(statement)) {
      ++counts.products;
    } else if (std::holds_alternative<loop::Check>(statement)) {
      ++counts.checks;
    } else {
      ++counts.hosts;
    }
  }
}

}  // namespace

compiler::Compilation planned(const Variables& inputs, const Variables& outputs, const FunctionOptions& options,
                              compiler::CompileOptions how) {
  how.verify = true;
  return compiler::compile(compiler::build_question(inputs, outputs, options), {}, how);
}

Counts counts(const compiler::Compilation& work) {
  Counts all;
  count(work.plan.program.body, all);
  return all;
}

}  // namespace pellucid::inline v0
