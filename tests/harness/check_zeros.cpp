// The meaning about what does not count: cotangents and tangents of 0 give derivatives of 0 where slopes are infinite or NaN, and an example
// that is undefined leaves the derivatives of the others alone. Evaluated and compiled.
#include <limits>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "harness/application.hpp"
#include "harness/meaning.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::array edges = {0.0, infinity, nan, -1.0, -infinity, 1.0, -0.0, 1e300, -1e-310, 0.5};

Array at_edges(const Shape& shape, std::size_t first) {
  Array array = Array::uninitialized(shape, DType::float64);
  for (double& element : array.mutable_span<double>()) element = edges[first++ % edges.size()];
  return array;
}
Array all_at(const Shape& shape, double value) { return Array::full(shape, value, DType::float64); }

// A sample with its cotangents and tangents as inputs.
struct Derived {
  Application application;
  Variables of, wrt, cotangents, tangents, pulled, pushed;
  std::vector<std::size_t> positions;  // of wrt among the inputs

  Derived(const Op& op, const Sample& sample)
      : application(apply_to(op, sample)), of(of_of(application)), wrt(wrt_of(application, sample)) {
    for (const Variable& one : of) cotangents.push_back(input("cotangent", one.dims(), one.dtype()));
    for (std::size_t i = 0; i < application.inputs.size(); ++i)
      if (std::ranges::find(wrt, application.inputs[i]) != wrt.end()) positions.push_back(i);
    for (const Variable& one : wrt) tangents.push_back(input("tangent", one.dims(), one.dtype()));
    if (of.empty() || wrt.empty()) return;
    const Targets outputs(of.begin(), of.end()), inputs(wrt.begin(), wrt.end());
    constexpr DerivativeOptions zero = {.if_disconnected = IfDisconnected::zero};
    pulled = pullback(outputs, inputs, cotangents, zero);
    pushed = pushforward(outputs, inputs, tangents, zero);
  }
  Variables all_inputs() const { return joined({application.inputs, cotangents, tangents}); }
  Variables derivatives() const { return joined({pulled, pushed}); }

  static Variables joined(const std::vector<Variables>& parts) {
    Variables all;
    for (const Variables& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
  }
};

Shape shape_of(const Variable& variable) {
  Shape shape;
  for (const Dim& extent : variable.dims()) shape.push_back(extent.value());
  return shape;
}

std::size_t expect_zeros(const std::vector<Array>& derivatives, const char* how, std::size_t first_edge) {
  for (std::size_t i = 0; i < derivatives.size(); ++i)
    for (const double element : derivatives[i].to_vector<double>())
      EXPECT_EQ(element, 0) << how << ", derivative " << i << ", edges from " << first_edge << "\n" << derivatives[i];
  return derivatives.size();
}

std::size_t check_zero_flows(const Derived& it) {
  const Function compiled(it.all_inputs(), it.derivatives());
  std::size_t compared = 0;
  for (std::size_t first = 0; first < edges.size(); ++first) {
    std::vector<Array> values = it.application.values;
    for (std::size_t k = 0; k < it.positions.size(); ++k)
      values[it.positions[k]] = at_edges(values[it.positions[k]].shape(), first + 3 * k);
    for (const Variable& flow : Derived::joined({it.cotangents, it.tangents})) values.push_back(all_at(shape_of(flow), 0));
    compared += expect_zeros(evaluate(it.derivatives(), given(it.all_inputs(), values)), "evaluated", first);
    compared += expect_zeros(compiled(values), "compiled", first);
  }
  return compared;
}

// Example 0 is the sample, example 1 the same at the edges.
std::size_t check_examples(const Derived& it) {
  Variables inputs, batched;
  std::vector<Array> alone = it.application.values, together;
  const Variables flows = Derived::joined({it.cotangents, it.tangents});
  for (const Variable& flow : flows) alone.push_back(all_at(shape_of(flow), 1));
  std::vector<bool> is_moved(alone.size(), false);
  for (const std::size_t position : it.positions) is_moved[position] = true;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    const Variable own = it.all_inputs()[i];
    Dims dims = own.dims();
    dims.insert(dims.begin(), 2);
    batched.push_back(input("batched", dims, own.dtype()));
    Shape shape = alone[i].shape();
    shape.insert(shape.begin(), 2);
    together.push_back(Array::zeros(shape, own.dtype()));
    together.back().select("[0]").assign(alone[i]);
    together.back().select("[1]").assign(is_moved[i] ? at_edges(alone[i].shape(), 1) : alone[i]);
  }
  const Variables derivatives = vectorize(it.derivatives(), it.all_inputs(), batched, 2);
  const std::vector<Array> expected = evaluate(it.derivatives(), given(it.all_inputs(), alone)),
                           evaluated = evaluate(derivatives, given(batched, together)), compiled = Function(batched, derivatives)(together);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_TRUE(near(evaluated[i].select("[0]"), expected[i], 1e-12)) << "derivative " << i << " of an example beside an undefined one";
    EXPECT_TRUE(near(compiled[i].select("[0]"), expected[i], 1e-12)) << "derivative " << i << " of an example, compiled";
  }
  return 2 * expected.size();
}

}  // namespace

std::size_t check_zeros(const Op& op, const Sample& sample) {
  const Derived it(op, sample);
  return it.derivatives().empty() ? 0 : check_zero_flows(it) + check_examples(it);
}

}  // namespace pellucid::inline v0
