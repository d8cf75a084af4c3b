// What one call needs for itself: pointers, sizes, an arena. Kept between calls, so that a warmed call allocates nothing.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "compiler/runtime/arena.hpp"
#include "compiler/runtime/signature.hpp"
#include "compiler/runtime/variant.hpp"
#include "graph/state_lock.hpp"

namespace pellucid::inline v0::compiler {

class Context {
 public:
  Context(const Signature& signature, std::shared_ptr<const Variant> variant, const Bindings& sizes);

  /// Whether it was made for arrays of these shapes.
  bool fits(std::span<const Array> inputs) const;
  const std::vector<Shape>& output_shapes() const { return output_shapes_; }
  const Variant& variant() const { return *variant_; }
  const std::shared_ptr<const Variant>& shared_variant() const { return variant_; }
  std::size_t bytes() const;  ///< about what it takes, its variant apart

  /// Refuses outputs that do not fit, naming them.
  void point_to(const Signature& signature, std::span<const Array> inputs, std::span<Array> outputs);
  void point_to_states(const Signature& signature);
  void run() const { variant_->run(buffers_, sizes_, arena_.data()); }

  StateLocks::View locks;

  const std::vector<void*>& buffers() const { return buffers_; }
  const std::vector<std::int64_t>& sizes() const { return sizes_; }
  std::byte* arena() const { return arena_.data(); }

 private:
  struct Extent {
    const std::byte* begin = nullptr;
    std::size_t bytes = 0;
    bool overlaps(const Extent& other) const { return begin < other.begin + other.bytes && other.begin < begin + bytes; }
  };
  void point_to_outputs(const Signature& signature, std::span<Array> outputs);
  const void* dense(std::size_t input, const Array& array);

  std::shared_ptr<const Variant> variant_;
  std::vector<Shape> input_shapes_, output_shapes_;
  std::vector<DType> input_dtypes_;
  std::vector<std::int64_t> sizes_;
  std::vector<void*> buffers_;
  std::vector<Extent> outputs_;
  bool outputs_moved_ = false;  // since states were last found apart from them
  std::vector<Array> staged_;   // inputs that had to be cast or copied
  Arena arena_;
};

/// Contexts that no call uses now. That of the last call is handed over by one atomic operation; the others wait behind a lock, as long as their
/// bytes and their number are within bounds: the least recently used ones go.
class ContextPool {
 public:
  explicit ContextPool(std::size_t most_bytes) : most_bytes_(most_bytes) {}
  ~ContextPool() { delete first_.load(); }
  ContextPool(const ContextPool&) = delete;
  ContextPool& operator=(const ContextPool&) = delete;

  std::unique_ptr<Context> take(std::span<const Array> inputs);  ///< null when there is none that fits
  void give_back(std::unique_ptr<Context> context);

  /// The variant of the last call that ended; null before, and while all contexts are in use.
  std::shared_ptr<const Variant> latest();
  /// Contexts of other variants than these go, but for that of the last call.
  void keep_only(const std::vector<std::shared_ptr<const Variant>>& variants);

  struct Counts {
    std::size_t contexts = 0, bytes = 0;
  };
  Counts counts();

 private:
  using Contexts = std::vector<std::unique_ptr<Context>>;
  void keep(std::unique_ptr<Context> context, Contexts& gone);

  static constexpr std::size_t most = 32;
  const std::size_t most_bytes_;
  std::atomic<Context*> first_ = nullptr;
  std::mutex guard_;
  Contexts others_;        // the latest last
  std::size_t bytes_ = 0;  // of the others
};

}  // namespace pellucid::inline v0::compiler
