// Where the time of calls goes: each statement of a program becomes a program of its own, timed.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include <pellucid/function.hpp>

#include "base/cache.hpp"
#include "compiler/runtime/context.hpp"

namespace pellucid::inline v0::compiler {

class Profiler {
 public:
  void start();
  bool is_on() const { return is_on_.load(std::memory_order_relaxed); }
  void run(const Context& context);
  FunctionProfile result() const;

 private:
  static constexpr std::size_t most_bytes = std::size_t{64} << 20;  // of programs that are timed
  struct Steps;
  std::shared_ptr<const Steps> steps_of(const Variant& variant);

  std::atomic<bool> is_on_ = false;
  mutable std::mutex guard_;
  Cache<std::uint64_t, const Steps> steps_{{.bytes = most_bytes}};  // by the number of the variant
  FunctionProfile result_;
};

}  // namespace pellucid::inline v0::compiler
