#include "compiler/llvm/machine/symbols.hpp"

#include <algorithm>
#include <array>

#include <dlfcn.h>

#include "loop/gamma.hpp"

namespace pellucid::inline v0::compiler {

namespace {

// Loaded when the first program calls for it, and kept.
void* vector_math() {
  static void* const library = dlopen("libmvec.so.1", RTLD_NOW | RTLD_LOCAL);
  return library;
}

struct OwnFunction {
  std::string_view name;
  void* address;
};

template <class Function>
void* address_of(Function* function) {
  return reinterpret_cast<void*>(function);
}

void* own_function(std::string_view name) {
  static const std::array<OwnFunction, 4> all = {{{"log_gamma", address_of<double(double)>(loop::log_gamma)},
                                                  {"log_gammaf", address_of<float(float)>(loop::log_gamma)},
                                                  {"polygamma", address_of<double(double, double)>(loop::polygamma)},
                                                  {"polygammaf", address_of<float(float, float)>(loop::polygamma)}}};
  const auto* const found = std::ranges::find(all, name, &OwnFunction::name);
  return found == all.end() ? nullptr : found->address;
}

}  // namespace

bool has_vector_math() { return vector_math() != nullptr; }

void* find_function(const std::string& name) {
  if (name.starts_with("_ZGV")) return has_vector_math() ? dlsym(vector_math(), name.c_str()) : nullptr;
  if (name.starts_with(own_prefix)) return own_function(std::string_view(name).substr(own_prefix.size()));
  return dlsym(RTLD_DEFAULT, name.c_str());
}

}  // namespace pellucid::inline v0::compiler
