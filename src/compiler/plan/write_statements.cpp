// Nodes whose meaning is statements over whole buffers, or a host function.
#include "compiler/plan/write.hpp"
#include "graph/run_node.hpp"
#include "loop/rebuild.hpp"

namespace pellucid::inline v0::compiler {
namespace {

using loop::Expression;
using loop::Expressions;
using loop::Statement;

// Ops number their buffers inputs first, then outputs.
class Renumber {
 public:
  explicit Renumber(std::vector<int> buffers) : buffers_(std::move(buffers)) {}

  Statement operator()(const Statement& statement) const {
    return std::visit([&](const auto& it) -> Statement { return again(it); }, statement);
  }

 private:
  int at(int number) const { return buffers_[static_cast<std::size_t>(number)]; }
  Expression at(const Expression& expression) const { return expression ? loop::renumber(expression, buffers_) : expression; }

  loop::Kernel again(loop::Kernel kernel) const {
    for (loop::Store& store : kernel.stores) {
      store.buffer = at(store.buffer);
      if (store.rest >= 0) store.rest = at(store.rest);
      store.value = at(store.value);
      for (Expression& index : store.index) index = at(index);
    }
    return kernel;
  }
  loop::Product again(loop::Product product) const {
    for (loop::Product::Operand* operand : {&product.a, &product.b, &product.c}) {
      operand->buffer = at(operand->buffer);
      operand->offset = at(operand->offset);
    }
    return product;
  }
  loop::HostCall again(loop::HostCall call) const {
    for (int& buffer : call.inputs) buffer = at(buffer);
    for (int& buffer : call.outputs) buffer = at(buffer);
    return call;
  }
  loop::Check again(loop::Check check) const {
    check.buffer = at(check.buffer);
    return check;
  }
  std::shared_ptr<const loop::Loop> again(const std::shared_ptr<const loop::Loop>& loop) const {
    auto changed = std::make_shared<loop::Loop>(*loop);
    for (Statement& statement : changed->body) statement = (*this)(statement);
    return changed;
  }

  std::vector<int> buffers_;
};

loop::HostCall host_call(const NodePointer& node, std::vector<int> inputs, std::vector<int> outputs) {
  loop::HostCall call;
  call.name = std::string(node->op->name);
  call.inputs = std::move(inputs);
  call.outputs = std::move(outputs);
  call.function = [node](const std::vector<loop::HostCall::Span>& from, const std::vector<loop::HostCall::Span>& to) {
    const auto borrow = [](const std::vector<loop::HostCall::Span>& spans) {
      std::vector<Array> arrays;
      for (const auto& span : spans) arrays.push_back(Array::borrow({.data = span.data, .dtype = span.dtype, .shape = span.shape}));
      return arrays;
    };
    std::vector<Array> results = borrow(to);
    node->op->host(Apply(node), borrow(from), results);
  };
  return call;
}

}  // namespace

std::vector<Statement> write_statements(const NodePointer& node, const BufferOf& buffer_of, Sheet& sheet) {
  std::vector<int> inputs, outputs;
  for (const Variable& input : node->inputs) inputs.push_back(buffer_of(input));
  for (std::size_t i = 0; i < node->types.size(); ++i) outputs.push_back(buffer_of({node, i}));
  if (node->op->host != nullptr) return {host_call(node, std::move(inputs), std::move(outputs))};
  inputs.insert(inputs.end(), outputs.begin(), outputs.end());
  if (node->op->scratch != nullptr)
    for (const Type& type : node->op->scratch(Apply(node))) inputs.push_back(sheet.temporary("scratch", type));
  const Renumber renumber(std::move(inputs));
  std::vector<Statement> statements;
  for (const Statement& statement : node->op->statements(Apply(node))) statements.push_back(renumber(statement));
  return statements;
}

std::vector<Statement> write_checks(const NodePointer& node, const BufferOf& buffer_of) {
  std::vector<Statement> statements;
  for (const auto& [input, limit] : node->op->checks(Apply(node)))
    statements.emplace_back(loop::Check{.what = check_label(Apply(node), input), .buffer = buffer_of(node->inputs[input]), .limit = limit});
  return statements;
}

}  // namespace pellucid::inline v0::compiler
