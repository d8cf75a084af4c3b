#include "harness/application.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pellucid::inline v0 {

Dims dims_of(const Shape& shape) { return {shape.begin(), shape.end()}; }

Application apply_to(const Op& op, const std::vector<Array>& values, const Attributes& attributes) {
  return apply_to(op, values, attributes, [&](std::size_t i) { return Type{values[i].dtype(), dims_of(values[i].shape())}; });
}

Application apply_to(const Op& op, const std::vector<Array>& values, const Attributes& attributes,
                     const std::function<Type(std::size_t)>& type_of) {
  Application application;
  application.values = values;
  std::vector<Operand> operands;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Type type = type_of(i);
    application.inputs.push_back(input("input" + std::to_string(i), type.dims, type.dtype));
    operands.emplace_back(application.inputs.back());
  }
  application.outputs = apply_all(op, operands, attributes);
  return application;
}

Given given(const Variables& variables, const std::vector<Array>& values) {
  Given result;
  for (std::size_t i = 0; i < variables.size(); ++i) result.emplace_back(variables[i], values[i]);
  return result;
}

std::vector<Array> run(const Application& application) {
  return evaluate(application.outputs, given(application.inputs, application.values));
}

Variables wrt_of(const Application& application, const Sample& sample) {
  Variables wrt;
  for (std::size_t i = 0; i < application.inputs.size(); ++i)
    if (is_floating(application.inputs[i].dtype()) && std::ranges::find(sample.constants, i) == sample.constants.end())
      wrt.push_back(application.inputs[i]);
  return wrt;
}

Variables of_of(const Application& application) {
  Variables of;
  for (const Variable& output : application.outputs)
    if (is_floating(output.dtype())) of.push_back(output);
  return of;
}

::testing::AssertionResult near(const Array& a, const Array& b, double tolerance) {
  if (a.shape() != b.shape())
    return ::testing::AssertionFailure() << "shape " << to_string(a.shape()) << " against " << to_string(b.shape());
  const std::vector<double> x = a.to_vector<double>(), y = b.to_vector<double>();
  double scale = 1;
  for (const double value : y)
    if (std::isfinite(value)) scale = std::max(scale, std::abs(value));
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] == y[i] || (std::isnan(x[i]) && std::isnan(y[i])) || std::abs(x[i] - y[i]) <= tolerance * scale) continue;
    return ::testing::AssertionFailure() << "element " << i << " is " << x[i] << " against " << y[i] << "\n" << a << "\nagainst\n" << b;
  }
  return ::testing::AssertionSuccess();
}

double inner_product(const std::vector<Array>& a, const std::vector<Array>& b) {
  double total = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::vector<double> x = a[i].to_vector<double>(), y = b[i].to_vector<double>();
    total = std::inner_product(x.begin(), x.end(), y.begin(), total);
  }
  return total;
}

}  // namespace pellucid::inline v0
