// A Sequential that grows or shrinks after its Inspector was made.
#include <gtest/gtest.h>

#include <pellucid/error.hpp>
#include <pellucid/inspector.hpp>

namespace pellucid {
namespace {

const Array x({{0.5, -1.0, 2.0}, {1.5, 0.25, -0.75}});

TEST(ModelsThatChange, AreAskedAsTheyAre) {
  const Sequential model({Input({3}), Dense(4, {.name = "a"}), Dense(2, {.name = "b"})});
  const Inspector inspector(model);
  EXPECT_EQ(inspector.neuron_gradients(x).size(), 8U);
  EXPECT_EQ(inspector.gradient("a/output[0, 0]", {"weights"}, x, {.zero_if_disconnected = true}).size(), 4U);
  model.pop();
  EXPECT_THROW(inspector.read("b/output", x), NameError);
  EXPECT_EQ(inspector.neuron_gradients(x).size(), 2U);
  EXPECT_EQ(inspector.gradient("a/output[0, 0]", {"weights"}, x).size(), 2U);
  model.add(Dense(3, {.name = "b"}));
  EXPECT_EQ(inspector.read("b/output", x).shape(), (Shape{2, 3}));
  EXPECT_TRUE(same_bits(inspector.read("b/output", x), model.predict(x)));
  EXPECT_EQ(inspector.jacobian("b/output", "input", x, true).shape(), (Shape{2, 3, 3}));
}

TEST(ModelsThatChange, AnswersOfCopiesFollow) {
  const Sequential model({Input({3}), Dense(4, {.name = "a"})});
  const Inspector inspector(model, {.float64 = true});
  const Inspector copy = inspector;  // NOLINT(performance-unnecessary-copy-initialization): the copy is what is asked
  EXPECT_EQ(copy.read("a/output", x).shape(), (Shape{2, 4}));
  model.add(Dense(2, {.name = "b"}));
  EXPECT_EQ(copy.read("b/output", x).dtype(), DType::float64);
  EXPECT_EQ(inspector.read("b/output", x).shape(), (Shape{2, 2}));
}

TEST(ModelsThatChange, AModelAroundThemStaysAsItIs) {
  const Sequential inner({Input({3}), Dense(4, {.name = "a"}), Dense(2, {.name = "b"})}, {.name = "inner"});
  const Sequential outer({Input({3}), inner, Dense(1, {.name = "c"})});
  const Inspector inspector(outer);
  const Array before = inspector.read("inner/b/output", x);
  inner.pop();
  EXPECT_TRUE(same_bits(inspector.read("inner/b/output", x), before));
}

TEST(ModelsThatChange, WithoutALayerThereIsNothingToAsk) {
  const Sequential model({Input({3}), Dense(4, {.name = "a"})});
  const Inspector inspector(model);
  model.pop();
  EXPECT_THROW(inspector.read("a/output", x), NameError);
  EXPECT_EQ(inspector.read("input", x).shape(), x.shape());
}

}  // namespace
}  // namespace pellucid
