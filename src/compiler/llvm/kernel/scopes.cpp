// Positions of a block, and what is known where.
#include <algorithm>
#include <ranges>

#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

namespace {

constexpr int slots = 8, most = 255;

Coordinates byte_of(int slot) { return Coordinates{0xff} << (8 * slot); }

}  // namespace

std::size_t KernelEmitter::KeyHash::operator()(const Key& key) const {
  std::size_t hash = reinterpret_cast<std::size_t>(key.what);
  for (const std::size_t part :
       {static_cast<std::size_t>(key.at), reinterpret_cast<std::size_t>(key.guard), static_cast<std::size_t>(key.part)}) {
    hash = (hash ^ part) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  return hash;
}

KernelEmitter::Scope::Scope(KernelEmitter& emitter, Binding binding) : emitter_(emitter) {
  binding.slot = -1;
  if (binding.positions > 1) {
    binding.slot = static_cast<int>(std::ranges::count_if(emitter_.levels_, [](const Level& level) { return level.binding.slot >= 0; }));
  }
  emitter_.levels_.push_back({binding, {}});
}

int KernelEmitter::most_positions(int wanted) const {
  const auto used = std::ranges::count_if(levels_, [](const Level& level) { return level.binding.slot >= 0; });
  return used >= slots ? 1 : std::clamp(wanted, 1, most);
}

const KernelEmitter::Level* KernelEmitter::level_of(std::uint64_t axis) const {
  for (const Level& level : levels_ | std::views::reverse)
    if (level.binding.binds(axis)) return &level;
  return nullptr;
}

const KernelEmitter::Level* KernelEmitter::vector_level(const loop::ExpressionNode& node) const {
  for (const Level& level : levels_ | std::views::reverse)
    if (level.binding.lanes > 1 && level.binding.varies(node)) return &level;
  return nullptr;
}

Coordinates KernelEmitter::slots_of(const loop::ExpressionNode& node, const Guard* guard) const {
  Coordinates result = 0;
  for (const Level& level : levels_) {
    if (level.binding.slot < 0) continue;
    bool varies = level.binding.varies(node);
    for (const Guard* each = guard; each != nullptr && !varies; each = each->outer) varies = level.binding.varies(*each->condition);
    if (varies) result |= byte_of(level.binding.slot);
  }
  return result;
}

std::vector<Coordinates> KernelEmitter::all_positions(Coordinates wanted) const {
  std::vector<Coordinates> positions = {0};
  for (const Level& level : levels_) {
    const Binding& binding = level.binding;
    if (binding.slot < 0 || (wanted & byte_of(binding.slot)) == 0) continue;
    std::vector<Coordinates> more;
    for (const Coordinates outer : positions)
      for (int i = 0; i < binding.positions; ++i) more.push_back(outer | (static_cast<Coordinates>(i) << (8 * binding.slot)));
    positions = std::move(more);
  }
  return positions;
}

int KernelEmitter::position(const Binding& binding, Coordinates at) {
  return binding.slot < 0 ? 0 : static_cast<int>((at >> (8 * binding.slot)) & 0xff);
}

llvm::Value* KernelEmitter::mask_of(const Level* level, Coordinates at) const {
  if (level == nullptr || position(level->binding, at) != level->binding.positions - 1) return nullptr;
  return level->binding.last_mask;
}

llvm::Value* KernelEmitter::find(const Key& key) const {
  for (const Level& level : levels_ | std::views::reverse) {
    const auto found = level.known.find(key);
    if (found != level.known.end()) return found->second;
  }
  return nullptr;
}

llvm::Value* KernelEmitter::remember(const Key& key, llvm::Value* value) {
  levels_.back().known[key] = value;
  return value;
}

}  // namespace pellucid::inline v0::compiler
