// Which buffers statements read and write.
#pragma once

#include <functional>

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

struct Access {
  int buffer = -1;
  bool is_write = false;
};

/// Of one statement that is no Loop, or of all inside a Loop; reads before writes of the same kernel.
void for_each_access(const loop::Statement& statement, const std::function<void(const Access&)>& visit);

/// Each load of the expression, once.
void for_each_load(const loop::Expression& expression, const std::function<void(const loop::ExpressionNode& load)>& visit);

}  // namespace pellucid::inline v0::compiler
