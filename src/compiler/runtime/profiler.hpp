// Where the time of calls goes: each statement of a program becomes a program of its own, timed.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

#include <pellucid/function.hpp>

#include "compiler/runtime/context.hpp"

namespace pellucid::inline v0::compiler {

class Profiler {
 public:
  void start();
  bool is_on() const { return is_on_.load(std::memory_order_relaxed); }
  void run(const Context& context);
  FunctionProfile result() const;

 private:
  struct Steps;
  Steps& steps_of(const Variant& variant);

  std::atomic<bool> is_on_ = false;
  mutable std::mutex guard_;
  std::map<const Variant*, std::shared_ptr<Steps>> steps_;
  FunctionProfile result_;
};

}  // namespace pellucid::inline v0::compiler
