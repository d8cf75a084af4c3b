// Writes a program: one function that runs its statements in order, in parts of bounded size.
#pragma once

#include <memory>
#include <vector>

#include "compiler/llvm/frame.hpp"
#include "compiler/llvm/run_context.hpp"

namespace pellucid::inline v0::compiler {

class ProgramEmitter {
 public:
  static constexpr const char* entry_name = "pellucid_entry";

  ProgramEmitter(Work& work, Sites& sites) : work_(work), sites_(sites) {}
  void emit();

 private:
  void emit_statements(Frame& frame, const std::vector<loop::Statement>& statements);
  void emit_statement(Frame& frame, const loop::Statement& statement);
  void emit_loop(Frame& frame, const loop::Loop& loop);
  void emit_check(Frame& frame, const loop::Check& check);
  void emit_host_call(Frame& frame, const loop::HostCall& call);
  void emit_product(Frame& frame, const loop::Product& product);
  void call_back(Frame& frame, CallBack which, std::size_t site, llvm::ArrayRef<llvm::Value*> arguments);
  std::unique_ptr<Frame> new_part();

  Work& work_;
  Sites& sites_;
  std::vector<loop::Axis> axes_;  // of the loops around
  int parts_ = 0;
};

}  // namespace pellucid::inline v0::compiler
