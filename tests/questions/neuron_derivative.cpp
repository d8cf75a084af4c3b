// What is the derivative of one neuron with respect to the weights?
#include "questions/answers.hpp"

namespace pellucid {
namespace {

Dense relu(std::int64_t units) { return Dense(units, {.activation = "relu", .use_bias = false}); }

// The gradient of the squared error for a label one above the prediction: -2 times the neuron's own derivative.
std::vector<Array> loss_gradient(const Model& model, const Array& x) {
  const Variable y = input("y", {Dim::named("batch"), 1});
  const std::vector<SharedVariable> weights = model.trainable_weights();
  const Variable loss = Loss("mean_squared_error")(y, model.output());
  const Variables gradients = gradient(loss, Targets(weights.begin(), weights.end()), {.reduce = "mean"});
  Array label = model.predict(x).copy();
  label.set({0, 0}, label.at<float>({0, 0}) + 1);
  return Function({model.input(), y}, gradients)({x, label});
}

// A copy that ends in neuron k of layer l; `column` takes W[:, k], where the question took W[k, :].
Sequential cut_at(const Sequential& model, std::int64_t layer, std::int64_t neuron, bool column) {
  const std::vector<Layer> layers = model.layers();
  const auto count = static_cast<std::int64_t>(layers.size());
  const Sequential cut = column && layer == 0 ? Sequential({Input({3})}) : model.clone();
  while (static_cast<std::int64_t>(cut.layers().size()) > layer) cut.pop();
  const Array kernel = layers[static_cast<std::size_t>(layer)].get_weights()[0];
  const Array taken = column               ? kernel.slice(1, {.start = neuron, .stop = neuron + 1})
                      : layer == count - 1 ? kernel
                                           : kernel.slice(0, {.start = neuron, .stop = neuron + 1});
  const Dense last = relu(1);
  cut.add(last);
  last.set_weights({taken.copy().reshape({-1, 1})});
  cut.compile({.optimizer = "sgd", .loss = "mean_squared_error"});
  return cut;
}

TEST(Questions, NeuronDerivative) {
  Answers answers("neuron_derivative");
  const Sequential model({Input({3}), relu(4), relu(4), relu(1)});
  model.compile({.optimizer = "sgd", .loss = "mean_squared_error"});
  model.set_weights(answers.weights());
  const Array x = answers.data("x").reshape({1, 3});
  const std::vector<std::int64_t> units = {4, 4, 1};
  const auto expect = [&](const std::string& way, std::int64_t layer, std::int64_t neuron, const std::vector<Array>& values,
                          double factor = 1) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      Array scaled = values[i].copy();
      for (float& value : scaled.mutable_span<float>()) value = static_cast<float>(value * factor);
      answers.expect(way + "/" + std::to_string(layer) + "/" + std::to_string(neuron) + "/w" + std::to_string(i), scaled, untrained);
    }
  };
  std::vector<SharedVariable> weights;
  for (std::int64_t layer = 0; layer < 3; ++layer) {
    weights.push_back(model.get_layer(layer).weights()[0]);
    for (std::int64_t neuron = 0; neuron < units[static_cast<std::size_t>(layer)]; ++neuron) {
      if (layer > 0)
        expect("asked", layer, neuron, loss_gradient(cut_at(model, layer, neuron, false), x));  // of layer 0 the question's code failed
      expect("submodel", layer, neuron, loss_gradient(cut_at(model, layer, neuron, true), x), -0.5);
      // Without a copy, a label or a loss.
      const Variables own = gradient(model.get_layer(layer).output().at({0, neuron}), Targets(weights.begin(), weights.end()));
      expect("neuron", layer, neuron, Function({model.input()}, own)({x}));
    }
  }
  answers.expect_all(41);
}

TEST(Questions, NeuronDerivativeByWeightsThatDoNotMatter) {
  const Sequential model({Input({3}), relu(4), relu(4)});
  const std::vector<SharedVariable> weights = model.trainable_weights();
  EXPECT_THROW(gradient(model.get_layer(0).output().at({0, 0}), Targets(weights.begin(), weights.end())), DisconnectedError);
}

}  // namespace
}  // namespace pellucid
