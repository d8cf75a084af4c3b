// Where finished objects become code that can be called: linked into memory that is first writable, then executable, never both.
#pragma once

#include <memory>
#include <string>

namespace llvm {
class MemoryBuffer;
}

namespace pellucid::inline v0::compiler {

/// Code in memory; it goes when this goes.
class LoadedCode {
 public:
  virtual ~LoadedCode() = default;
  virtual void* entry() const = 0;
};

/// Throws ResourceError when memory cannot be had.
std::unique_ptr<LoadedCode> load_object(std::unique_ptr<llvm::MemoryBuffer> object, const std::string& entry);

}  // namespace pellucid::inline v0::compiler
