// The multiplier of a dropout: 0 with probability `rate`, else 1 / (1 - rate); ones outside training (Srivastava et al. 2014, inverted).
#pragma once

#include <pellucid/layer.hpp>

namespace pellucid::inline v0 {

Variable dropout_mask(LayerCall& call, double rate, const Type& type);

}  // namespace pellucid::inline v0
