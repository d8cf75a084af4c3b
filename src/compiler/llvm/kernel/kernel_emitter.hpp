// Writes one kernel. Its space is walked in blocks: at each axis `Schedule::tile` positions (vectors, on the vector axis) are computed
// together. An expression is evaluated once for each position in the block that it depends on, at the outermost loop where all its axes are
// bound; so a load that does not vary along an axis is shared by all positions of that axis, and reductions keep their sums in registers.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "compiler/llvm/frame.hpp"
#include "compiler/llvm/kernel/place.hpp"
#include "compiler/llvm/values/arithmetic.hpp"

namespace pellucid::inline v0::compiler {

/// One position in a block: a byte for each axis that has more than one position there.
using Coordinates = std::uint64_t;

/// How the value of an axis is known inside a loop; of several axes, where reductions that run beside each other share a loop.
struct Binding {
  llvm::SmallVector<std::uint64_t, 2> axes;
  llvm::Value* base = nullptr;  // the first position
  int positions = 1;            // how many stand in the block; each has `lanes` elements
  unsigned lanes = 1;
  llvm::Value* last_mask = nullptr;  // which lanes of the last position exist; nullptr: all
  int slot = -1;                     // its byte of Coordinates; -1 when there is one position

  bool binds(std::uint64_t axis) const { return llvm::is_contained(axes, axis); }
  bool varies(const loop::ExpressionNode& node) const {
    return llvm::any_of(axes, [&](std::uint64_t axis) { return depends(node, axis); });
  }
};

/// What must hold for an expression to be wanted: inside a select only the chosen side may load.
struct Guard {
  loop::Expression condition;
  bool holds;
  const Guard* outer;
};

class KernelEmitter {
 public:
  KernelEmitter(Frame& frame, const loop::Kernel& kernel);
  void emit();
  friend llvm::Value* evaluate_integer(Frame& frame, const loop::Expression& expression);

  struct Fold;  // one reduction while it runs
  struct Folds;

 private:
  using Ids = std::vector<std::uint64_t>;  // of axes
  struct Key {
    const void* what;
    Coordinates at;
    const Guard* guard;
    int part;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Level {
    Binding binding;
    std::unordered_map<Key, llvm::Value*, KeyHash> known;  // what has been computed here
  };
  // A loop body, or the space outside of all loops: what is computed in it is known until it is left.
  class Scope {
   public:
    Scope(KernelEmitter& emitter, Binding binding);
    ~Scope() { emitter_.levels_.pop_back(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    KernelEmitter& emitter_;
  };

  // emit_kernel.cpp: the loops of the space
  void emit_axis(std::size_t number);
  void emit_inside(std::size_t number, const Binding& binding);
  void emit_block();
  void prepare_stores(std::size_t first_later);

  struct Wanted {
    loop::Expression expression;
    const Guard* guard;
  };

  // scopes.cpp: positions of a block, and what is known where
  const Level* level_of(std::uint64_t axis) const;
  const Level* vector_level(const loop::ExpressionNode& node) const;  // whose lanes the value has; nullptr for a scalar
  Coordinates slots_of(const loop::ExpressionNode& node, const Guard* guard) const;
  std::vector<Coordinates> all_positions(Coordinates slots) const;
  static int position(const Binding& binding, Coordinates at);
  llvm::Value* mask_of(const Level* level, Coordinates at) const;  // of lanes past the end; nullptr: none
  llvm::Value* find(const Key& key) const;
  llvm::Value* remember(const Key& key, llvm::Value* value);
  int most_positions(int wanted) const;

  // emit_expression.cpp
  llvm::Value* value(const loop::Expression& expression, Coordinates at, const Guard* guard);
  llvm::Value* compute(const loop::Expression& expression, Coordinates at, const Guard* guard);
  llvm::Value* select(const loop::ExpressionNode& node, Coordinates at, const Guard* guard);
  llvm::Value* philox(const loop::ExpressionNode& node, Coordinates at, const Guard* guard);
  llvm::Value* index(const loop::ExpressionNode& node, Coordinates at);

  // guards.cpp
  const Guard* guarded(const loop::Expression& condition, bool holds, const Guard* outer);
  bool needs_guard(const loop::ExpressionNode& node);
  const Guard* guard_for(const loop::ExpressionNode& node, const Guard* guard) {
    return guard != nullptr && needs_guard(node) ? guard : nullptr;
  }
  llvm::Value* guard_mask(const Guard* guard, Coordinates at, const Level* lanes_along);

  // emit_reduction.cpp: which reductions run, together where they can
  void reduce(const std::vector<Wanted>& wanted);
  void reduce_together(const std::vector<Wanted>& group);
  llvm::Value* combine_lanes(const loop::ExpressionNode& node, llvm::Value* lanes);

  // emit_fold.cpp: their loops
  Values fold_axis(const Folds& folds, std::size_t number, const Values& sums);
  Values fold_turn(const Folds& folds, std::size_t number, llvm::Value* at, const Values& sums, bool in_blocks);
  Values fold_innermost(const Folds& folds, const Values& sums, bool in_blocks);
  Values fold_block(const Folds& folds, const Binding& binding, Values sums);

  // emit_blocks.cpp: sums of many floats
  Values fold_in_blocks(Folds& folds);
  Values fold_long_axis(const Folds& folds, std::size_t number, const Values& totals);
  Values loop_in_blocks(const Folds& folds, llvm::Value* from, llvm::Value* to, std::int64_t step, std::int64_t turns, const Values& totals,
                        const Frame::Body& body);
  Values neutral_sums(const Folds& folds);
  Values add_block(const Folds& folds, Values totals, const Values& block);

  // hoist.cpp: computing early what later loops only repeat
  using Seen = std::map<std::pair<const loop::ExpressionNode*, const Guard*>, bool>;
  struct Hoist {
    Seen seen, seen_reductions;
    std::vector<Wanted> reductions, others;  // what is to be computed now
  };
  void prepare(const std::vector<loop::Expression>& expressions, const Guard* guard, const Ids& later);
  void look_for_early(const loop::Expression& expression, const Guard* guard, const Ids& later, Hoist& hoist);
  void settle_reductions(const std::vector<loop::Expression>& expressions, const Guard* guard);
  void look_for_reductions(const loop::Expression& expression, const Guard* guard, Seen& seen, std::vector<Wanted>& found);
  template <class Visit>
  void visit_arguments(const loop::ExpressionNode& node, const Guard* guard, const Visit& visit);

  // emit_address.cpp
  const Place& place_of(const void* owner, int buffer, const loop::Expressions& indices);
  llvm::Value* base_pointer(const Place& place, std::size_t depth);
  struct Address {
    llvm::Value* pointer;                   // of the first lane, but for what `offsets` add
    const Level* along = nullptr;           // whose lanes are spread over memory; nullptr: one element for all
    std::optional<std::int64_t> stride{0};  // elements between lanes; nothing: see `offsets`
    llvm::Value* offsets = nullptr;         // elements, by lane
  };
  Address address(const Place& place, Coordinates at, const Guard* guard);
  llvm::Value* lane_pointers(const Address& address, const Place& place);

  // emit_load.cpp, emit_store.cpp
  llvm::Value* load(const loop::ExpressionNode& node, Coordinates at, const Guard* guard);
  llvm::Value* load_lanes(const Address& address, const Place& place, llvm::Value* mask);
  llvm::Value* load_strided(const Address& address, const Place& place, std::uint64_t alive);
  llvm::Value* load_transposed(const loop::ExpressionNode& node, const Place& place, Coordinates at, const Address& address,
                               std::uint64_t alive);
  const Level* row_level(const Place& place, unsigned piece, Coordinates at) const;
  void store(std::size_t number, Coordinates at, llvm::Value* value);
  void store_lanes(const Address& address, const Place& place, llvm::Value* value, llvm::Value* mask);
  Address rest_address(const loop::Store& store, Coordinates at);
  void add_one(llvm::Value* pointer, llvm::Value* rest, const Place& place, llvm::Value* value);
  void add_lane_by_lane(const loop::Store& store, Coordinates at, const Address& address, llvm::Value* value, llvm::Value* mask);
  llvm::Value* held(llvm::Value* stored, DType dtype);
  llvm::Value* stored(llvm::Value* held, DType dtype);
  llvm::Type* element_of(const Place& place) const;
  llvm::Align alignment_of(const Place& place) const;
  DType dtype_of_place(const Place& place) const { return buffers_[static_cast<std::size_t>(place.buffer)].dtype; }

  Frame& frame_;
  llvm::IRBuilder<>& ir_;
  const loop::Kernel& kernel_;
  const loop::Schedule& schedule_;
  const std::vector<loop::Buffer>& buffers_;
  Arithmetic arithmetic_;
  unsigned width_;
  std::deque<Level> levels_;  // pointers to levels are held while inner ones come and go
  std::deque<Guard> guards_;
  std::unordered_map<const void*, Place> places_;
  std::unordered_map<const loop::ExpressionNode*, bool> needs_guard_;
  std::map<std::vector<const loop::ExpressionNode*>, const loop::ExpressionNode*> philox_blocks_;
};

/// The value of an expression outside of kernels.
llvm::Value* evaluate_integer(Frame& frame, const loop::Expression& expression);

}  // namespace pellucid::inline v0::compiler
