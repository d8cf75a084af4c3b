// How composites and derivatives of float16 and bfloat16 are computed: in float32, the result rounded once.
#pragma once

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

inline bool is_half(DType dtype) { return dtype == DType::float16 || dtype == DType::bfloat16; }
bool has_halves(const Apply& node);

/// The op on `inputs`, which are of the types of its own, those of 16 bits as float32.
Apply in_float32(const Apply& node, const Variables& inputs);

}  // namespace pellucid::inline v0
