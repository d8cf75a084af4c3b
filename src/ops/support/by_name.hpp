// Which operations users call by name.
#pragma once

#include "graph/op.hpp"

namespace pellucid::inline v0 {

/// All but those that are told more than options can say (scan); they have makers of their own.
bool is_public(const Op& op);
/// Throws NameError with the nearest names.
const Op& find_public_op(std::string_view name);

/// What a reduction is told by users beside its attributes: the axes that it takes out are put back with extent 1, by a reshape behind it.
inline constexpr AttributeDoc keepdims = {"keepdims", AttributeType::boolean, "whether the axes stay, with extent 1; absent: false"};

}  // namespace pellucid::inline v0
