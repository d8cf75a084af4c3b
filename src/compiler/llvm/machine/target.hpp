// What the code is made for: this processor, or an older one on request.
#pragma once

#include <memory>
#include <string>

namespace llvm {
class TargetMachine;
}

namespace pellucid::inline v0::compiler {

struct Target {
  std::string cpu, features;
  unsigned vector_bits = 128;
  bool fma = false;             // fused multiply-add in one instruction
  bool half = false;            // conversions of float16 in one instruction
  bool mask_registers = false;  // AVX-512: masked loads, stores and blends cost nothing
};

/// `vector_bits`: 512, 256, 128, or 0 for the widest this machine has; never more than it has.
Target choose_target(int vector_bits);

/// `optimisation`: 0 to 3, of the translation to machine code.
std::unique_ptr<llvm::TargetMachine> make_machine(const Target& target, int optimisation);

}  // namespace pellucid::inline v0::compiler
