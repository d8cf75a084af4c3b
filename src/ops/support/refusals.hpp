// What refusals of ops have in common: the inputs that came, by the names of their roles.
#pragma once

#include <string>

#include "graph/op.hpp"

namespace pellucid::inline v0 {

/// "a float32[2, 3], b float32[4]"
std::string received(const Op& op, const Variables& inputs);
/// "a number", "dims": what an attribute of that type holds.
std::string_view text_of(AttributeType type);
/// "a": the role of an input.
std::string input_name(const Op& op, std::size_t position);

/// Throws ShapeError unless input `position` has that rank, or at least that rank.
void require_rank(const Op& op, const Variables& inputs, std::size_t position, std::size_t rank);
/// Throws DtypeError unless input `position` holds integers.
void require_integers(const Op& op, const Variables& inputs, std::size_t position);
/// Throws ValueError unless the attribute is there.
void require_attribute(const Op& op, const Attributes& attributes, std::string_view name);

/// The attribute as an axis of an input of that rank, counted from the front; `otherwise`, the last, when it is absent. Throws
/// IndexError.
std::int64_t axis_attribute(const Op& op, const Attributes& attributes, std::size_t rank, std::int64_t otherwise = -1);
/// The attribute "axes" counted from the front, in the order given; all axes when it is absent. Throws IndexError, ValueError for an axis
/// that is named twice.
Axes axes_attribute(const Op& op, const Attributes& attributes, std::size_t rank);

}  // namespace pellucid::inline v0
