// Walking as in Theano and TensorFlow; finding, replacing, printing, bodies.
#include <gtest/gtest.h>

#include <pellucid/error.hpp>

#include "graph/scan.hpp"
#include "graph/specialise.hpp"
#include "graph/toy.hpp"
#include "graph/walk.hpp"
#include "harness/refuses.hpp"

namespace pellucid {
namespace {

const Dim batch = Dim::named("batch");

TEST(Walking, OwnerStepsOverPlacesAndInputsShowThem) {
  const Variable x = input("x", {batch});
  const Variable inner = place(toy::add(x, x), "d/pre_activation");
  const Variable outer = place(toy::tag(inner, std::int64_t{0}), "d/output");
  EXPECT_EQ(outer.owner()->kind(), "tagged");
  EXPECT_EQ(outer.owner()->inputs()[0], inner);
  EXPECT_EQ(outer.op().inputs()[0].path(), "d/pre_activation");
  EXPECT_FALSE(x.owner());
  EXPECT_EQ(outer.owner()->outputs().size(), 1U);
  for (const Variable& value : outer.owner()->inputs()) EXPECT_EQ(value.rank(), 1U);
}

TEST(Walking, AncestorsComeBeforeTheirUsers) {
  const Variable x = input("x", {batch}), y = toy::add(x, 1), z = toy::add(y, x);
  const Variables all = ancestors({z});
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all.back(), z);
  EXPECT_EQ(find({z}, "x"), x);
}

TEST(Walking, AnUnknownNameGetsTheNearest) {
  const Variable z = place(toy::add(input("x", {batch}), 1), "dense/output");
  try {
    find({z}, "dense/outptu");
    FAIL();
  } catch (const NameError& error) {
    EXPECT_NE(std::string(error.what()).find("'dense/output'"), std::string::npos);
  }
}

TEST(Walking, PrintIsStable) {
  const Variable x = input("x", {batch, 3});
  const Variable y = place(toy::tag(toy::add(x, 0.5), Axes{1}), "d/output");
  EXPECT_EQ(print({y}),
            "graph 1\n"
            "%0: float32[batch, 3] = input() name=\"x\"\n"
            "%1: float32[] = literal() value=0.5\n"
            "%2: float32[batch, 3] = plus(%0, %1)\n"
            "%3: float32[batch, 3] = tagged(%2) tag=[1]\n"
            "%4: float32[batch, 3] = place(%3) path=\"d/output\"\n"
            "return %4\n");
}

TEST(Walking, OneLineTexts) {
  const Variable x = input("x", {batch, 3}), y = toy::tag(x, std::string("t"));
  EXPECT_EQ(x.to_string(), "x float32[batch, 3]");
  EXPECT_EQ(y.to_string(), "tagged.0 float32[batch, 3]");
  EXPECT_EQ(y.owner()->to_string(), "tagged(x, tag=\"t\")");
  EXPECT_EQ(Variable().to_string(), "(empty)");
  EXPECT_EQ(constant(2.5).to_string(), "2.5 float32[]");
  EXPECT_EQ(Target(y, Selection::parse("[0]")).to_string(), "tagged.0 float32[batch, 3][0]");
  EXPECT_EQ(Target(y, std::nullopt, "a/b").to_string(), "a/b");
}

TEST(Walking, DotNamesNodesAndEscapes) {
  const std::string dot = to_dot({place(input("a\"b", {1}), "p")});
  EXPECT_NE(dot.find("label=\"a\\\"b\\nfloat32[1]\""), std::string::npos) << dot;
  EXPECT_NE(dot.find("n0 -> n1"), std::string::npos);
}

TEST(Bodies, CloseOverCapturesTheLargestOutsideParts) {
  const Variable x = input("x", {2}), w = input("w", {2}), outside = toy::add(w, 1);
  const Closure closure = close_over({x}, {toy::add(toy::add(x, outside), 2.0)});
  ASSERT_EQ(closure.captured.size(), 1U);
  EXPECT_EQ(closure.captured[0], outside);
  EXPECT_EQ(closure.body->inputs().size(), 2U);
  EXPECT_EQ(instantiate(*closure.body, {w, x})[0], toy::add(toy::add(w, x), 2.0));
}

TEST(Bodies, WhatIsMadeOfConstantsStaysInsideButNoPlace) {
  const Variable x = input("x", {2}), one = constant(Array({1., 1.}));
  EXPECT_TRUE(close_over({x}, {toy::add(x, toy::add(one, 2.0))}).captured.empty());
  const Variable known = place(one, "known");
  EXPECT_EQ(close_over({x}, {toy::add(x, known)}).captured, Variables{known});
}

TEST(Bodies, EqualBodiesAreEqualWhateverTheyWereWrittenOver) {
  const Variable x = input("x", {2}), y = input("y", {2});
  EXPECT_EQ(*close_over({x}, {toy::add(x, 1)}).body, *close_over({y}, {toy::add(y, 1)}).body);
}

TEST(Bodies, AnOutputFromOutsideIsCaptured) {
  const Variable x = input("x", {2}), w = input("w", {2});
  const Closure closure = close_over({x}, {w, x});
  EXPECT_EQ(closure.captured, Variables{w});
}

TEST(Specialise, MakesDimsKnownAndFloat64) {
  const Variable x = input("x", {batch}), y = toy::tag(toy::add(x, 0.1), Dims{batch * 2});
  std::unordered_map<Variable, Variable> known = {{x, input("x", {3}, DType::float64)}};
  const Variable wide = specialise({y}, {.dims = {{"batch", 3}}, .float64 = true}, known)[0];
  EXPECT_EQ(wide.type(), (Type{DType::float64, {3}}));
  EXPECT_EQ(wide.owner()->attributes()[0].second, "[6]");
}

TEST(Specialise, BindNamesWhatDoesNotFit) {
  Bindings bindings;
  bind_dims({batch, 3}, {4, 3}, bindings, "input 'x'");
  EXPECT_EQ(bindings.at("batch"), 4);
  EXPECT_THAT([&] { bind_dims({batch}, {5}, bindings, "input 'y'"); },
              refuses<ShapeError>("[input 'y']", "axis 0 does not fit", "batch = 4 as in the inputs before", "received [5]"));
  EXPECT_THAT([&] { bind_dims({batch, 3}, {4, 2}, bindings, "input 'x'"); },
              refuses<ShapeError>("axis 1 does not fit", "expected 3 in [batch, 3]; received [4, 2]"));
  EXPECT_THAT([&] { bind_dims({batch, 3}, {4}, bindings, "input 'x'"); },
              refuses<ShapeError>("the array has rank 1", "expected rank 2, [batch, 3]; received [4]", "axis may be missing"));
  EXPECT_THAT([&] { bind_dims({batch * 2}, {7}, bindings, "input 'z'"); }, refuses<ShapeError>("expected 2*batch = 8; received [7]"));
  bind_dims({batch * 2}, {8}, bindings, "input 'z'");
}

TEST(Walking, AnEmptyVariableIsRefusedByAll) {
  const Variable empty;
  EXPECT_THROW(ancestors({empty}), StateError);
  EXPECT_THROW(find({empty}, "x"), StateError);
  EXPECT_THROW(print({empty}), StateError);
  EXPECT_THROW(to_dot({empty}), StateError);
  EXPECT_THROW(evaluate({empty}, {}), StateError);
  EXPECT_THROW(SharedVariable().get_value(), StateError);
}

TEST(Printing, ANameStaysOnItsLine) {
  const Variable x = input("a\"b\nc", {batch});
  EXPECT_NE(print({x}).find(R"(name="a\"b\nc")"), std::string::npos) << print({x});
  EXPECT_NE(to_dot({x}).find(R"(label="a\"b c\n)"), std::string::npos) << to_dot({x});
}

TEST(Inputs, ExtentsAndRankArePossible) {
  EXPECT_THROW(input("x", {-3}), ShapeError);
  EXPECT_THROW(input("x", Dims(33, Dim(1))), ShapeError);
  EXPECT_EQ(input("x", Dims(32, Dim(0))).rank(), 32U);
}

}  // namespace
}  // namespace pellucid
