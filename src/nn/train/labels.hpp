// What only values tell of y: class numbers where probabilities are wanted, and classes that do not exist.
#pragma once

#include <string>
#include <string_view>

#include "nn/train/outputs.hpp"

namespace pellucid::inline v0 {

/// Throws ValueError for one-hot y where class numbers belong, and the other way round, naming the loss for it.
void check_label_kind(const TrainedOutput& output, const Array& given, std::string_view role, std::string_view where);

/// Throws ValueError for a class that the output does not have, or that is no whole number, with its position and value.
void check_classes(const TrainedOutput& output, const Array& labels, std::string_view role, std::string_view where);

}  // namespace pellucid::inline v0
