#include "nn/layers/dropout_mask.hpp"

#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {

Variable dropout_mask(LayerCall& call, double rate, const Type& type) {
  const auto [state, stream] = call.random_stream();
  const Variable draw = vocabulary::random_uniform(state, {{"stream", stream}, {"dims", type.dims}});  // in [0, 1): rate 1 keeps none
  const double kept = 1 / (1 - rate);
  const Variable in_training = vocabulary::where(vocabulary::less_equal(rate, draw), full(kept, type), zeros(type));
  return call.phase(full(1, type), in_training);
}

}  // namespace pellucid::inline v0
