// The functions of the process that machine code may call: libm, and its vectors of elements, libmvec.
#pragma once

#include <string>

namespace pellucid::inline v0::compiler {

/// Its address, or nullptr.
void* find_function(const std::string& name);

/// True when libmvec is there, which glibc has on x86-64.
bool has_vector_math();

}  // namespace pellucid::inline v0::compiler
