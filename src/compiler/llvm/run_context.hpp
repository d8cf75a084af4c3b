// What machine code is given at each call besides pointers: how to reach what it cannot do itself.
#pragma once

#include <exception>
#include <vector>

#include "compiler/llvm/native.hpp"

namespace pellucid::inline v0::compiler {

/// The statements that machine code hands back, in the order of the text.
struct Sites {
  std::vector<loop::Check> checks;
  std::vector<loop::HostCall> host_calls;
  std::vector<loop::Product> products;
};

struct RunContext {
  // Called by machine code, which knows their places here (CallBack). 1 ends the call.
  int (*check)(RunContext* context, std::int64_t site, const void* data, std::int64_t count, std::int64_t limit);
  int (*host_call)(RunContext* context, std::int64_t site, void* const* buffers, const std::int64_t* extents);
  int (*product)(RunContext* context, std::int64_t site, void* const* operands, const std::int64_t* numbers);

  const std::vector<loop::Buffer>* buffers = nullptr;
  const Sites* sites = nullptr;
  ProductFunction do_product = nullptr;
  CheckFailure failure{};
  std::exception_ptr thrown{};
};

enum class CallBack : unsigned { check, host_call, product };

/// The functions set, the rest empty.
RunContext make_run_context();

}  // namespace pellucid::inline v0::compiler
