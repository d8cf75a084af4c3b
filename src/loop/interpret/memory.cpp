#include "loop/interpret/memory.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace pellucid::inline v0::loop {

namespace {

constexpr std::size_t alignment = 64;
constexpr std::byte poison{0xff};  // NaN in every floating dtype, so that what is read before it is written shows

Block block_of(const Buffer& buffer, const Bindings& bindings) {
  Block block{&buffer, nullptr, {}, {}, 1, static_cast<int>(buffer.dims.size())};
  for (const Dim& dim : buffer.dims) block.shape.push_back(dim.evaluate(bindings));
  block.strides.resize(block.shape.size());
  for (std::size_t i = block.shape.size(); i-- > 0;) {
    block.strides[i] = block.count;
    block.count *= block.shape[i];
  }
  return block;
}

// The buffer whose memory it is in the end.
std::size_t root_of(const Program& program, std::size_t buffer) {
  for (std::size_t steps = 0; program.buffers[buffer].alias_of >= 0; ++steps) {
    if (steps > program.buffers.size())
      throw std::logic_error("the aliases of buffer '" + program.buffers[buffer].name + "' form a circle");
    buffer = static_cast<std::size_t>(program.buffers[buffer].alias_of);
  }
  return buffer;
}

}  // namespace

Bindings bindings_of(const Program& program, const CallFrame& frame) {
  if (frame.sizes.size() != program.sizes.size() || frame.buffers.size() != program.buffers.size()) {
    throw std::logic_error("program '" + program.name + "' takes " + std::to_string(program.sizes.size()) + " sizes and " +
                           std::to_string(program.buffers.size()) + " buffers, got " + std::to_string(frame.sizes.size()) + " and " +
                           std::to_string(frame.buffers.size()));
  }
  Bindings bindings;
  for (std::size_t i = 0; i < program.sizes.size(); ++i) bindings.emplace(program.sizes[i], frame.sizes[i]);
  return bindings;
}

Memory::Memory(const Program& program, const CallFrame& frame, const Bindings& bindings, bool checked) {
  const std::int64_t bytes = program.arena_bytes.evaluate(bindings);
  arena_.assign(static_cast<std::size_t>(bytes) + alignment, checked ? poison : std::byte{0});
  std::byte* arena = arena_.data() + (alignment - reinterpret_cast<std::uintptr_t>(arena_.data()) % alignment) % alignment;
  for (std::size_t i = 0; i < program.buffers.size(); ++i) {
    Block block = block_of(program.buffers[i], bindings);
    const std::size_t root = root_of(program, i);
    const Buffer& place = program.buffers[root];
    const std::int64_t size = block.count * static_cast<std::int64_t>(size_of(block.buffer->dtype));
    if (place.role != Role::temporary) {
      block.data = static_cast<std::byte*>(frame.buffers[root]);
      if (block.data == nullptr && size > 0) throw std::logic_error("the call gives no memory for buffer '" + place.name + "'");
    } else {
      const std::int64_t offset = place.arena_offset.evaluate(bindings);
      if (offset < 0 || offset + size > bytes) throw std::logic_error("buffer '" + place.name + "' leaves the arena");
      block.data = arena + offset;
    }
    blocks_.push_back(std::move(block));
  }
}

}  // namespace pellucid::inline v0::loop
