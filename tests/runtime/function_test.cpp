// What a Function takes and tells.
#include <gmock/gmock.h>

#include <pellucid/function.hpp>

#include "compiler/llvm/native.hpp"
#include "harness/refuses.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

TEST(Function, RefusesInputsThatAreNone) {
  const Variable x = input("x", {2}), y = input("y", {2});
  EXPECT_THAT([&] { Function({v::tanh(x)}, {x}); }, refuses<ValueError>("tanh"));
  EXPECT_THAT([&] { Function({x, x}, {x}); }, refuses<ValueError>("'x' is given twice"));
  EXPECT_THAT([&] { Function({x}, {v::add(x, y)}); }, refuses<ValueError>("'y'"));
  EXPECT_THAT([&] { Function({x, Variable()}, {x}); }, refuses<StateError>("empty"));
  EXPECT_THAT([&] { Function({x}, Variables{Variable()}); }, refuses<StateError>("empty"));
  EXPECT_THAT([&] { Function()({}); }, refuses<StateError>("empty"));
}

TEST(Function, RefusesExtentsThatNoInputHas) {
  const Variable x = input("x", {Dim::named("batch")});
  const auto counted = [](const char* name) {
    return v::cast(v::sum(v::iota(std::vector<Operand>{}, {{"dims", Dims{Dim::named(name)}}})), {{"dtype", DType::float32}});
  };
  EXPECT_THAT(
      [&] { Function({x}, {v::sum(x) + counted("nowhere")}); },
      testing::ThrowsMessage<ValueError>(testing::HasSubstr("the unknown 'nowhere' of iota.0 int64[nowhere] is bound by no input")));
  EXPECT_EQ(Function({x}, {v::sum(x) + counted("batch")})({Array({1., 2., 3.})})[0].item<float>(), 9);
}

TEST(Function, PutsGivensInPlaceOfValues) {
  const Variable x = input("x", {2}), y = input("y", {2});
  const Variable hidden = v::tanh(x);
  const Function f({y}, {v::add(hidden, 1.0)}, {.givens = {{hidden, v::multiply(y, 2.0)}}});
  EXPECT_TRUE(equal(f({Array({1., 2.})})[0], Array({3., 5.})));
}

TEST(Function, ReturnsInputsConstantsAndTheSameValueTwice) {
  const Variable x = input("x", {2});
  const SharedVariable s(Array({7., 8.}), "s");
  const Variable y = v::add(x, 1.0);
  const std::vector<Array> out = Function({x}, {x, constant(Array({5., 6.})), s.variable(), y, y, constant(2.5)})({Array({1., 2.})});
  EXPECT_TRUE(equal(out[0], Array({1., 2.})));
  EXPECT_TRUE(equal(out[1], Array({5., 6.})));
  EXPECT_TRUE(equal(out[2], Array({7., 8.})));
  EXPECT_TRUE(equal(out[3], Array({2., 3.})));
  EXPECT_TRUE(equal(out[4], Array({2., 3.})));
  EXPECT_EQ(out[5].item<float>(), 2.5F);
}

TEST(Function, SeesWeightsThatAreSetAndMemoryThatMoves) {
  const SharedVariable s(Array({1., 2.}), "s");
  const Function f({}, {v::add(s.variable(), 1.0)});
  f({});
  s.set_value(Array({5., 6.}));
  EXPECT_TRUE(equal(f({})[0], Array({6., 7.})));
  {
    SharedState& state = *state_of(s.variable());
    const StateWriting lock(state);
    state.value = Array({10., 20.});
  }
  EXPECT_TRUE(equal(f({})[0], Array({11., 21.})));
}

TEST(Function, TellsItsProgramItsCodeAndItsTimes) {
  const Variable x = input("x", {Dim::named("batch"), 4});
  const Function f({x}, {v::sum(v::exp(x), {{"axes", Axes{1}}})}, {.name = "sums"});
  EXPECT_EQ(f.name(), "sums");
  EXPECT_EQ(f.program_text(), "");
  f({Array::zeros({2, 4})});
  EXPECT_THAT(f.program_text(), testing::HasSubstr("sums"));
  if (f.backend() == "native") {
    EXPECT_THAT(f.native_text(), testing::HasSubstr("ret"));
  }
  EXPECT_EQ(f.profile().calls, 0);
  f.start_profile();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(all_close(f({Array::zeros({2, 4})})[0], Array({4., 4.})));
  const FunctionProfile profile = f.profile();
  EXPECT_EQ(profile.calls, 3);
  ASSERT_EQ(profile.kernels.size(), 1);
  EXPECT_EQ(profile.kernels[0].calls, 3);
  EXPECT_THAT(profile.to_string(), testing::HasSubstr(profile.kernels[0].kernel));
}

TEST(Function, IsInterpretedWhereMemoryCannotBeExecutable) {
  compiler::set_executable_memory_probe([] { return false; });
  const Variable x = input("x", {3});
  const SharedVariable s(Array({1., 1., 1.}), "s");
  const Function f({x}, {v::multiply(x, s.variable())}, {.updates = {{s, v::add(s.variable(), x)}}});
  EXPECT_EQ(f.backend(), "interpreter");
  f({Array({1., 2., 3.})});
  EXPECT_TRUE(equal(f({Array({1., 2., 3.})})[0], Array({2., 6., 12.})));
  EXPECT_EQ(f.native_text(), "");
  f.start_profile();
  f({Array({1., 2., 3.})});
  EXPECT_EQ(f.profile().calls, 1);
  compiler::set_executable_memory_probe(nullptr);
  EXPECT_EQ(f.backend(), "native");
}

TEST(Function, TargetsMayBeParts) {
  const Variable x = input("x", {2, 3});
  const Function f({x}, Targets{Target(v::add(x, 1.0), Selection{1})}, {.reads = {Target(x, Selection{0, 2})}});
  const std::vector<Array> out = f({Array({{1., 2., 3.}, {4., 5., 6.}})});
  EXPECT_TRUE(equal(out[0], Array({5., 6., 7.})));
  EXPECT_EQ(out[1].item<float>(), 3);
}

}  // namespace
}  // namespace pellucid::inline v0
