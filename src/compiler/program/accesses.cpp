#include "compiler/program/accesses.hpp"

#include "loop/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

using Visit = std::function<void(const Access&)>;

void visit_loads(const loop::Expression& expression, const Visit& visit) {
  for_each_load(expression, [&](const loop::ExpressionNode& load) { visit({load.buffer, false}); });
}

void accesses(const loop::Kernel& kernel, const Visit& visit) {
  for (const loop::Store& store : kernel.stores) {
    visit_loads(store.value, visit);
    for (const loop::Expression& index : store.index) visit_loads(index, visit);
    if (store.write == loop::Write::add) visit({store.buffer, false});
    if (store.rest >= 0) visit({store.rest, false});
  }
  for (const loop::Store& store : kernel.stores) {
    visit({store.buffer, true});
    if (store.rest >= 0) visit({store.rest, true});
  }
}

void accesses(const loop::Product& product, const Visit& visit) {
  for (const loop::Product::Operand* operand : {&product.a, &product.b}) visit({operand->buffer, false});
  if (product.write == loop::Write::add) visit({product.c.buffer, false});
  visit({product.c.buffer, true});
}

void accesses(const loop::HostCall& call, const Visit& visit) {
  for (const int buffer : call.inputs) visit({buffer, false});
  for (const int buffer : call.outputs) visit({buffer, true});
}

void accesses(const loop::Check& check, const Visit& visit) { visit({check.buffer, false}); }

void accesses(const std::shared_ptr<const loop::Loop>& loop, const Visit& visit) {
  for (const loop::Statement& statement : loop->body) for_each_access(statement, visit);
}

}  // namespace

void for_each_access(const loop::Statement& statement, const Visit& visit) {
  std::visit([&](const auto& it) { accesses(it, visit); }, statement);
}

void for_each_load(const loop::Expression& expression, const std::function<void(const loop::ExpressionNode& load)>& visit) {
  if (!expression) return;
  for (const loop::Expression* part : loop::parts_in_order(expression))
    if ((*part)->operation == loop::Operation::load) visit(**part);
}

}  // namespace pellucid::inline v0::compiler
