// The functions of the process that machine code may call: libm, its vectors of elements, libmvec, and functions of ours.
#pragma once

#include <string>
#include <string_view>

namespace pellucid::inline v0::compiler {

/// How the names of our own functions begin: "pellucid_log_gamma", and "pellucid_log_gammaf" of float32.
inline constexpr std::string_view own_prefix = "pellucid_";

/// Its address, or nullptr.
void* find_function(const std::string& name);

/// True when libmvec is there, which glibc has on x86-64.
bool has_vector_math();

}  // namespace pellucid::inline v0::compiler
