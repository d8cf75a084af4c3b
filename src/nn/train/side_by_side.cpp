#include "nn/train/side_by_side.hpp"

#include <cstddef>
#include <memory>

#include "graph/node.hpp"
#include "graph/state_lock.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::size_t cache_line = 64;

std::size_t whole_lines(std::size_t bytes) { return (bytes + cache_line - 1) / cache_line * cache_line; }

bool lie_side_by_side(const std::vector<SharedVariable>& variables) {
  const std::byte* next = nullptr;
  for (const SharedVariable& variable : variables) {
    const Array value = variable.borrow();
    const auto* begin = static_cast<const std::byte*>(value.data());
    if (next != nullptr && begin != next) return false;
    next = begin + whole_lines(value.nbytes());
  }
  return true;
}

}  // namespace

void lay_side_by_side(const std::vector<SharedVariable>& variables) {
  if (lie_side_by_side(variables)) return;
  std::size_t bytes = 0;
  for (const SharedVariable& variable : variables) bytes += whole_lines(variable.borrow().nbytes());
  const auto buffer = std::make_shared<Array>(Array::uninitialized({static_cast<std::int64_t>(bytes)}, DType::uint8));
  auto* at = static_cast<std::byte*>(buffer->mutable_data());
  for (const SharedVariable& variable : variables) {
    SharedState& state = *state_of(variable);
    const StateWriting lock(state);
    Array place = Array::borrow({.data = at, .dtype = state.value.dtype(), .shape = state.value.shape(), .keep_alive = buffer});
    place.assign(state.value);
    at += whole_lines(state.value.nbytes());
    state.value = std::move(place);
  }
}

}  // namespace pellucid::inline v0
