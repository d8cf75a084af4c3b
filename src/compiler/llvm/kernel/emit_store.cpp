#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

llvm::Value* KernelEmitter::stored(llvm::Value* held, DType dtype) {
  return dtype == DType::boolean ? ir_.CreateZExt(held, with_lanes(ir_.getInt8Ty(), lanes_of(held))) : held;
}

void KernelEmitter::store(std::size_t number, Coordinates at, llvm::Value* value) {
  const loop::Store& store = kernel_.stores[number];
  const DType dtype = store.value->dtype;
  const Place& place = place_of(&store, store.buffer, store.index);
  const Address where = address(place, at, nullptr);
  const bool add = store.write == loop::Write::add;

  // The lanes of the point, which those of the index and the value may not follow.
  const Level* along = nullptr;
  for (const Level& level : levels_)
    if (level.binding.lanes > 1) along = &level;
  if (along == nullptr || (where.along == nullptr && !add)) {
    if (lanes_of(value) > 1) value = ir_.CreateExtractElement(value, std::uint64_t{0});  // an axis of one position
    if (add)
      value = arithmetic_.apply(loop::Operation::add, dtype,
                                {held(ir_.CreateAlignedLoad(element_of(place), where.pointer, alignment_of(place)), dtype), value});
    ir_.CreateAlignedStore(stored(value, dtype), where.pointer, alignment_of(place));
    return;
  }
  value = spread(ir_, value, along->binding.lanes);
  llvm::Value* mask = mask_of(along, at);
  if (add && (where.along == nullptr || !where.stride || *where.stride == 0)) return add_lane_by_lane(where, place, value, mask);
  if (add) value = arithmetic_.apply(loop::Operation::add, dtype, {held(load_lanes(where, place, mask), dtype), value});
  store_lanes(where, place, stored(value, dtype), mask);
}

void KernelEmitter::store_lanes(const Address& where, const Place& place, llvm::Value* value, llvm::Value* mask) {
  const unsigned lanes = where.along->binding.lanes;
  if (where.stride == 1) {
    if (mask == nullptr) ir_.CreateAlignedStore(value, where.pointer, alignment_of(place));
    else ir_.CreateMaskedStore(value, where.pointer, alignment_of(place), mask);
    return;
  }
  if (where.stride == -1) {
    Address forward = where;
    forward.stride = 1;
    forward.pointer = ir_.CreateInBoundsGEP(element_of(place), where.pointer, frame_.number(1 - static_cast<std::int64_t>(lanes)));
    return store_lanes(forward, place, ir_.CreateVectorReverse(value), mask == nullptr ? nullptr : ir_.CreateVectorReverse(mask));
  }
  if (mask == nullptr) mask = llvm::Constant::getAllOnesValue(with_lanes(ir_.getInt1Ty(), lanes));
  ir_.CreateMaskedScatter(value, lane_pointers(where, place), alignment_of(place), mask);
}

// Lanes may meet at one element: each is added in turn.
void KernelEmitter::add_lane_by_lane(const Address& where, const Place& place, llvm::Value* value, llvm::Value* mask) {
  const DType dtype = dtype_of_place(place);
  llvm::Value* pointers = where.offsets == nullptr ? nullptr : lane_pointers(where, place);
  for (unsigned lane = 0; lane < lanes_of(value); ++lane) {
    llvm::Value* pointer = pointers == nullptr ? where.pointer : ir_.CreateExtractElement(pointers, std::uint64_t{lane});
    if (mask != nullptr) {
      llvm::Value* alive = ir_.CreateExtractElement(mask, std::uint64_t{lane});
      if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(alive); known != nullptr && known->isZero()) continue;
      pointer = ir_.CreateSelect(alive, pointer, frame_.spare());
    }
    llvm::Value* before = held(ir_.CreateAlignedLoad(element_of(place), pointer, alignment_of(place)), dtype);
    llvm::Value* sum = arithmetic_.apply(loop::Operation::add, dtype, {before, ir_.CreateExtractElement(value, std::uint64_t{lane})});
    ir_.CreateAlignedStore(stored(sum, dtype), pointer, alignment_of(place));
  }
}

}  // namespace pellucid::inline v0::compiler
