// Whole programs against the same thing written as C++ loops.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "loop/operation.hpp"
#include "trial.hpp"

namespace pellucid::loop {
namespace {

using Floats = std::vector<float>;

Expression f32(int buffer, Expressions index) { return load(buffer, DType::float32, std::move(index)); }
Expression number(double value) { return constant(value, DType::float32); }
Expression less(const Expression& a, const Expression& b) { return loop::apply(Operation::less, {a, b}); }
Expression exponential(const Expression& a) { return loop::apply(Operation::exponential, {a}); }

TEST(Interpret, PrefixSumByALoop) {
  Trial trial;
  const int x = trial.input<float>("x", {5}, {1, 2, 3, 4, 5}), out = trial.output<float>("out", {5}, 5);
  const Axis t = make_axis("t", 5);
  const Expression T = index(t);
  const Expression before = select(less(integer(0), T), f32(out, {T - integer(1)}), number(0));
  trial.loop(t, {Kernel{"step", {}, {{out, {T}, before + f32(x, {T})}}, {}}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{1, 3, 6, 10, 15}));
}

TEST(Interpret, ReverseLoop) {
  Trial trial;
  const int x = trial.input<float>("x", {5}, {1, 2, 3, 4, 5}), out = trial.output<float>("out", {5}, 5);
  const Axis t = make_axis("t", 5);
  const Expression T = index(t);
  const Expression after = select(less(T, integer(4)), f32(out, {T + integer(1)}), number(0));
  trial.loop(t, {Kernel{"step", {}, {{out, {T}, after * number(2) + f32(x, {T})}}, {}}}, true);
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{129, 64, 31, 14, 5}));
}

TEST(Interpret, NestedLoopsGiveEachKernelItsPositions) {
  Trial trial;
  const int out = trial.output<std::int64_t>("out", {2, 3, 2}, 12);
  const Axis s = make_axis("s", 2), t = make_axis("t", 3), i = make_axis("i", 2);
  const Kernel kernel{"k", {i}, {{out, {index(s), index(t), index(i)}, index(s) * integer(100) + index(t) * integer(10) + index(i)}}, {}};
  trial.loop(s, {std::make_shared<const Loop>(Loop{t, true, {kernel}})});
  trial.run();
  EXPECT_EQ(trial.values<std::int64_t>(out), (std::vector<std::int64_t>{0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121}));
}

TEST(Interpret, ScatterAddsEachPoint) {
  Trial trial;
  const int at = trial.input<std::int32_t>("at", {5}, {2, 0, 2, 2, 1}), x = trial.input<float>("x", {5}, {1, 2, 3, 4, 5});
  const int out = trial.output<float>("out", {3}, 3), half = trial.output<Float16>("half", {3}, 3);
  const Axis i = make_axis("i", 5);
  const Expression place = cast(load(at, DType::int32, {index(i)}), DType::int64);
  trial.kernel({i},
               {{out, {place}, f32(x, {index(i)}), Write::add}, {half, {place}, cast(f32(x, {index(i)}), DType::float16), Write::add}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{2, 5, 8}));
  EXPECT_EQ(trial.values<Float16>(half)[2].bits, 0x4800);
}

TEST(Interpret, GatherThroughALoadedIndex) {
  Trial trial;
  const int table = trial.input<float>("table", {3, 2}, {1, 2, 3, 4, 5, 6}), at = trial.input<std::uint8_t>("at", {4}, {2, 0, 1, 2});
  const int out = trial.output<float>("out", {4, 2}, 8);
  const Axis i = make_axis("i", 4), j = make_axis("j", 2);
  trial.program.body.emplace_back(Check{"Embedding 'e', input 'indices'", at, 3});
  const Expression row = cast(load(at, DType::uint8, {index(i)}), DType::int64);
  trial.kernel({i, j}, {{out, {index(i), index(j)}, f32(table, {row, index(j)})}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{5, 6, 1, 2, 3, 4, 5, 6}));
}

TEST(Interpret, SelectGuardsLoads) {
  Trial trial;
  const int x = trial.input<float>("x", {3}, {1, 2, 3}), out = trial.output<float>("out", {7}, 7);
  const Axis i = make_axis("i", 7);
  const Expression at = index(i) - integer(2);
  const Expression inside = loop::apply(Operation::logical_and, {less(integer(1), index(i)), less(at, integer(3))});
  trial.kernel({i}, {{out, {index(i)}, select(inside, f32(x, {at}), number(-1))}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{-1, -1, 1, 2, 3, -1, -1}));
}

TEST(Interpret, OnePartBehindSeveralGuardsIsLoadedOnlyBehindThem) {
  Trial trial;
  const int x = trial.input<float>("x", {3}, {1, 2, 3}), out = trial.output<float>("out", {2, 5}, 10);
  const Axis j = make_axis("j", 2), i = make_axis("i", 5);
  const Expression loaded = f32(x, {index(i)}), squared = loaded * loaded;  // shared by two selects, needed by neither for certain
  const Expression guard = less(index(i), integer(3)), other = less(index(i), integer(1) + index(j));
  const Expression value = select(guard, squared + number(1), number(0)) + select(other, squared, number(10));
  trial.kernel({j, i}, {{out, {index(j), index(i)}, value}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{3, 15, 20, 10, 10, 3, 9, 20, 10, 10}));
}

TEST(Interpret, APartOfBothChoicesIsComputedForEither) {
  Trial trial;
  const int x = trial.input<float>("x", {3}, {-1, 2, -3}), out = trial.output<float>("out", {3}, 3);
  const Axis i = make_axis("i", 3);
  const Expression grown = exponential(f32(x, {index(i)}));
  trial.kernel({i}, {{out, {index(i)}, select(less(f32(x, {index(i)}), number(0)), grown * number(2), grown)}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{2 * std::exp(-1.0F), std::exp(2.0F), 2 * std::exp(-3.0F)}));
}

TEST(Interpret, RuntimeSizes) {
  Trial trial;
  const Dim batch = Dim::named("batch"), time = Dim::named("time");
  trial.program.sizes = {"batch", "time"};
  const int x = trial.input<float>("x", {batch, time}, {1, 2, 3, 4, 5, 6}), out = trial.output<float>("out", {batch}, 2);
  const int length = trial.output<std::int64_t>("length", {}, 1);
  const Axis b = make_axis("b", batch), t = make_axis("t", time);
  trial.kernel({b}, {{out, {index(b)}, reduce(Reduction::sum, {t}, f32(x, {index(b), index(t)}))}});
  trial.kernel({}, {{length, {}, size(batch * 10 + time)}});
  trial.run({2, 3});
  EXPECT_EQ(trial.values<float>(out), (Floats{6, 15}));
  EXPECT_EQ(trial.values<std::int64_t>(length)[0], 23);
  trial.run({1, 6});
  EXPECT_EQ(trial.values<float>(out)[0], 21);
}

TEST(Interpret, NothingOfAnEmptySpaceRuns) {
  Trial trial;
  const Dim batch = Dim::named("batch");
  trial.program.sizes = {"batch"};
  const int x = trial.input<float>("x", {batch, 2}, {}), out = trial.output<float>("out", {2}, 2),
            rows = trial.output<float>("rows", {batch, 2}, 0);
  const Axis b = make_axis("b", batch), j = make_axis("j", 2);
  trial.kernel({j}, {{out, {index(j)}, reduce(Reduction::sum, {b}, f32(x, {index(b), index(j)})) + number(7)}});
  trial.kernel({j, b}, {{rows, {index(b), index(j)}, f32(x, {index(b), index(j)}) + f32(x, {integer(0), index(j)})}});
  trial.run({0});
  EXPECT_EQ(trial.values<float>(out), (Floats{7, 7}));
}

TEST(Interpret, TemporariesLieInTheArenaAndAliasesShareMemory) {
  Trial trial;
  trial.program.arena_bytes = 128;
  const int x = trial.input<float>("x", {2, 3}, {1, 2, 3, 4, 5, 6}), out = trial.output<float>("out", {6}, 6);
  const int first = trial.temporary("first", DType::float32, {2, 3}, 64), flat = trial.temporary("flat", DType::float32, {6}, 0, first);
  const Axis i = make_axis("i", 2), j = make_axis("j", 3), n = make_axis("n", 6);
  trial.kernel({i, j}, {{first, {index(i), index(j)}, f32(x, {index(i), index(j)}) * number(2)}});
  trial.kernel({n}, {{flat, {index(n)}, f32(flat, {index(n)}) + number(1)}}, "in place");
  trial.kernel({n}, {{out, {index(n)}, f32(flat, {index(n)})}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{3, 5, 7, 9, 11, 13}));
}

TEST(Interpret, AnOutputMayShareTheMemoryOfAState) {
  Trial trial;
  const int state = trial.given<float>(Role::state, "state", {2}, {1, 2});
  const int view = trial.output<float>("view", {2}, 2);
  trial.program.buffers[static_cast<std::size_t>(view)].alias_of = state;
  const Axis i = make_axis("i", 2);
  trial.kernel({i}, {{state, {index(i)}, f32(view, {index(i)}) * number(3)}});
  trial.run();
  EXPECT_EQ(trial.values<float>(state), (Floats{3, 6}));
}

TEST(Interpret, AllStoresOfAPointComeAfterAllItsValues) {
  Trial trial;
  const int a = trial.given<float>(Role::state, "a", {2}, {1, 2}), b = trial.given<float>(Role::state, "b", {2}, {10, 20});
  const Axis i = make_axis("i", 2);
  trial.kernel({i}, {{a, {index(i)}, f32(b, {index(i)})}, {b, {index(i)}, f32(a, {index(i)})}}, "swap");
  trial.run();
  EXPECT_EQ(trial.values<float>(a), (Floats{10, 20}));
  EXPECT_EQ(trial.values<float>(b), (Floats{1, 2}));
}

TEST(Interpret, WhatAKernelStoresIsLoadedAgainAtEachPoint) {
  Trial trial;
  const int a = trial.given<float>(Role::state, "a", {}, {1});
  trial.kernel({make_axis("i", 3)}, {{a, {}, f32(a, {}), Write::add}});
  trial.run();
  EXPECT_EQ(trial.values<float>(a)[0], 8) << "doubled three times, although no axis changes it";
}

TEST(Interpret, HostCallsGetWholeBuffers) {
  Trial trial;
  const int x = trial.input<float>("x", {4}, {3, 1, 2, 0}), out = trial.output<float>("out", {2, 2}, 4);
  trial.program.body = {HostCall{"sort",
                                 [](const std::vector<HostCall::Span>& inputs, const std::vector<HostCall::Span>& outputs) {
                                   EXPECT_EQ(inputs[0].shape, std::vector<std::int64_t>{4});
                                   EXPECT_EQ(inputs[0].dtype, DType::float32);
                                   EXPECT_EQ(outputs[0].shape, (std::vector<std::int64_t>{2, 2}));
                                   const float* from = static_cast<const float*>(inputs[0].data);
                                   float* to = static_cast<float*>(outputs[0].data);
                                   std::copy(from, from + 4, to);
                                   std::sort(to, to + 4);
                                 },
                                 {x},
                                 {out}}};
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{0, 1, 2, 3}));
}

TEST(Interpret, HoistsWhatDoesNotDependOnInnerLoops) {
  // 1000 * 1000 sums of 1000 terms would take minutes if each point took its own.
  constexpr std::size_t count = 1000;
  Trial trial;
  const int x = trial.input("x", {1000}, Floats(count, 1)), out = trial.output<float>("out", {1000, 1000}, count * count);
  const Axis i = make_axis("i", 1000), j = make_axis("j", 1000), k = make_axis("k", 1000);
  const Expression total = reduce(Reduction::sum, {k}, f32(x, {index(k)}));
  trial.kernel({i, j}, {{out, {index(i), index(j)}, total + reduce(Reduction::sum, {k}, f32(x, {index(k)}) * f32(x, {index(i)}))}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out).back(), 2000);
}

TEST(Interpret, VeryDeepExpressions) {
  Trial trial;
  const int x = trial.input<float>("x", {2}, {0, 1}), out = trial.output<float>("out", {2}, 2);
  const Axis i = make_axis("i", 2);
  Expression chain = f32(x, {index(i)}), guarded = chain;
  for (int n = 0; n < 10000; ++n) chain = chain + number(1);
  for (int n = 0; n < 2000; ++n) guarded = select(less(f32(x, {index(i)}), number(n - 1000)), guarded + number(1), guarded);
  trial.kernel({i}, {{out, {index(i)}, chain + guarded}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{10000 + 999, 10001 + 999}));
}

}  // namespace
}  // namespace pellucid::loop
