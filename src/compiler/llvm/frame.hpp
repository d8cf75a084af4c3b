// One function of machine code while it is written: its parameters, what it knows of buffers and sizes, and how loops are made.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/IRBuilder.h>

#include "compiler/llvm/machine/target.hpp"
#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

using Values = llvm::SmallVector<llvm::Value*, 8>;

/// What all functions of one program share.
struct Work {
  const loop::Program& program;
  const Target& target;
  llvm::Module& module;
};

class Frame {
 public:
  /// `i32 name(ptr buffers, ptr sizes, ptr arena, ptr context, i64 position of each axis...)`; the result is 0, or 1 when the call must end.
  Frame(Work& work, const std::string& name, bool is_entry, const std::vector<loop::Axis>& axes);
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  Work& work;
  llvm::IRBuilder<> ir;

  llvm::Function* function() const { return function_; }
  llvm::Value* context() const { return function_->getArg(3); }
  llvm::Value* buffer(int number);            ///< of its first element
  llvm::Value* dim(const Dim& dim);           ///< its value in this call, i64
  llvm::Value* axis(std::uint64_t id) const;  ///< the position of a Loop statement that encloses; nullptr when none has that axis
  void set_axis(std::uint64_t id, llvm::Value* position) { axes_[id] = position; }
  llvm::ConstantInt* number(std::int64_t value) { return ir.getInt64(static_cast<std::uint64_t>(value)); }

  /// for (i64 at = from; at < to; at += step) carried = body(at, carried); gives what is carried in the end. Known single turns make no loop.
  using Body = std::function<Values(llvm::Value* at, const Values& carried)>;
  Values loop(llvm::Value* from, llvm::Value* to, std::int64_t step, const Values& carried, const Body& body);

  llvm::Value* allocate(llvm::Type* type, std::size_t count);  ///< memory of this function
  llvm::Value* spare();  ///< the address of zeros that stands in for an element that must not be touched

  /// Ends the call here when the i32 is not 0.
  void stop_if(llvm::Value* status);

  /// Calls another function of the program, with the axes that both have.
  void call(const Frame& callee, const std::vector<loop::Axis>& axes);

  void finish();

 private:
  llvm::Value* evaluate(const Dim& dim);

  llvm::Function* function_;
  llvm::IRBuilder<> entry_;  // what is made here is there in all of the function
  llvm::BasicBlock* body_;
  llvm::BasicBlock* stop_ = nullptr;
  llvm::Value* spare_ = nullptr;
  std::unordered_map<int, llvm::Value*> buffers_;
  std::unordered_map<std::string, llvm::Value*> dims_;
  std::unordered_map<std::uint64_t, llvm::Value*> axes_;
};

/// Integer division that rounds toward minus infinity, by a divisor that is positive.
llvm::Value* floor_divide_by_positive(llvm::IRBuilder<>& ir, llvm::Value* dividend, llvm::Value* divisor);

}  // namespace pellucid::inline v0::compiler
