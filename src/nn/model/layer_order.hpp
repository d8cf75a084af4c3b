// A model's layers as Keras lists them, and how their calls hang together.
#pragma once

#include <string>
#include <vector>

#include "nn/model/state.hpp"

namespace pellucid::inline v0 {

struct ListedLayer {
  Layer layer;
  std::string connected_to;        // "dense[0][0], dense_1[0][0]": layer, number of its call, number of its output; "-" for inputs
  std::vector<Type> last_outputs;  // of its last call in the model
};

struct LayerList {
  std::vector<ListedLayer> layers;  // farthest from the outputs first
  bool is_chain = false;            // one call after the other, each layer once
};

LayerList list_layers(const ModelState& model);

}  // namespace pellucid::inline v0
