// How much memory a program takes.
#pragma once

#include <cstddef>

#include "loop/program.hpp"

namespace pellucid::inline v0::loop {

/// About what its statements, expressions and buffers take; what they share counts once.
std::size_t bytes_of(const Program& program);

}  // namespace pellucid::inline v0::loop
