// Names that users' own layers give to weights and values.
#include "nn/support.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid {
namespace {

// A layer that names its weights and values as it is told.
class Own : public LayerDefinition {
 public:
  Own(std::vector<std::string> weights, std::vector<std::string> values)
      : weight_names_(std::move(weights)), value_names_(std::move(values)) {}
  std::string_view kind() const override { return "Own"; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<Own>(weight_names_, value_names_); }
  void build(LayerBuilder& builder, const std::vector<Type>& inputs) override {
    for (const std::string& name : weight_names_) weights_.push_back(builder.weight(name, {inputs[0].dims.back()}, "ones"));
  }
  Variables call(LayerCall& call, const Variables& inputs) override {
    Variable x = inputs[0];
    for (const SharedVariable& weight : weights_) x = x * weight;
    for (const std::string& name : value_names_) x = call.place(name, x);
    return {x};
  }

 private:
  std::vector<std::string> weight_names_, value_names_;
  std::vector<SharedVariable> weights_;
};

Model with(const std::vector<std::string>& weights, const std::vector<std::string>& values) {
  const Input in({3});
  return Model(in, Layer(std::make_shared<Own>(weights, values), "own")(in));
}

TEST(NamesWithin, AreReadByPath) {
  const Model model = with({"scale", "group/scale"}, {"scaled", "gate/pre_activation"});
  for (const std::string path : {"own/scale", "own/group/scale", "own/scaled", "own/gate/pre_activation"})
    EXPECT_EQ(model.value(path).variable.path().empty(), path.ends_with("scale")) << path;
}

TEST(NamesWithin, OfValuesThatNoPathCouldHoldAreRefused) {
  for (const std::string name : {"", "a[0]", "[", "a]", "../x", "a/../b", "/a", "a/", "a//b", "a\\b", "a\nb", "\xff"})
    expect_refusal<ValueError>([&] { with({}, {name}); }, {"[Own 'own'] a value cannot be named", "\"pre_activation\""});
}

TEST(NamesWithin, OfWeightsThatNoFileCouldHoldAreRefused) {
  for (const std::string name : {"", "../x", "/a", "a\\b", "a\nb"})
    expect_refusal<ValueError>([&] { with({name}, {}); }, {"[own] a weight cannot be named"});
}

TEST(NamesWithin, TwoWeightsOfOneName) {
  expect_refusal<NameError>([] { with({"scale", "scale"}, {}); }, {"[own] two weights of the layer are named 'scale'"});
}

TEST(NamesWithin, TwoValuesOfOneName) {
  const std::string said = "the layer 'own' gives two of its values or weights one name";
  expect_refusal<NameError>([] { with({}, {"a", "a"}); }, {"the path 'own/a' is of two values", said});
  expect_refusal<NameError>([] { with({"a"}, {"a"}); }, {"the path 'own/a' is of two values", said});
  expect_refusal<NameError>([] { with({}, {"output"}); }, {"the path 'own/output' is of two values", said, "not 'input' or 'output'"});
}

// The layer can be called again with names that differ.
TEST(NamesWithin, ARefusedLayerIsNotBuilt) {
  const Layer layer(std::make_shared<Own>(std::vector<std::string>{"a", "a"}, std::vector<std::string>()), "own");
  EXPECT_THROW(layer(Input({3})), NameError);
  EXPECT_FALSE(layer.built());
  EXPECT_TRUE(layer.weights().empty());
}

}  // namespace
}  // namespace pellucid
