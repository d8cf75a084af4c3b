// Meanings about derivatives: against central differences, against each other, against the numbers of the sample; and batches.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>

#include "harness/application.hpp"
#include "harness/meaning.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr DerivativeOptions zero_if_disconnected = {.if_disconnected = IfDisconnected::zero};

// A sample ready to be differentiated; empty lists where it cannot be.
struct Differentiable {
  Application application;
  Variables of, wrt;
  std::vector<Array> wrt_values;

  Differentiable(const Op& op, const Sample& sample)
      : application(apply_to(op, sample)), of(of_of(application)), wrt(wrt_of(application, sample)) {
    for (std::size_t i = 0; i < application.inputs.size(); ++i)
      if (std::ranges::find(wrt, application.inputs[i]) != wrt.end()) wrt_values.push_back(application.values[i]);
  }
  bool is_empty() const { return of.empty() || wrt.empty(); }
  Given inputs() const { return given(application.inputs, application.values); }
  Targets targets(const Variables& variables) const { return {variables.begin(), variables.end()}; }

  /// The outputs where the inputs that are differentiated by are moved along the directions.
  std::vector<Array> moved(const std::vector<Array>& directions, double by) const {
    Given at = inputs();
    for (std::size_t i = 0; i < wrt.size(); ++i) {
      for (auto& [variable, value] : at) {
        if (variable != wrt[i]) continue;
        value = value.copy();
        const Array along = directions[i].contiguous();
        auto to = value.mutable_span<double>();
        for (std::size_t k = 0; k < to.size(); ++k) to[k] += by * along.span<double>()[k];
      }
    }
    return evaluate(of, at);
  }
};

// Fresh inputs of the types of `like`, with numbers.
struct Directions {
  Variables variables;
  std::vector<Array> values;
  Directions(const Variables& like, const std::vector<Array>& shapes, std::uint64_t seed) {
    for (std::size_t i = 0; i < like.size(); ++i) {
      variables.push_back(input("direction", like[i].dims(), like[i].dtype()));
      values.push_back(numbers(shapes[i].shape(), -1, 1, seed + i));
    }
  }
};

Given both(Given a, const Given& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::size_t check_gradient_of_order(const Op& op, const Sample& sample, int order) {
  const Differentiable it(op, sample);
  if (it.is_empty() || sample.kink) return 0;
  for (const Variable& of : it.of) {
    const GradientCheck result = check_gradient(of, it.targets(it.wrt), it.inputs(), {.order = order});
    EXPECT_TRUE(result) << result.to_string();
  }
  return it.of.size();
}

std::size_t check_refused_derivative(const Op& op, const Differentiable& it) {
  try {
    pullback(it.targets(it.of), it.targets(it.wrt), it.of);
    ADD_FAILURE() << "a derivative that is not defined was given";
  } catch (const UndefinedDerivativeError& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr(std::string(op.name)));
    EXPECT_THAT(error.what(), ::testing::HasSubstr(std::string(op.undefined_reason)));
  }
  return 1;
}

// The first input that is differentiated by moves all others as well, by a tenth of its sum: its derivative is that by itself and a tenth of those
// by the others.
std::size_t check_dependent_inputs(const Differentiable& it) {
  if (it.wrt.size() < 2) return 0;
  const Variable& first = it.wrt[0];
  const auto share = [](const Variable& x) { return 0.1 * vocabulary::sum(x); };
  std::vector<std::pair<Variable, Variable>> moved;
  for (std::size_t k = 1; k < it.wrt.size(); ++k)
    moved.emplace_back(it.wrt[k], it.wrt[k] + share(first) - share(constant(it.wrt_values[0])));
  const Variables of = replace(it.of, moved);
  const Directions v({first}, {it.wrt_values[0]}, 41), w(it.of, evaluate(it.of, it.inputs()), 51);
  const Given at = both(both(it.inputs(), given(v.variables, v.values)), given(w.variables, w.values));
  Variables along = {v.variables[0]};
  for (std::size_t k = 1; k < it.wrt.size(); ++k)
    along.push_back(vocabulary::broadcast(share(v.variables[0]), {{"dims", it.wrt[k].dims()}, {"axes", Axes{}}}));
  const std::vector<Array> expected = evaluate(pushforward(it.targets(it.of), it.targets(it.wrt), along, zero_if_disconnected), at);
  const std::vector<Array> pushed = evaluate(pushforward(it.targets(of), {first}, v.variables, zero_if_disconnected), at);
  const std::vector<Array> pulled = evaluate(pullback(it.targets(of), {first}, w.variables, zero_if_disconnected), at);
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_TRUE(near(pushed[i], expected[i], 1e-9)) << "forward, inputs that move others";
  const double forward = inner_product(expected, w.values), backward = inner_product(v.values, pulled);
  EXPECT_NEAR(forward, backward, 1e-9 * std::max(1.0, std::abs(forward))) << "reverse, inputs that move others";
  return 2;
}

}  // namespace

std::size_t check_pullback(const Op& op, const Sample& sample) {
  const Differentiable it(op, sample);
  if (it.is_empty()) return 0;
  if (op.derivative == Derivative::undefined) return check_refused_derivative(op, it);
  std::size_t compared = check_gradient_of_order(op, sample, 1) + (sample.kink ? 0 : check_dependent_inputs(it));
  if (sample.gradient.empty()) return compared;
  EXPECT_EQ(sample.gradient.size(), it.wrt.size());
  Variables ones;
  for (const Array& result : evaluate(it.of, it.inputs())) ones.push_back(constant(Array::full(result.shape(), 1, result.dtype())));
  const std::vector<Array> gradient = evaluate(pullback(it.targets(it.of), it.targets(it.wrt), ones, zero_if_disconnected), it.inputs());
  for (std::size_t i = 0; i < std::min(gradient.size(), sample.gradient.size()); ++i, ++compared)
    EXPECT_TRUE(near(gradient[i], sample.gradient[i], sample.tolerance)) << "gradient by input " << i;
  return compared;
}

std::size_t check_second(const Op& op, const Sample& sample) { return check_gradient_of_order(op, sample, 2); }

std::size_t check_pushforward(const Op& op, const Sample& sample) {
  const Differentiable it(op, sample);
  if (it.is_empty() || sample.kink) return 0;
  const Directions along(it.wrt, it.wrt_values, 11);
  const Variables pushed = pushforward(it.targets(it.of), it.targets(it.wrt), along.variables, zero_if_disconnected);
  const std::vector<Array> derived = evaluate(pushed, both(it.inputs(), given(along.variables, along.values)));
  constexpr double step = 1e-5;
  const std::vector<Array> after = it.moved(along.values, step), before = it.moved(along.values, -step);
  for (std::size_t i = 0; i < derived.size(); ++i) {
    Array measured = Array::zeros(after[i].shape(), DType::float64);
    const std::vector<double> high = after[i].to_vector<double>(), low = before[i].to_vector<double>();
    for (std::size_t k = 0; k < high.size(); ++k) measured.mutable_span<double>()[k] = (high[k] - low[k]) / (2 * step);
    EXPECT_TRUE(near(derived[i], measured, 1e-6)) << "output " << i;
  }
  return derived.size();
}

std::size_t check_adjoint(const Op& op, const Sample& sample) {
  const Differentiable it(op, sample);
  if (it.is_empty()) return 0;
  const Directions v(it.wrt, it.wrt_values, 21), w(it.of, evaluate(it.of, it.inputs()), 31);
  const std::vector<Array> pushed = evaluate(pushforward(it.targets(it.of), it.targets(it.wrt), v.variables, zero_if_disconnected),
                                             both(it.inputs(), given(v.variables, v.values)));
  const std::vector<Array> pulled = evaluate(pullback(it.targets(it.of), it.targets(it.wrt), w.variables, zero_if_disconnected),
                                             both(it.inputs(), given(w.variables, w.values)));
  const double forward = inner_product(pushed, w.values), backward = inner_product(v.values, pulled);
  EXPECT_NEAR(forward, backward, 1e-12 * std::max(1.0, std::abs(forward)));
  return 1;
}

// Example 0 of a batched input is the value itself, example 1 has its elements in reverse order.
std::size_t check_vectorized(const Op& op, const Sample& sample) {
  const Application application = apply_to(op, sample);
  const std::size_t count = application.inputs.size();
  std::vector<Array> reversed, stacked;
  for (const Array& value : application.values) {
    reversed.push_back(value.reshape({value.size()}).slice(0, {.step = -1}).reshape(value.shape()));
    Shape shape = value.shape();
    shape.insert(shape.begin(), 2);
    stacked.push_back(Array::zeros(shape, value.dtype()));
    stacked.back().select("[0]").assign(value);
    stacked.back().select("[1]").assign(reversed.back());
  }
  std::size_t compared = 0;
  for (std::size_t subset = 1; subset < (std::size_t{1} << count); ++subset) {
    const bool is_last = subset + 1 == std::size_t{1} << count;  // for all inputs, the number of examples is not known either
    const Dim size = is_last ? Dim::named("examples") : Dim(2);
    Variables inputs, batched;
    Given at;
    std::vector<Array> second = application.values;
    for (std::size_t i = 0; i < count; ++i) {
      if ((subset >> i & 1) == 0) {
        at.emplace_back(application.inputs[i], application.values[i]);
        continue;
      }
      Dims dims = application.inputs[i].dims();
      dims.insert(dims.begin(), size);
      inputs.push_back(application.inputs[i]);
      batched.push_back(input("batched", dims, application.inputs[i].dtype()));
      at.emplace_back(batched.back(), stacked[i]);
      second[i] = reversed[i];
    }
    const std::vector<Array> results = evaluate(vectorize(application.outputs, inputs, batched, size), at);
    const std::vector<Array> first = run(application), other = evaluate(application.outputs, given(application.inputs, second));
    for (std::size_t i = 0; i < results.size(); ++i, ++compared) {
      EXPECT_TRUE(near(results[i].select("[0]"), first[i], 1e-13)) << "example 0 of output " << i << ", inputs " << subset;
      EXPECT_TRUE(near(results[i].select("[1]"), other[i], 1e-13)) << "example 1 of output " << i << ", inputs " << subset;
    }
  }
  return compared;
}

}  // namespace pellucid::inline v0
