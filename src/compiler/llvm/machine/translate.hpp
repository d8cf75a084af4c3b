// From LLVM's intermediate code to an object: a short list of passes, then the machine's own.
#pragma once

#include <memory>
#include <string>

namespace llvm {
class MemoryBuffer;
class Module;
class TargetMachine;
}  // namespace llvm

namespace pellucid::inline v0::compiler {

void optimise(llvm::Module& module, llvm::TargetMachine& machine, int optimisation);
std::unique_ptr<llvm::MemoryBuffer> translate(llvm::Module& module, llvm::TargetMachine& machine);
std::string assembly_of(const llvm::Module& module, llvm::TargetMachine& machine);

}  // namespace pellucid::inline v0::compiler
