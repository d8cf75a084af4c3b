// The four questions that Pellucid exists for, each answered in a file of its own.
#pragma once

#include <filesystem>

#include "report.hpp"

namespace examples {

void before_the_activation(const std::filesystem::path& data, Report& report);     // digits
void which_numbers_are_gates(const std::filesystem::path& data, Report& report);   // sunspots
void derivative_of_one_neuron(const std::filesystem::path& data, Report& report);  // iris
void slope_of_the_output(Report& report);                                          // a parabola

}  // namespace examples
