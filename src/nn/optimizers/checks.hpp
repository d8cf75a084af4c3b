// The ranges in which optimizers' options make sense.
#pragma once

#include <string_view>

namespace pellucid::inline v0 {

void check_not_negative(std::string_view optimizer, std::string_view option, double value);  // and finite
void check_learning_rate(std::string_view optimizer, double rate);                           // not negative, and finite in float32
void check_at_most_one(std::string_view optimizer, std::string_view option, double value);   // in [0, 1]
void check_below_one(std::string_view optimizer, std::string_view option, double value);     // in [0, 1)

}  // namespace pellucid::inline v0
