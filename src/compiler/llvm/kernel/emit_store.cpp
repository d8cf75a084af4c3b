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
    if (!add) {
      ir_.CreateAlignedStore(stored(value, dtype), where.pointer, alignment_of(place));
      return;
    }
    return add_one(where.pointer, store.rest < 0 ? nullptr : rest_address(store, at).pointer, place, value);
  }
  value = spread(ir_, value, along->binding.lanes);
  llvm::Value* mask = mask_of(along, at);
  if (!add) return store_lanes(where, place, stored(value, dtype), mask);
  if (where.along == nullptr || !where.stride || *where.stride == 0) return add_lane_by_lane(store, at, where, value, mask);
  llvm::Value* before = held(load_lanes(where, place, mask), dtype);
  if (store.rest < 0)
    return store_lanes(where, place, stored(arithmetic_.apply(loop::Operation::add, dtype, {before, value}), dtype), mask);
  const loop::Rounded<llvm::Value*> both = arithmetic_.add_exactly(before, value);
  const Address rest = rest_address(store, at);
  store_lanes(where, place, both.sum, mask);
  store_lanes(rest, place, ir_.CreateFAdd(load_lanes(rest, place, mask), both.rest), mask);
}

// Of the element in the buffer where rests are kept, which lies as that of the sum.
KernelEmitter::Address KernelEmitter::rest_address(const loop::Store& store, Coordinates at) {
  return address(place_of(&store.rest, store.rest, store.index), at, nullptr);
}

// To one element; `rest` is where what rounding cuts off goes, or nullptr.
void KernelEmitter::add_one(llvm::Value* pointer, llvm::Value* rest, const Place& place, llvm::Value* value) {
  const DType dtype = dtype_of_place(place);
  const auto loaded = [&](llvm::Value* from) { return ir_.CreateAlignedLoad(element_of(place), from, alignment_of(place)); };
  llvm::Value* before = held(loaded(pointer), dtype);
  if (rest == nullptr) {
    ir_.CreateAlignedStore(stored(arithmetic_.apply(loop::Operation::add, dtype, {before, value}), dtype), pointer, alignment_of(place));
    return;
  }
  const loop::Rounded<llvm::Value*> both = arithmetic_.add_exactly(before, value);
  ir_.CreateAlignedStore(both.sum, pointer, alignment_of(place));
  ir_.CreateAlignedStore(ir_.CreateFAdd(loaded(rest), both.rest), rest, alignment_of(place));
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
void KernelEmitter::add_lane_by_lane(const loop::Store& store, Coordinates at, const Address& where, llvm::Value* value,
                                     llvm::Value* mask) {
  const Place& place = place_of(&store, store.buffer, store.index);
  using PointerOf = std::function<llvm::Value*(std::uint64_t lane)>;
  const auto pointer_of = [&](const Address& address) -> PointerOf {
    if (address.offsets == nullptr) return [address](std::uint64_t) { return address.pointer; };
    return [this, pointers = lane_pointers(address, place)](std::uint64_t lane) { return ir_.CreateExtractElement(pointers, lane); };
  };
  const PointerOf sum_at = pointer_of(where), rest_at = store.rest < 0 ? PointerOf() : pointer_of(rest_address(store, at));
  for (std::uint64_t lane = 0; lane < lanes_of(value); ++lane) {
    llvm::Value* alive = mask == nullptr ? nullptr : ir_.CreateExtractElement(mask, lane);
    if (const auto* known = llvm::dyn_cast_or_null<llvm::ConstantInt>(alive); known != nullptr && known->isZero()) continue;
    const auto guarded = [&](llvm::Value* pointer) {
      return alive == nullptr ? pointer : ir_.CreateSelect(alive, pointer, frame_.spare());
    };
    add_one(guarded(sum_at(lane)), rest_at ? guarded(rest_at(lane)) : nullptr, place, ir_.CreateExtractElement(value, lane));
  }
}

}  // namespace pellucid::inline v0::compiler
