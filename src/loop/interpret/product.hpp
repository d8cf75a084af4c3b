// Large products, as three nested loops.
#pragma once

#include <array>
#include <cstdint>

#include "loop/interpret/memory.hpp"
#include "loop/program.hpp"

namespace pellucid::inline v0::loop {

/// Offsets of the operands a, b and c in elements. With `checked` none may lie outside of its buffer (std::logic_error).
void run_product(const Product& product, const std::array<std::int64_t, 3>& offsets, const Memory& memory, const Bindings& bindings,
                 bool checked);

}  // namespace pellucid::inline v0::loop
