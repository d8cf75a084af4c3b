#include "compiler/plan/sheet.hpp"

namespace pellucid::inline v0::compiler {

int Sheet::add(const std::string& name, const Type& type, loop::Role role, int alias_of) {
  loop::Buffer buffer;
  buffer.name = name;
  buffer.dtype = type.dtype;
  buffer.dims = type.dims;
  buffer.role = role;
  buffer.alias_of = alias_of;
  plan_.program.buffers.push_back(std::move(buffer));
  return static_cast<int>(plan_.program.buffers.size()) - 1;
}

int Sheet::state(const Variable& shared) {
  const auto [entry, is_new] = known_.try_emplace(shared, -1);
  if (is_new) {
    entry->second = add(shared.name(), shared.type(), loop::Role::state);
    plan_.states.push_back({.state = state_of(shared), .buffer = entry->second});
  }
  return entry->second;
}

int Sheet::constant(const Variable& array) {
  const auto [entry, is_new] = known_.try_emplace(array, -1);
  if (is_new) {
    entry->second = add("constant" + std::to_string(plan_.constants.size()), array.type(), loop::Role::constant);
    plan_.constants.push_back({.value = *array.node()->attributes.get<std::shared_ptr<const Array>>("value"), .buffer = entry->second});
  }
  return entry->second;
}

}  // namespace pellucid::inline v0::compiler
