// `ops::split`, which gives several values.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>
#include <pellucid/ops.hpp>

#include "harness/refuses.hpp"
#include "harness/sample.hpp"

namespace pellucid::inline v0 {
namespace {

std::vector<Array> run(const std::vector<Variable>& parts, const Variable& x, const Array& value) { return evaluate(parts, {{x, value}}); }

TEST(Split, CutsIntoSections) {
  const Variable x = input("x", {2, 6}, DType::float64);
  const Array value = numbers({2, 6});
  const std::vector<Array> parts = run(ops::split(x, {.sections = 3, .axis = 1}), x, value);
  ASSERT_EQ(parts.size(), 3);
  EXPECT_TRUE(equal(parts[0], value.select("[:, 0:2]")));
  EXPECT_TRUE(equal(parts[1], value.select("[:, 2:4]")));
  EXPECT_TRUE(equal(parts[2], value.select("[:, 4:6]")));
  EXPECT_EQ(ops::split(x, {.sections = 2})[1].dims(), (Dims{1, 6}));
  EXPECT_EQ(ops::split(x, {.sections = 1}), Variables{x});
  EXPECT_EQ(ops::split(input("none", {0, 2}), {.sections = 2})[1].dims(), (Dims{0, 2}));
}

TEST(Split, CutsAtPositions) {
  const Variable x = input("x", {Dim::named("time"), 3}, DType::float64);
  const Array value = numbers({7, 3});
  const std::vector<Array> parts = run(ops::split(x, {.at = {0, 2, 2, -1}}), x, value);
  ASSERT_EQ(parts.size(), 5);
  EXPECT_EQ(parts[0].shape(), (Shape{0, 3}));
  EXPECT_TRUE(equal(parts[1], value.select("[0:2]")));
  EXPECT_EQ(parts[2].shape(), (Shape{0, 3}));
  EXPECT_TRUE(equal(parts[3], value.select("[2:6]")));
  EXPECT_TRUE(equal(parts[4], value.select("[6:7]")));
  EXPECT_EQ(ops::split(x, {.at = std::vector<std::int64_t>{}}), Variables{x});
}

TEST(Split, EachPartHasItsOwnDerivative) {
  const Variable x = input("x", {4}, DType::float64);
  const std::vector<Variable> parts = ops::split(x, {.sections = 2});
  const Array slope = evaluate({gradient(ops::sum(parts[0] * 2 + parts[1] * 3), x)}, {{x, numbers({4})}})[0];
  EXPECT_TRUE(equal(slope, float64({2, 2, 3, 3})));
}

TEST(Split, RefusesWhatDoesNotFit) {
  const Variable x = input("x", {5, 3}), open = input("open", {Dim::named("time")});
  EXPECT_THAT([&] { ops::split(x, {.sections = 2}); }, refuses<ShapeError>("split", "no multiple", "axis 0 of x"));
  EXPECT_THAT([&] { ops::split(x, {.sections = 0}); }, refuses<ValueError>("'sections' is too small"));
  EXPECT_THAT([&] { ops::split(open, {.sections = 2}); }, refuses<ShapeError>("unknown extent", "`at`"));
  EXPECT_THAT([&] { ops::split(x, {}); }, refuses<ValueError>("neither 'sections' nor 'at'"));
  EXPECT_THAT([&] { ops::split(x, {.sections = 1, .at = {1}}); }, refuses<ValueError>("both given"));
  EXPECT_THAT([&] { ops::split(x, {.at = {3, 2}}); }, refuses<IndexError>("ascending positions from 0 to 5", "[3, 2]"));
  EXPECT_THAT([&] { ops::split(x, {.at = {6}}); }, refuses<IndexError>("do not fit"));
  EXPECT_THAT([&] { ops::split(x, {.at = {-6}}); }, refuses<IndexError>("do not fit"));
  EXPECT_THAT([&] { ops::split(x, {.sections = 1, .axis = 2}); }, refuses<IndexError>("split", "2"));
  EXPECT_THAT([&] { ops::split(Variable(), {.sections = 1}); }, refuses<StateError>("empty"));
}

// Of an extent that is not known: each call sees whether it has two.
TEST(Halves, of_glu_are_found_in_each_call) {
  const Variable x = input("x", {2, unknown}, DType::float64);
  const Function f({x}, {ops::glu(x)});
  EXPECT_EQ(f({Array::zeros({2, 4}, DType::float64)})[0].shape(), (Shape{2, 2}));
  EXPECT_THROW(f({Array::zeros({2, 3}, DType::float64)}), ShapeError);
}

}  // namespace
}  // namespace pellucid::inline v0
