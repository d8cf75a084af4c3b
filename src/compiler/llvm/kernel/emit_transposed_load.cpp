// Loads that run through memory along an axis of the block, not along the lanes: pieces of rows are read and turned in registers.
#include <algorithm>

#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

namespace {

constexpr unsigned piece_bytes = 16;

using Which = llvm::SmallVector<int, 16>;

// Of each group of `size` lanes of a and b: a's and b's lanes in turn, from the lower or the upper half.
llvm::Value* interleave(llvm::IRBuilder<>& ir, llvm::Value* a, llvm::Value* b, unsigned size, unsigned unit, bool upper) {
  const unsigned lanes = lanes_of(a);
  Which which;
  for (unsigned group = 0; group < lanes; group += size)
    for (unsigned i = 0; i < size / 2; i += unit)
      for (const unsigned side : {0u, lanes})
        for (unsigned k = 0; k < unit; ++k) which.push_back(static_cast<int>(side + group + (upper ? size / 2 : 0) + i + k));
  return ir.CreateShuffleVector(a, b, which);
}

// One vector after the other.
llvm::Value* joined(llvm::IRBuilder<>& ir, Values parts) {
  while (parts.size() > 1) {
    Which both;
    for (unsigned lane = 0; lane < 2 * lanes_of(parts[0]); ++lane) both.push_back(static_cast<int>(lane));
    Values wider;
    for (std::size_t i = 0; i < parts.size(); i += 2) wider.push_back(ir.CreateShuffleVector(parts[i], parts[i + 1], both));
    parts = wider;
  }
  return parts[0];
}

}  // namespace

const KernelEmitter::Level* KernelEmitter::row_level(const Place& place, unsigned piece, Coordinates at) const {
  for (const Place::Part& part : place.parts) {
    if (part.atom->operation != loop::Operation::index || part.coefficient != Dim(1)) continue;
    const Level* level = level_of(part.atom->axis.id);
    if (level == nullptr || level->binding.slot < 0 || level->binding.lanes > 1) continue;
    const auto varies = [&](const Place::Part& other) { return level->binding.varies(*other.atom); };
    if (std::ranges::count_if(place.parts, varies) > 1) continue;
    const auto first = static_cast<unsigned>(position(level->binding, at)) / piece * piece;
    if (first + piece <= static_cast<unsigned>(level->binding.positions)) return level;
  }
  return nullptr;
}

// Nothing when the place is not of that kind. `alive`: the lanes that exist.
llvm::Value* KernelEmitter::load_transposed(const loop::ExpressionNode& node, const Place& place, Coordinates at, const Address& where,
                                            std::uint64_t alive) {
  const unsigned lanes = where.along->binding.lanes, piece = piece_bytes / static_cast<unsigned>(size_of(node.dtype));
  if (size_of(node.dtype) < 4 || lanes < piece) return nullptr;
  const Level* level = row_level(place, piece, at);
  if (level == nullptr) return nullptr;

  // Rows piece apart stand beside each other, so that turning stays within pieces.
  const int wanted = position(level->binding, at), first = wanted / static_cast<int>(piece) * static_cast<int>(piece);
  llvm::Type* type = with_lanes(element_of(place), piece);
  std::vector<llvm::Value*> turned;
  for (unsigned i = 0; i < piece; ++i) {
    Values rows;
    for (unsigned lane = i; lane < lanes; lane += piece) {
      llvm::Value* pointer = ir_.CreateInBoundsGEP(element_of(place), where.pointer, frame_.number(*where.stride * lane + first - wanted));
      const bool exists = (alive >> lane & 1) != 0;
      rows.push_back(exists ? ir_.CreateAlignedLoad(type, pointer, alignment_of(place))
                            : static_cast<llvm::Value*>(llvm::Constant::getNullValue(type)));
    }
    turned.push_back(joined(ir_, rows));
  }
  for (unsigned unit = 1; unit < piece; unit *= 2) {
    std::vector<llvm::Value*> next = turned;
    for (unsigned i = 0; i < piece; ++i) {
      if ((i & unit) != 0) continue;
      next[i] = interleave(ir_, turned[i], turned[i + unit], piece, unit, false);
      next[i + unit] = interleave(ir_, turned[i], turned[i + unit], piece, unit, true);
    }
    turned = std::move(next);
  }
  if (turned.size() == 4) std::swap(turned[1], turned[2]);  // the columns have come out in the order of their reversed bits
  const Coordinates elsewhere = at & ~(Coordinates{0xff} << (8 * level->binding.slot));
  for (unsigned i = 0; i < piece; ++i) {
    const auto position = static_cast<Coordinates>(first) + i;
    remember({&node, elsewhere | position << (8 * level->binding.slot), nullptr, 0}, turned[i]);
  }
  return turned[static_cast<std::size_t>(wanted - first)];
}

}  // namespace pellucid::inline v0::compiler
