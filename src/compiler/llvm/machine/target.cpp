#include "compiler/llvm/machine/target.hpp"

#include <mutex>

#include <llvm/ADT/StringMap.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Target/TargetOptions.h>
#include <llvm/TargetParser/Host.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0::compiler {

namespace {

struct Host {
  std::string cpu, features;
  bool v2 = false, avx2 = false, avx512 = false;
};

Host examine_host() {
  Host host;
  host.cpu = llvm::sys::getHostCPUName().str();
  const llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
  const auto has = [&](std::initializer_list<const char*> names) {
    for (const char* name : names)
      if (!features.lookup(name)) return false;
    return true;
  };
  for (const auto& feature : features) {
    if (!host.features.empty()) host.features += ',';
    host.features += (feature.second ? "+" : "-") + feature.first().str();
  }
  host.v2 = has({"sse4.2", "ssse3", "popcnt"});
  host.avx2 = host.v2 && has({"avx2", "fma", "f16c", "bmi2"});
  host.avx512 = host.avx2 && has({"avx512f", "avx512bw", "avx512dq", "avx512vl"});
  return host;
}

const Host& host() {
  static const Host examined = examine_host();
  return examined;
}

llvm::CodeGenOptLevel level_of(int optimisation) {
  switch (optimisation) {
    case 0: return llvm::CodeGenOptLevel::None;
    case 1: return llvm::CodeGenOptLevel::Less;
    case 2: return llvm::CodeGenOptLevel::Default;
    default: return llvm::CodeGenOptLevel::Aggressive;
  }
}

}  // namespace

Target choose_target(int vector_bits) {
  const unsigned widest = host().avx512 ? 512 : host().avx2 ? 256 : 128;
  Target target;
  target.vector_bits = vector_bits == 0 ? widest : std::min(widest, static_cast<unsigned>(vector_bits));
  target.fma = target.half = target.vector_bits >= 256;
  target.mask_registers = target.vector_bits >= 512;
  if (target.vector_bits == widest) {
    target.cpu = host().cpu;
    target.features = host().features;
  } else {  // as an older machine would run it
    target.cpu = target.vector_bits == 256 ? "x86-64-v3" : host().v2 ? "x86-64-v2" : "x86-64";
  }
  return target;
}

std::unique_ptr<llvm::TargetMachine> make_machine(const Target& target, int optimisation) {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  });
  const std::string triple = llvm::sys::getProcessTriple();
  std::string why;
  const llvm::Target* found = llvm::TargetRegistry::lookupTarget(triple, why);
  if (found == nullptr) refuse<ResourceError>({.where = "native code", .what = "this kind of processor is not known", .received = triple});
  llvm::TargetOptions options;
  options.TrapUnreachable = false;
  return std::unique_ptr<llvm::TargetMachine>(found->createTargetMachine(triple, target.cpu, target.features, options, llvm::Reloc::PIC_,
                                                                         llvm::CodeModel::Small, level_of(optimisation), /*JIT=*/true));
}

}  // namespace pellucid::inline v0::compiler
