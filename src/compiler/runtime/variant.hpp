// A function compiled for one set of sizes.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "compiler/llvm/native.hpp"
#include "compiler/pipeline.hpp"

namespace pellucid::inline v0::compiler {

/// How programs are run; the same for a whole process.
bool runs_native();  ///< false where memory cannot be made executable

class Variant {
 public:
  explicit Variant(const Compilation& compilation);

  const Plan& plan() const { return plan_; }
  const loop::Program& program() const { return plan_.program; }
  const Bindings& sizes() const { return sizes_; }  ///< the extents that it is made for
  const std::vector<Type>& outputs() const { return outputs_; }
  std::uint64_t number() const { return number_; }  ///< unlike that of every other, before or after
  double compile_seconds() const { return seconds_; }
  std::size_t bytes() const;  ///< about what it takes: the program and its machine code
  std::string native_text() const;

  /// `buffers` in the order of the program, those of temporaries are ignored. Throws IndexError where a check fails; states are unchanged then.
  void run(const std::vector<void*>& buffers, const std::vector<std::int64_t>& sizes, std::byte* arena) const;

 private:
  void run_native(const std::vector<void*>& buffers, const std::vector<std::int64_t>& sizes, std::byte* arena) const;
  [[noreturn]] void refuse_index(const CheckFailure& failure, const std::vector<void*>& buffers, const std::vector<std::int64_t>& sizes,
                                 std::byte* arena) const;

  const std::uint64_t number_;
  Plan plan_;
  Bindings sizes_;
  std::vector<Type> outputs_;
  std::shared_ptr<const NativeCode> native_;
  double seconds_ = 0;
};

/// Runs the program both ways on copies of what it writes and compares; for sanitizer builds. Throws std::logic_error.
void run_and_compare(const loop::Program& program, const std::vector<void*>& buffers, const std::vector<std::int64_t>& sizes,
                     const std::function<void()>& run_native);

}  // namespace pellucid::inline v0::compiler
