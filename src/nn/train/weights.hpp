// Weights of examples: as given, and by class.
#pragma once

#include <map>
#include <string_view>

#include "nn/train/examples.hpp"
#include "nn/train/outputs.hpp"

namespace pellucid::inline v0 {

/// Throws ShapeError unless axis 0 of the weights counts `count` examples and the other axes begin those of every output's losses, ValueError for
/// one that is negative or not finite.
void check_sample_weights(const Array& weights, std::int64_t count, const std::vector<TrainedOutput>& outputs, std::string_view where);

/// Multiplies the weights by those of the examples' classes: y's number, the largest of a one-hot y, or 0 and 1 of a single number. Classes that
/// are not named weigh 1. Throws ValueError for a class that y cannot hold, for a weight that is negative or not finite, for several outputs.
void weigh_by_class(Examples& examples, const std::map<std::int64_t, double>& class_weight, std::size_t label,
                    const std::vector<TrainedOutput>& outputs, std::string_view where);

}  // namespace pellucid::inline v0
