// Slopes where a function has rounded to its limit: an output of 1.0 still has a derivative by what went into it.
#include <cmath>

#include <gtest/gtest.h>

#include <pellucid/pellucid.hpp>

namespace pellucid {
namespace {

double sigmoid_slope(double z) { return std::exp(-std::abs(z)) / std::pow(1 + std::exp(-std::abs(z)), 2); }
double tanh_slope(double z) { return 4 * sigmoid_slope(2 * z); }

double at(const Array& array, const Shape& position) { return array.astype(DType::float64).at<double>(position); }

void expect_close(double got, double wanted, const std::string& what) { EXPECT_NEAR(got, wanted, 1e-3 * std::abs(wanted)) << what; }

// The first weight, the kernel, is `z` throughout and all others are 0: so every pre-activation is z for x = 1.
void saturate(const Model& model, float z) {
  std::vector<Array> weights = model.get_weights();
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = Array::full(weights[i].shape(), i == 0 ? z : 0.0F);
  model.set_weights(weights);
}

using Gates = std::vector<std::pair<std::string, double (*)(double)>>;

void expect_slopes(const Layer& layer, const Gates& gates) {
  const Input x({1, 1});
  const Model model(Variables{x}, {layer(x)});
  const Array one = Array::full({2, 1, 1}, 1);
  for (const bool wide : {false, true})
    for (const double z : {20.0, -20.0, 40.0, -40.0}) {
      saturate(model, static_cast<float>(z));
      const Inspector inspector(model, {.float64 = wide});
      for (const auto& [gate, slope] : gates) {
        const std::string after = layer.name() + "/" + gate, before = after + "/pre_activation";
        const double wanted = slope(z);
        const Array by_gradient = inspector.gradient(after, {before}, one, {.reduce = "sum"})[before];
        expect_close(at(by_gradient, {0, 0, 0}), wanted, after + " by gradient");
        const Array full = inspector.jacobian(after, before, one);
        expect_close(at(full, {0, 0, 0, 0, 0, 0}), wanted, after + " by jacobian");
        EXPECT_EQ(at(full, {0, 0, 0, 1, 0, 0}), 0);
      }
    }
}

TEST(Saturation, EveryGateOfALstmHasItsSlope) {
  expect_slopes(LSTM(1, {.unit_forget_bias = false, .return_sequences = true}),
                {{"input_gate", sigmoid_slope}, {"forget_gate", sigmoid_slope}, {"output_gate", sigmoid_slope}, {"candidate", tanh_slope}});
}

TEST(Saturation, EveryGateOfAGruHasItsSlope) {
  for (const bool after : {true, false})
    expect_slopes(GRU(1, {.reset_after = after, .return_sequences = true}),
                  {{"update_gate", sigmoid_slope}, {"reset_gate", sigmoid_slope}, {"candidate", tanh_slope}});
}

// The other way through the graph: values by walking, derivatives of derivatives, a compiled function.
TEST(Saturation, ADenseLayerHasAllDerivatives) {
  for (const auto& [activation, first, second] : {std::tuple{"sigmoid", 4.24835426e-18, -4.24835426e-18},
                                                  {"tanh", 7.2194062e-35, -1.4438812e-34},
                                                  {"softplus", 1.0, 4.24835426e-18}}) {
    const Input x({1}, {.batch_size = 1});
    const Variable y = Dense(1, {.activation = activation, .name = "dense"})(x);
    const Model model(Variables{x}, {y});
    saturate(model, 40);
    const Variable z = y.owner()->inputs()[0];
    const Variable slope = gradient(y, z, {.reduce = "sum"}), curvature = gradient(slope, z, {.reduce = "sum"});
    const Variable one = constant(Array({{1.0F}})), forward = pushforward(pushforward(y, z, one), z, one);
    const std::vector<Array> results = Function({model.input()}, {y, slope, curvature, forward})({Array({{1.0F}})});
    expect_close(results[1].item<double>(), first, activation);
    expect_close(results[2].item<double>(), second, activation);
    expect_close(results[3].item<double>(), second, activation);
    expect_close(Inspector(model).jacobian("dense/output", "dense/pre_activation", Array({{1.0F}}), true).item<double>(), first,
                 activation);
  }
}

TEST(Saturation, ASoftmaxHasTheSlopesOfItsOneAndOfItsZero) {
  const Input x({2});
  const Model model(Variables{x}, {Activation("softmax", {.name = "softmax"})(x)});
  const Array logits({{40.0F, 0.0F}});
  for (const bool per_example : {true, false}) {
    const Array jacobian = Inspector(model).jacobian("softmax/output", "softmax/input", logits, per_example).reshape({4});
    for (std::int64_t i = 0; i < 4; ++i) expect_close(at(jacobian, {i}), i % 3 == 0 ? 4.24835426e-18 : -4.24835426e-18, std::to_string(i));
  }
}

}  // namespace
}  // namespace pellucid
