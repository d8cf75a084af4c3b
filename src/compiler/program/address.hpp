// Where in its buffer an access lands, as one affine expression over loop axes.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

/// In elements from the start of the buffer; nothing when the indices are not affine.
std::optional<loop::Affine> address_of(int buffer, const loop::Expressions& index, const std::vector<loop::Buffer>& buffers);

/// The same as an expression of those axes for which `is_kept`; the others at 0.
loop::Expression expression_of(const loop::Affine& address, const std::function<bool(const loop::Axis& axis)>& is_kept);

}  // namespace pellucid::inline v0::compiler
