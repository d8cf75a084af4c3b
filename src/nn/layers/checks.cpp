#include "nn/layers/checks.hpp"

#include <cmath>

#include "base/meet.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

std::string label(std::string_view name, std::string_view kind) { return std::string(kind) + " '" + std::string(name) + "'"; }

}  // namespace

std::int64_t check_positive(std::string_view kind, std::string_view argument, const Dim& value) {
  if (value.value() <= 0)
    refuse<ValueError>({.where = std::string(kind),
                        .what = "'" + std::string(argument) + "' is not positive",
                        .expected = "a positive integer",
                        .received = value.to_string()});
  return value.value();
}

void check_rate(std::string_view kind, std::string_view argument, double rate) {
  if (!(rate >= 0 && rate <= 1))
    refuse<ValueError>({.where = std::string(kind),
                        .what = "'" + std::string(argument) + "' is not a rate",
                        .expected = "a number from 0 to 1",
                        .received = std::to_string(rate)});
}

void check_input_count(std::string_view name, std::string_view kind, std::size_t received, std::size_t expected) {
  if (received != expected)
    refuse<ValueError>({.where = label(name, kind),
                        .what = "the layer was called on another number of inputs",
                        .expected = std::to_string(expected),
                        .received = std::to_string(received)});
}

void check_rank(std::string_view name, std::string_view kind, const Type& input, std::size_t expected) {
  if (input.rank() != expected)
    refuse<ShapeError>({.where = label(name, kind),
                        .what = "the input's rank does not fit",
                        .expected = "rank " + std::to_string(expected),
                        .received = to_string(input)});
}

void check_least_rank(std::string_view name, std::string_view kind, const Type& input, std::size_t least) {
  if (input.rank() < least)
    refuse<ShapeError>({.where = label(name, kind),
                        .what = "the input's rank is too small",
                        .expected = "rank " + std::to_string(least) + " or more, the batch first",
                        .received = to_string(input)});
}

void check_last_axis(std::string_view name, std::string_view kind, const Type& input, const Dim& expected) {
  if (input.rank() == 0 || !can_be_equal(input.dims.back(), expected))
    refuse<ShapeError>({.where = label(name, kind),
                        .what = "the input's last axis does not fit the weights",
                        .expected = expected.to_string(),
                        .received = to_string(input)});
}

}  // namespace pellucid::inline v0
