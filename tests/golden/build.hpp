// A model by the public API, from the description that translate.py makes of a Keras file.
#pragma once

#include <nlohmann/json.hpp>
#include <pellucid/pellucid.hpp>

namespace golden {

/// Layers, calls and weights as described; `weights` holds the arrays by the keys that the description names.
pellucid::Model build(const nlohmann::json& description, const pellucid::Arrays& weights);

}  // namespace golden
