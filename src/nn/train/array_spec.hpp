// What an array handed to a model must be, and what is said when it is not.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

struct ArraySpec {
  ArraySpec(std::string spec_role, Type spec_type);
  std::string role;                   // "x", "y", "y of 'a'"
  Type type;                          // [batch, ...]
  std::vector<std::int64_t> extents;  // of the dims; -1 where any will do. That of the batch is not looked at here
};

/// The array in the rank of its spec: [examples] stands for [examples, 1], and the other way round, as in Keras. Throws ShapeError for anything
/// else that does not fit.
Array fitted(const Array& given, const ArraySpec& spec, std::string_view where);

/// The same for each of the arrays `kind` ("x"), added to `out`. Throws ValueError for another number of arrays.
void fit_all(const std::vector<Array>& given, std::span<const ArraySpec> specs, std::string_view kind, std::string_view where,
             std::vector<Array>& out);

/// Refuses numbers that integers of the spec cannot stand for: NaN, and what is outside their range. Fractions are cut.
void check_whole_numbers(const std::vector<Array>& arrays, std::span<const ArraySpec> specs, std::string_view where);

/// Where the element of that number is, counted row by row.
Shape position_of(std::int64_t element, const Shape& shape);

/// The number of examples in all of them; throws ValueError giving all sizes when they differ.
std::int64_t common_length(const std::vector<Array>& arrays, std::span<const ArraySpec> specs, std::string_view where);

}  // namespace pellucid::inline v0
