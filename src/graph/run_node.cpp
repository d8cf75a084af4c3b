#include "graph/run_node.hpp"

#include <cassert>
#include <span>

namespace pellucid::inline v0 {
namespace {

loop::Buffer buffer_for(const std::string& name, const Type& type, loop::Role role) {
  loop::Buffer buffer;
  buffer.name = name;
  buffer.dtype = type.dtype;
  buffer.dims = type.dims;
  buffer.role = role;
  return buffer;
}

// Inputs are the first buffers.
class Loads : public Source {
 public:
  explicit Loads(const Variables& inputs) : inputs_(inputs) {}
  loop::Expression at(std::size_t input, const loop::Expressions& index) const override {
    return loop::load(static_cast<int>(input), inputs_[input].dtype(), index);
  }

 private:
  const Variables& inputs_;
};

loop::Kernel kernel_for(const Apply& node, std::size_t output, int buffer) {
  const Loads source(node.node()->inputs);
  loop::Kernel kernel;
  kernel.name = std::string(node.kind());
  loop::Expressions index;
  for (const Dim& extent : node.node()->types[output].dims) {
    kernel.axes.push_back(loop::make_axis("i" + std::to_string(index.size()), extent));
    index.push_back(loop::index(kernel.axes.back()));
  }
  kernel.stores.push_back({.buffer = buffer, .index = index, .value = node.node()->op->element(node, output, source, index)});
  return kernel;
}

loop::HostCall host_call(const Apply& node, std::size_t input_count) {
  loop::HostCall call;
  call.name = std::string(node.kind());
  call.function = [node](const std::vector<loop::HostCall::Span>& inputs, const std::vector<loop::HostCall::Span>& outputs) {
    const auto borrow = [](const loop::HostCall::Span& span) {
      return Array::borrow({.data = span.data, .dtype = span.dtype, .shape = span.shape});
    };
    std::vector<Array> from, to;
    for (const auto& span : inputs) from.push_back(borrow(span));
    for (const auto& span : outputs) to.push_back(borrow(span));
    node.node()->op->host(node, from, to);
  };
  for (std::size_t i = 0; i < input_count; ++i) call.inputs.push_back(static_cast<int>(i));
  for (std::size_t i = 0; i < node.node()->types.size(); ++i) call.outputs.push_back(static_cast<int>(input_count + i));
  return call;
}

}  // namespace

std::string check_label(const Apply& node, std::size_t input) {
  const Variables inputs = node.inputs();
  const std::span<const std::string_view> roles = node.node()->op->input_names;
  std::string text(node.kind());
  if (const std::string table = inputs[0].name(); !table.empty() && input > 0) text += " from '" + table + "'";
  return text + ", input '" + (input < roles.size() ? std::string(roles[input]) : std::to_string(input)) + "'";
}

NodeProgram::NodeProgram(const Apply& node) : outputs_(node.node()->types) {
  const Node& it = *node.node();
  auto program = std::make_shared<loop::Program>();
  program->name = std::string(node.kind());
  for (std::size_t i = 0; i < it.inputs.size(); ++i)
    program->buffers.push_back(buffer_for("input" + std::to_string(i), it.inputs[i].type(), loop::Role::input));
  for (std::size_t i = 0; i < it.types.size(); ++i)
    program->buffers.push_back(buffer_for("output" + std::to_string(i), it.types[i], loop::Role::output));
  if (it.op->scratch != nullptr) {
    for (const Type& type : it.op->scratch(node)) {
      program->buffers.push_back(buffer_for("scratch" + std::to_string(program->buffers.size()), type, loop::Role::temporary));
      program->buffers.back().arena_offset = program->arena_bytes;
      const Dim bytes = product(type.dims) * static_cast<std::int64_t>(size_of(type.dtype));
      program->arena_bytes = program->arena_bytes + floor_divide(bytes + 63, 64) * 64;
    }
  }
  if (it.op->checks != nullptr) {
    for (const auto& [input, limit] : it.op->checks(node))
      program->body.emplace_back(loop::Check{.what = check_label(node, input), .buffer = static_cast<int>(input), .limit = limit});
  }
  if (it.op->element != nullptr) {
    for (std::size_t i = 0; i < it.types.size(); ++i)
      program->body.emplace_back(kernel_for(node, i, static_cast<int>(it.inputs.size() + i)));
  } else if (it.op->statements != nullptr) {
    for (loop::Statement& statement : it.op->statements(node)) program->body.push_back(std::move(statement));
  } else {
    assert(it.op->host != nullptr);
    program->body.emplace_back(host_call(node, it.inputs.size()));
  }
  program_ = std::move(program);
}

std::vector<Array> NodeProgram::run(const std::vector<Array>& inputs) const {
  loop::CallFrame frame;
  std::vector<Array> held;
  for (const Array& input : inputs) held.push_back(input.contiguous());
  for (const Array& input : held) frame.buffers.push_back(const_cast<void*>(input.data()));  // inputs are only read
  std::vector<Array> outputs;
  for (const Type& type : outputs_) {
    outputs.push_back(Array::uninitialized(known_shape(type.dims), type.dtype));
    frame.buffers.push_back(outputs.back().mutable_data());
  }
  frame.buffers.resize(program_->buffers.size());  // scratch lies in an arena
  loop::interpret(*program_, frame);
  return outputs;
}

}  // namespace pellucid::inline v0
