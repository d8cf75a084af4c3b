// How a cotangent or a tangent passes a slope.
#pragma once

#include "graph/node.hpp"

namespace pellucid::inline v0 {

/// flow * slope, of the type of the flow; 0 where either is 0, also where the other is infinite or NaN. In simpler words where the graph allows:
/// a choice where the slope is one, a plain product where nothing can be infinite or NaN beside a 0.
Variable scaled(const Variable& flow, const Variable& slope);

/// Whether flow * slope is never 0 times something infinite or NaN.
bool is_plain_product(const Variable& flow, const Variable& slope);

}  // namespace pellucid::inline v0
