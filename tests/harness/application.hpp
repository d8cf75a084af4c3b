// An op applied to fresh inputs of a sample.
#pragma once

#include <gtest/gtest.h>

#include <functional>

#include "harness/sample.hpp"

namespace pellucid::inline v0 {

struct Application {
  Variables inputs, outputs;
  std::vector<Array> values;  // of the inputs
};

/// Inputs with the dtypes and shapes of the values.
Application apply_to(const Op& op, const std::vector<Array>& values, const Attributes& attributes);
/// The same where the inputs have other types: `type_of(i)`.
Application apply_to(const Op& op, const std::vector<Array>& values, const Attributes& attributes,
                     const std::function<Type(std::size_t)>& type_of);
inline Application apply_to(const Op& op, const Sample& sample) { return apply_to(op, sample.inputs, sample.attributes); }

/// Inputs for `evaluate`: variables with their values.
using Given = std::vector<std::pair<Variable, Array>>;
Given given(const Variables& variables, const std::vector<Array>& values);
std::vector<Array> run(const Application& application);

Dims dims_of(const Shape& shape);

/// The inputs that are differentiated by, and the outputs that are differentiated.
Variables wrt_of(const Application& application, const Sample& sample);
Variables of_of(const Application& application);

/// Same shape and |a - b| <= tolerance * max(1, largest |b|) everywhere; NaNs and infinities at the same places.
::testing::AssertionResult near(const Array& a, const Array& b, double tolerance);
/// Sum of products of all elements, in float64.
double inner_product(const std::vector<Array>& a, const std::vector<Array>& b);

}  // namespace pellucid::inline v0
