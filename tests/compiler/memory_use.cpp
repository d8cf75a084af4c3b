#include "compiler/memory_use.hpp"

#include "graph/run_node.hpp"

namespace pellucid::inline v0 {

std::vector<Array> run_in_one_arena(const compiler::Plan& plan, const std::vector<Array>& inputs, std::vector<Array>& states) {
  loop::Program program = plan.program;
  loop::CallFrame frame;
  frame.buffers.resize(program.buffers.size());
  const auto at = [&](int buffer) -> void*& { return frame.buffers[static_cast<std::size_t>(buffer)]; };
  Array arena = Array::full({program.arena_bytes.value() + 64}, 0xa5, DType::uint8);
  for (std::size_t i = 0; i < program.buffers.size(); ++i) {
    loop::Buffer& buffer = program.buffers[i];
    if (buffer.role != loop::Role::temporary || buffer.alias_of >= 0) continue;
    buffer.role = loop::Role::state;
    frame.buffers[i] = static_cast<std::byte*>(arena.mutable_data()) + buffer.arena_offset.value();
  }
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (plan.inputs[i] >= 0) at(plan.inputs[i]) = const_cast<void*>(inputs[i].data());
  for (const compiler::Plan::Constant& constant : plan.constants) at(constant.buffer) = const_cast<void*>(constant.value.data());
  states.clear();
  for (const compiler::Plan::State& state : plan.states) {
    states.push_back(state.state->value.copy());
    at(state.buffer) = states.back().mutable_data();
  }
  std::vector<Array> outputs;
  for (const int output : plan.outputs) {
    const loop::Buffer& buffer = program.buffers[static_cast<std::size_t>(output)];
    outputs.push_back(Array::uninitialized(known_shape(buffer.dims), buffer.dtype));
    at(output) = outputs.back().mutable_data();
  }
  loop::interpret(program, frame, true);
  return outputs;
}

}  // namespace pellucid::inline v0
