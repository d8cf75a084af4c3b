// Neuron derivatives of every layer, wherever it stands, by every weight.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

#include <pellucid/error.hpp>
#include <pellucid/inspector.hpp>
#include <pellucid/operand.hpp>

namespace pellucid {
namespace {

const Array x({{0.5, -1.0, 2.0}, {1.5, 0.25, -0.75}});

// A layer called twice, and a model called twice that holds a layer.
Model nested() {
  set_seed(21);
  const Dense twice(3, {.activation = "tanh", .name = "twice"});
  const Sequential inner({Input({3}), Dense(3, {.activation = "tanh", .name = "deep"})}, {.name = "inner"});
  const Input in({3});
  const Variable first = inner(twice(in)), second = inner(twice(first));
  return Model(in, Dense(2, {.name = "out"})(second));
}

std::set<std::string> layers_of(const Arrays& slopes) {
  std::set<std::string> layers;
  for (const auto& [name, slope] : slopes) layers.insert(name.substr(0, name.find(':')));
  return layers;
}

TEST(Neurons, EveryCallOfEveryLayerWithWeightsIsNamed) {
  const Model model = nested();
  const Arrays slopes = Inspector(model).neuron_gradients(x);
  EXPECT_EQ(layers_of(slopes), (std::set<std::string>{"twice", "twice@1", "inner", "inner@1", "inner/deep", "inner@1/deep", "out"}));
  EXPECT_EQ(slopes.size(), 7 * model.weights().size());
}

TEST(Neurons, EachIsTheOneThatIsAskedForAlone) {
  const Inspector inspector(nested());
  const Arrays all = inspector.neuron_gradients(x);
  for (const std::string& layer : layers_of(all))
    for (const auto& [path, slope] : inspector.neuron_gradient(layer, 1, x))
      EXPECT_TRUE(all_close(all[layer + ":" + path].select({Slice{}, 1}), slope, {.absolute = 1e-6})) << layer << " by " << path;
}

TEST(Neurons, FrozenWeightsCount) {
  const Model model = nested();
  const Inspector inspector(model);
  const Arrays before = inspector.neuron_gradient("inner/deep", 0, x);
  model.get_layer("twice").set_trainable(false);
  const Arrays frozen = Inspector(model).neuron_gradient("inner/deep", 0, x);
  EXPECT_EQ(frozen.names(), before.names());
  EXPECT_EQ(frozen.size(), model.weights().size());
  EXPECT_TRUE(same_bits(frozen["twice/kernel"], before["twice/kernel"]));
  EXPECT_TRUE(Inspector(model).neuron_gradients(x).contains("twice:twice/kernel"));
}

// A layer of a user's own that calls another one, twice.
class Wrapper : public LayerDefinition {
 public:
  explicit Wrapper(Layer inner) : inner_(std::move(inner)) {}
  std::string_view kind() const override { return "Wrapper"; }
  std::shared_ptr<LayerDefinition> fresh() const override {
    return std::make_shared<Wrapper>(Layer(inner_.definition().fresh(), inner_.name(), inner_.trainable()));
  }
  Variables call(LayerCall&, const Variables& inputs) override { return {inner_(inner_(inputs[0]))}; }
  std::vector<Layer> sublayers() const override { return {inner_}; }

 private:
  Layer inner_;
};

TEST(Neurons, LayersInsideALayerAreItsOwn) {
  const Input in({3});
  const Layer wrapper(std::make_shared<Wrapper>(Dense(3, {.name = "core"})), "wrapper");
  const Model model(in, wrapper(in));
  EXPECT_EQ(model.layers().size(), 2U);
  EXPECT_EQ(model.weights().size(), 2U);
  EXPECT_EQ(layers_of(Inspector(model).neuron_gradients(x)), (std::set<std::string>{"wrapper", "wrapper/core", "wrapper/core@1"}));
  EXPECT_TRUE(same_bits(Inspector(model).read("wrapper/core@1/output", x), Inspector(model).read("wrapper/output", x)));
  const Model copy = model.clone();
  EXPECT_TRUE(same_bits(copy.predict(x), model.predict(x)));
}

TEST(Neurons, ALayerThatAnActivationCallsStandsInTheModel) {
  const Input in({3});
  const Dense gate(2, {.name = "gate"});
  const Model inner(in, Dense(2, {.activation = [gate](const Variable& v) { return v * gate(v); }, .name = "gated"})(in),
                    {.name = "inner"});
  EXPECT_EQ(inner.weights().size(), 4U);
  EXPECT_EQ(layers_of(Inspector(inner).neuron_gradients(x)), (std::set<std::string>{"gate", "gated"}));
  const Input outer_in({3});
  const Model outer(outer_in, inner(outer_in));
  EXPECT_EQ(outer.weights().size(), 4U);
  EXPECT_TRUE(same_bits(outer.predict(x), inner.predict(x)));
}

TEST(Neurons, WithNothingTrainedWeightsStandForNone) {
  const Model model = nested();
  model.set_trainable(false);
  EXPECT_TRUE(Inspector(model).gradient("out/output[0, 0]", {"weights"}, x).empty());
  EXPECT_TRUE(Inspector(model).read({}, x).empty());
}

TEST(Neurons, AWrongLayerNamesTheNearestCalls) {
  const Inspector inspector(nested());
  try {
    inspector.neuron_gradient("inner/dep", 0, x);
    FAIL();
  } catch (const NameError& error) {
    EXPECT_NE(std::string(error.what()).find("no layer is called 'inner/dep'"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("'inner/deep'"), std::string::npos) << error.what();
  }
}

TEST(Neurons, WeightsStandForThoseThatAreTrainedNow) {
  const Model model = nested();
  const Inspector inspector(model);
  EXPECT_EQ(inspector.gradient("out/output[0, 0]", {"weights"}, x).size(), 6U);
  model.get_layer("twice").set_trainable(false);
  EXPECT_EQ(inspector.gradient("out/output[0, 0]", {"weights"}, x).names(),
            (std::vector<std::string>{"inner/deep/kernel", "inner/deep/bias", "out/kernel", "out/bias"}));
  EXPECT_EQ(inspector.jacobian("out/output", {"weights", "input"}, x, true).size(), 5U);
  EXPECT_THROW(inspector.gradient("out/output[0, 0]", "weights", x), ValueError);
  EXPECT_THROW(inspector.jacobian("out/output", "weights", x), ValueError);
}

}  // namespace
}  // namespace pellucid
