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

/// Contexts that no call uses now. One is handed over by one atomic operation; the others wait behind a lock.
class ContextPool {
 public:
  ContextPool() = default;
  ~ContextPool() { delete first_.load(); }
  ContextPool(const ContextPool&) = delete;
  ContextPool& operator=(const ContextPool&) = delete;

  std::unique_ptr<Context> take(std::span<const Array> inputs);  ///< null when there is none that fits
  void give_back(std::unique_ptr<Context> context);

 private:
  static constexpr std::size_t most = 32;
  std::atomic<Context*> first_ = nullptr;
  std::mutex guard_;
  std::vector<std::unique_ptr<Context>> others_;  // the latest last
};

}  // namespace pellucid::inline v0::compiler
