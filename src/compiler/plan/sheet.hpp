// The program while it is planned: its buffers, and what they stand for.
#pragma once

#include <string>
#include <unordered_map>

#include "compiler/plan/plan.hpp"

namespace pellucid::inline v0::compiler {

class Sheet {
 public:
  explicit Sheet(Plan& plan) : plan_(plan) {}

  int add(const std::string& name, const Type& type, loop::Role role, int alias_of = -1);
  int temporary(const std::string& name, const Type& type) { return add(name, type, loop::Role::temporary); }
  int state(const Variable& shared);    ///< the same one each time
  int constant(const Variable& array);  ///< the same

  const loop::Buffer& operator[](int buffer) const { return plan_.program.buffers[static_cast<std::size_t>(buffer)]; }
  Plan& plan() { return plan_; }

 private:
  Plan& plan_;
  std::unordered_map<Variable, int> known_;
};

}  // namespace pellucid::inline v0::compiler
