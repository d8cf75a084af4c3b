// The table of a model's layers.
#pragma once

#include <string>

#include <pellucid/model.hpp>

namespace pellucid::inline v0 {

/// As Keras 3 prints it on a terminal of so many columns.
std::string summary_text(const Model& model, int columns);

}  // namespace pellucid::inline v0
