#include "compiler/llvm/machine/symbols.hpp"

#include <dlfcn.h>

namespace pellucid::inline v0::compiler {

namespace {

// Loaded when the first program calls for it, and kept.
void* vector_math() {
  static void* const library = dlopen("libmvec.so.1", RTLD_NOW | RTLD_LOCAL);
  return library;
}

}  // namespace

bool has_vector_math() { return vector_math() != nullptr; }

void* find_function(const std::string& name) {
  if (name.starts_with("_ZGV")) return has_vector_math() ? dlsym(vector_math(), name.c_str()) : nullptr;
  return dlsym(RTLD_DEFAULT, name.c_str());
}

}  // namespace pellucid::inline v0::compiler
