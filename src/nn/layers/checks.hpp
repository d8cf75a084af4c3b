// What layers refuse, in one wording.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <pellucid/layer.hpp>

namespace pellucid::inline v0 {

std::int64_t check_positive(std::string_view kind, std::string_view argument, const Dim& value);  // ValueError
void check_rate(std::string_view kind, std::string_view argument, double rate);                   // ValueError unless in [0, 1]
void check_input_count(std::string_view name, std::string_view kind, std::size_t received, std::size_t expected);
void check_rank(std::string_view name, std::string_view kind, const Type& input, std::size_t expected);  // ShapeError
void check_least_rank(std::string_view name, std::string_view kind, const Type& input, std::size_t least);
void check_last_axis(std::string_view name, std::string_view kind, const Type& input, const Dim& expected);

}  // namespace pellucid::inline v0
