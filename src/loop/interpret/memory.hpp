// The buffers of one call: where they lie and how large they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::loop {

struct Block {
  const Buffer* buffer = nullptr;
  std::byte* data = nullptr;
  std::vector<std::int64_t> shape, strides;  // strides in elements
  std::int64_t count = 0;
  int rank = 0;
};

class Memory {
 public:
  Memory(const Program& program, const CallFrame& frame, const Bindings& bindings, bool checked);
  const Block& operator[](int buffer) const { return blocks_[static_cast<std::size_t>(buffer)]; }
  std::size_t count() const { return blocks_.size(); }

 private:
  std::vector<Block> blocks_;
  std::vector<std::byte> arena_;
};

/// The sizes of a call by name. Throws std::logic_error when their number is not that of Program::sizes.
Bindings bindings_of(const Program& program, const CallFrame& frame);

}  // namespace pellucid::inline v0::loop
