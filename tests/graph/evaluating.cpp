// The reference evaluator, and shared variables.
#include <gtest/gtest.h>

#include <pellucid/error.hpp>

#include "graph/toy.hpp"
#include "harness/refuses.hpp"

namespace pellucid {
namespace {

const Dim batch = Dim::named("batch");

TEST(Evaluate, RunsNodesOneByOne) {
  const Variable x = input("x", {batch}), y = place(toy::add(x, x), "p");
  const Array value = evaluate({toy::add(y, x)}, {{x, Array({1., 2.})}})[0];
  EXPECT_EQ(value.to_vector<float>(), (std::vector<float>{3, 6}));
}

TEST(Evaluate, InFloat64LiteralsKeepTheirDigits) {
  const Variable x = input("x", {});
  const Variable y = toy::add(x, 0.1);
  EXPECT_DOUBLE_EQ(evaluate({y}, {{x, Array(Number(0.2), DType::float64)}}, {.float64 = true})[0].item<double>(), 0.1 + 0.2);
  EXPECT_EQ(evaluate({y}, {{x, Array(0.2)}})[0].dtype(), DType::float32);
}

TEST(Evaluate, InFloat64ConstantsAreWidened) {
  EXPECT_EQ(evaluate({constant(Array({1., 2.}))}, {}, {.float64 = true})[0].dtype(), DType::float64);
  EXPECT_EQ(evaluate({constant(Array({1, 2}, DType::int8))}, {}, {.float64 = true})[0].dtype(), DType::int8);
}

TEST(Evaluate, ReadsSharedVariables) {
  const SharedVariable w(Array({1., 2.}), "w");
  const Variable y = toy::add(w, w);
  EXPECT_EQ(evaluate({y}, {})[0].to_vector<float>(), (std::vector<float>{2, 4}));
  EXPECT_EQ(evaluate({y}, {}, {.float64 = true})[0].dtype(), DType::float64);
}

TEST(Evaluate, NamesWhatIsMissingOrMisshapen) {
  const Variable x = input("x", {batch, 3});
  EXPECT_THAT([&] { evaluate({x}, {}); }, refuses<ValueError>("no value is given for the input x"));
  const Variable y = input("y", {batch});
  EXPECT_THAT([&] { evaluate({toy::add(place(y, "p"), input("z", {batch}))}, {{y, Array({1., 2.})}}, {.float64 = true}); },
              refuses<ValueError>("no value is given for the input z float32[batch]"));
  EXPECT_THAT([] { evaluate({parameter(0, {DType::float32, {}})}, {}); }, refuses<ValueError>("no value is given for the input"));
  EXPECT_THAT([&] { evaluate({x}, {{x, Array({1., 2.})}}); }, refuses<ShapeError>("the array has rank 1", "rank 2, [batch, 3]"));
}

TEST(Shared, HoldsAValueOfItsOwn) {
  Array start({1., 2.});
  const SharedVariable w(start, "w");
  start.set({0}, 5.0);
  Array got = w.get_value();
  EXPECT_FLOAT_EQ(got.at<float>({0}), 1);
  got.set({0}, 7.0);
  EXPECT_FLOAT_EQ(w.borrow().at<float>({0}), 1);
  w.set_value(Array({3, 4}));
  EXPECT_FLOAT_EQ(w.get_value().at<float>({1}), 4);
  EXPECT_THROW(w.set_value(Array({1., 2., 3.})), ShapeError);
  EXPECT_FLOAT_EQ(w.get_value().at<float>({1}), 4);
  EXPECT_EQ(w.name(), "w");
}

TEST(Shared, IsFoundBehindAVariable) {
  const SharedVariable w(Array({1.}), "w");
  ASSERT_TRUE(SharedVariable::find(w.variable()));
  EXPECT_EQ(SharedVariable::find(w.variable())->variable(), w.variable());
  EXPECT_FALSE(SharedVariable::find(constant(1.0)));
  EXPECT_NE(SharedVariable(Array({1.}), "w").variable(), w.variable());
}

}  // namespace
}  // namespace pellucid
