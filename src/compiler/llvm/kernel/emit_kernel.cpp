// The loops of a kernel's space.
#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

KernelEmitter::KernelEmitter(Frame& frame, const loop::Kernel& kernel)
    : frame_(frame),
      ir_(frame.ir),
      kernel_(kernel),
      schedule_(kernel.schedule),
      buffers_(frame.work.program.buffers),
      arithmetic_(frame.ir, frame.work.module, frame.work.target),
      width_(static_cast<unsigned>(std::max<std::int64_t>(1, kernel.schedule.vector_width))) {}

void KernelEmitter::emit() {
  for (const loop::Axis& axis : kernel_.axes)
    if (axis.extent == Dim(0)) return;
  const Scope outside(*this, {});
  prepare_stores(0);
  emit_axis(0);
}

// What stores need that depends only on axes before `first_later`.
void KernelEmitter::prepare_stores(std::size_t first_later) {
  Ids later;
  for (std::size_t i = first_later; i < kernel_.axes.size(); ++i) later.push_back(kernel_.axes[i].id);
  if (later.empty()) return;
  std::vector<loop::Expression> expressions;
  for (const loop::Store& store : kernel_.stores) {
    expressions.push_back(store.value);
    expressions.insert(expressions.end(), store.index.begin(), store.index.end());
    base_pointer(place_of(&store, store.buffer, store.index), levels_.size());
    if (store.rest >= 0) base_pointer(place_of(&store.rest, store.rest, store.index), levels_.size());
  }
  prepare(expressions, nullptr, later);
}

void KernelEmitter::emit_axis(std::size_t number) {
  if (number == kernel_.axes.size()) return emit_block();
  const loop::Axis& axis = kernel_.axes[number];
  const bool along = static_cast<std::int64_t>(number) == schedule_.vector_axis && width_ > 1;
  const unsigned lanes = along ? width_ : 1;
  const int tile = most_positions(number < schedule_.tile.size() ? static_cast<int>(schedule_.tile[number]) : 1);
  const std::int64_t step = std::int64_t{tile} * lanes;
  llvm::Value* extent = frame_.dim(axis.extent);
  const auto blocks = [&](llvm::Value* from, llvm::Value* to, std::int64_t by, int positions, bool masked) {
    frame_.loop(from, to, by, {}, [&](llvm::Value* at, const Values&) {
      llvm::Value* mask = nullptr;
      if (masked)
        mask = ir_.CreateICmpUGT(spread(ir_, ir_.CreateTrunc(ir_.CreateSub(to, at), ir_.getInt32Ty()), lanes),
                                 sequence(ir_.getContext(), 32, lanes, 0, 1));
      emit_inside(number, {{axis.id}, at, positions, lanes, mask});
      return Values();
    });
  };
  if (!axis.extent.is_known()) {
    llvm::Value* whole = step == 1 ? extent : ir_.CreateSub(extent, ir_.CreateURem(extent, frame_.number(step)));
    blocks(frame_.number(0), whole, step, tile, false);
    if (step > 1) blocks(whole, extent, lanes, 1, lanes > 1);
    return;
  }
  const std::int64_t whole = axis.extent.value() / step * step, rest = axis.extent.value() - whole;
  blocks(frame_.number(0), frame_.number(whole), step, tile, false);
  if (rest == 0) return;
  const auto over = static_cast<unsigned>(rest % lanes);
  llvm::Value* mask = over == 0 ? nullptr : first_lanes(ir_.getContext(), lanes, over);
  emit_inside(number, {{axis.id}, frame_.number(whole), static_cast<int>((rest + lanes - 1) / lanes), lanes, mask});
}

void KernelEmitter::emit_inside(std::size_t number, const Binding& binding) {
  const Scope inside(*this, binding);
  prepare_stores(number + 1);
  emit_axis(number + 1);
}

void KernelEmitter::emit_block() {
  std::vector<loop::Expression> values_of_stores;
  for (const loop::Store& store : kernel_.stores) values_of_stores.push_back(store.value);
  settle_reductions(values_of_stores, nullptr);
  const std::vector<Coordinates> positions = all_positions(~Coordinates{0});
  Values values;
  for (const loop::Store& each : kernel_.stores)
    for (const Coordinates at : positions) values.push_back(value(each.value, at, nullptr));
  std::size_t next = 0;
  for (std::size_t number = 0; number < kernel_.stores.size(); ++number)
    for (const Coordinates at : positions) store(number, at, values[next++]);
}

}  // namespace pellucid::inline v0::compiler
