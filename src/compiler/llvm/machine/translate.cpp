#include "compiler/llvm/machine/translate.hpp"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/Scalar.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0::compiler {

namespace {

void add_translation(llvm::legacy::PassManager& passes, llvm::TargetMachine& machine, llvm::raw_pwrite_stream& out,
                     llvm::CodeGenFileType kind) {
  if (machine.addPassesToEmitFile(passes, out, nullptr, kind)) {
    refuse<ResourceError>({.where = "native code", .what = "this kind of processor cannot be translated to"});
  }
}

}  // namespace

// What is emitted is in SSA form, hoisted and with shared parts shared; what remains is repeated address arithmetic.
void optimise(llvm::Module& module, llvm::TargetMachine&, int optimisation) {
  if (optimisation == 0) return;
  llvm::legacy::FunctionPassManager passes(&module);
  passes.add(llvm::createEarlyCSEPass());
  passes.doInitialization();
  for (llvm::Function& function : module) passes.run(function);
  passes.doFinalization();
}

std::unique_ptr<llvm::MemoryBuffer> translate(llvm::Module& module, llvm::TargetMachine& machine) {
  llvm::SmallVector<char, 0> bytes;
  {
    llvm::raw_svector_ostream out(bytes);
    llvm::legacy::PassManager passes;
    add_translation(passes, machine, out, llvm::CodeGenFileType::ObjectFile);
    passes.run(module);
  }
  return std::make_unique<llvm::SmallVectorMemoryBuffer>(std::move(bytes), module.getModuleIdentifier(), /*RequiresNullTerminator=*/false);
}

std::string assembly_of(const llvm::Module& module, llvm::TargetMachine& machine) {
  const auto copy = llvm::CloneModule(module);
  llvm::SmallString<0> text;
  llvm::raw_svector_ostream out(text);
  llvm::legacy::PassManager passes;
  add_translation(passes, machine, out, llvm::CodeGenFileType::AssemblyFile);
  passes.run(*copy);
  return std::string(text.str());
}

}  // namespace pellucid::inline v0::compiler
