// Whole programs against the same thing written as C++ loops.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/error.hpp>

#include "loop/operation.hpp"
#include "trial.hpp"

namespace pellucid::loop {
namespace {

using Floats = std::vector<float>;

Floats random_floats(std::size_t count, unsigned seed) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<float> uniform(-2, 2);
  Floats values(count);
  for (float& value : values) value = uniform(generator);
  return values;
}

Expression f32(int buffer, Expressions index) { return load(buffer, DType::float32, std::move(index)); }
Expression number(double value) { return constant(value, DType::float32); }
Expression less(const Expression& a, const Expression& b) { return loop::apply(Operation::less, {a, b}); }
Expression exponential(const Expression& a) { return loop::apply(Operation::exponential, {a}); }

TEST(Interpret, ProductWithEpilogue) {
  constexpr std::size_t rows = 5, inner = 7, columns = 3;
  const Floats x = random_floats(rows * inner, 1), w = random_floats(inner * columns, 2), bias = random_floats(columns, 3);
  Trial trial;
  const int bx = trial.input("x", {5, 7}, x), bw = trial.input("w", {7, 3}, w), bb = trial.input("bias", {3}, bias);
  const int out = trial.output<float>("out", {5, 3}, rows * columns);
  const Axis i = make_axis("i", 5), j = make_axis("j", 3), k = make_axis("k", 7);
  const Expression sum = reduce(Reduction::sum, {k}, f32(bx, {index(i), index(k)}) * f32(bw, {index(k), index(j)}));
  trial.kernel({i, j}, {{out, {index(i), index(j)}, loop::apply(Operation::maximum, {sum + f32(bb, {index(j)}), number(0)})}});
  trial.run();
  Floats expected;
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      float total = 0;
      for (std::size_t n = 0; n < inner; ++n) {
        const float term = x[r * inner + n] * w[n * columns + c];
        total += term;
      }
      expected.push_back(std::max(total + bias[c], 0.0F));
    }
  EXPECT_EQ(trial.values<float>(out), expected);
}

TEST(Interpret, SoftmaxInOneKernel) {
  constexpr std::size_t rows = 4, columns = 6;
  const Floats x = random_floats(rows * columns, 4);
  Trial trial;
  const int bx = trial.input("x", {4, 6}, x), out = trial.output<float>("out", {4, 6}, rows * columns);
  const Axis i = make_axis("i", 4), j = make_axis("j", 6), k = make_axis("k", 6);
  // Both reductions run over one axis and share the load; the larger one contains the other.
  const Expression element = f32(bx, {index(i), index(k)});
  const Expression largest = reduce(Reduction::maximum, {k}, element);
  const Expression sum = reduce(Reduction::sum, {k}, exponential(element - largest));
  trial.kernel({i, j}, {{out, {index(i), index(j)}, exponential(f32(bx, {index(i), index(j)}) - largest) / sum}});
  trial.run();
  Floats expected(rows * columns);
  for (std::size_t r = 0; r < rows; ++r) {
    float top = -INFINITY, total = 0;
    for (std::size_t c = 0; c < columns; ++c) top = std::max(top, x[r * columns + c]);
    for (std::size_t c = 0; c < columns; ++c) total += std::exp(x[r * columns + c] - top);
    for (std::size_t c = 0; c < columns; ++c) expected[r * columns + c] = std::exp(x[r * columns + c] - top) / total;
  }
  EXPECT_EQ(trial.values<float>(out), expected);
}

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

TEST(Interpret, ReductionBehindAGuardMayLeaveItsBufferWhereItIsNotChosen) {
  Trial trial;
  const int x = trial.input<float>("x", {2, 3}, {1, 2, 3, 4, 5, 6}), out = trial.output<float>("out", {3}, 3);
  const Axis i = make_axis("i", 3), k = make_axis("k", 3);
  const Expression sum = reduce(Reduction::sum, {k}, f32(x, {index(i), index(k)}));
  trial.kernel({i}, {{out, {index(i)}, select(less(index(i), integer(2)), sum, number(-1))}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{6, 15, -1}));
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

TEST(Interpret, ReductionsOfEveryKindAndDtype) {
  const Axis k = make_axis("k", 3), l = make_axis("l", 2);
  const auto folded = [&](Reduction reduction) {
    Trial trial;
    const int x = trial.input<std::int8_t>("x", {3, 2}, {-3, 5, 100, 2, 7, 1});
    return value_of<std::int8_t>(reduce(reduction, {k, l}, load(x, DType::int8, {index(k), index(l)})), trial);
  };
  EXPECT_EQ(folded(Reduction::sum), 112);
  EXPECT_EQ(folded(Reduction::product), static_cast<std::int8_t>(-21000));
  EXPECT_EQ(folded(Reduction::minimum), -3);
  EXPECT_EQ(folded(Reduction::maximum), 100);
  const auto logical = [&](Reduction reduction, const std::vector<std::uint8_t>& values) {
    Trial trial;
    const int x = trial.given<std::uint8_t>(Role::input, "x", {3}, values, DType::boolean);
    return value_of<std::uint8_t>(reduce(reduction, {k}, load(x, DType::boolean, {index(k)})), trial) != 0;
  };
  EXPECT_TRUE(logical(Reduction::minimum, {1, 1, 1}));
  EXPECT_FALSE(logical(Reduction::minimum, {1, 0, 1}));
  EXPECT_TRUE(logical(Reduction::maximum, {0, 0, 1}));
  EXPECT_FALSE(logical(Reduction::maximum, {0, 0, 0}));
}

TEST(Interpret, ReductionsFoldInOrderFromTheNeutralElement) {
  const Axis k = make_axis("k", 3);
  const auto sum = [&](const Floats& values) {
    Trial trial;
    const int x = trial.input<float>("x", {3}, values);
    return value_of<float>(reduce(Reduction::sum, {k}, f32(x, {index(k)})), trial);
  };
  EXPECT_EQ(sum({1e8F, 1, -1e8F}), 0.0F);
  EXPECT_EQ(sum({1e8F, -1e8F, 1}), 1.0F);
  EXPECT_FALSE(std::signbit(sum({-0.0F, -0.0F, -0.0F}))) << "0 + -0";
  EXPECT_EQ(value_of<float>(reduce(Reduction::maximum, {make_axis("n", 0)}, number(1))), -INFINITY);
}

TEST(Interpret, ReductionInsideAReductionOverTheSameAxis) {
  Trial trial;
  const int x = trial.input<float>("x", {3}, {1, 2, 4});
  const Axis k = make_axis("k", 3);
  const Expression element = f32(x, {index(k)});
  const Expression inner = reduce(Reduction::sum, {k}, element);  // 7, whatever the outer k is
  EXPECT_EQ(value_of<float>(reduce(Reduction::maximum, {k}, element * inner), trial), 28);
}

TEST(Interpret, ProductsWithStridesBatchesAndOffsets) {
  Trial trial;
  const int a = trial.input<float>("a", {2, 2, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
            b = trial.input<float>("b", {2, 3}, {1, 2, 3, 4, 5, 6});
  const int c = trial.output<float>("c", {2, 2, 2}, 8);
  // b is used transposed: [inner 3, columns 2] with strides 1 and 3.
  Product product{"p", 2, 2, 2, 3, {a, integer(0), 6, 3, 1}, {b, integer(0), 0, 1, 3}, {c, integer(0), 4, 2, 1}, Write::set};
  trial.program.body = {product};
  trial.run();
  EXPECT_EQ(trial.values<float>(c), (Floats{14, 32, 32, 77, 50, 122, 68, 167}));
  product.write = Write::add;
  trial.program.body = {product};
  trial.run();
  EXPECT_EQ(trial.values<float>(c)[7], 334);
}

TEST(Interpret, ProductsInALoop) {
  Trial trial;
  const int a = trial.input<std::int32_t>("a", {3, 2}, {1, 2, 3, 4, 5, 6}), b = trial.input<std::int32_t>("b", {2, 1}, {10, 100});
  const int c = trial.output<std::int32_t>("c", {3}, 3);
  const Axis t = make_axis("t", 3);
  trial.loop(t,
             {Product{"p", 1, 1, 1, 2, {a, index(t) * integer(2), 0, 2, 1}, {b, integer(0), 0, 1, 1}, {c, index(t), 0, 1, 1}, Write::set}});
  trial.run();
  EXPECT_EQ(trial.values<std::int32_t>(c), (std::vector<std::int32_t>{210, 430, 650}));
}

TEST(Interpret, ProductsOfSixteenBitFloatsAddInFloat32) {
  Trial trial;
  const std::vector<BFloat16> ones(300, BFloat16{0x3f80});
  const int a = trial.input<BFloat16>("a", {1, 300}, ones), b = trial.input<BFloat16>("b", {300, 1}, ones);
  const int c = trial.output<BFloat16>("c", {1, 1}, 1);
  trial.program.body = {
      Product{"p", 1, 1, 1, 300, {a, integer(0), 0, 300, 1}, {b, integer(0), 0, 1, 1}, {c, integer(0), 0, 1, 1}, Write::set}};
  trial.run();
  EXPECT_EQ(trial.values<BFloat16>(c)[0].bits, 0x4396) << "300; adding in bfloat16 would stop at 256";
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

template <class T>
std::string check_error(const std::vector<T>& values, Dims dims, Dim limit) {
  Trial trial;
  const int indices = trial.input<T>("indices", std::move(dims), values);
  trial.program.body = {Check{"Embedding 'words', input 'indices'", indices, std::move(limit)}};
  try {
    trial.run();
  } catch (const IndexError& error) {
    return error.what();
  }
  return "";
}

TEST(Interpret, ChecksNameTheFirstIndexThatIsOutside) {
  EXPECT_EQ(check_error<std::int32_t>({0, 1, 2, 4}, {2, 2}, 5), "");
  EXPECT_EQ(check_error<std::int32_t>({0, 1, 5, -1}, {2, 2}, 5),
            "[Embedding 'words', input 'indices'] the index at position [1, 0] is out of range; expected 0 <= index < 5; received 5.");
  EXPECT_EQ(check_error<std::int64_t>({-1}, {}, 5),
            "[Embedding 'words', input 'indices'] the index at position [] is out of range; expected 0 <= index < 5; received -1.");
  EXPECT_EQ(check_error<std::uint64_t>({~0ULL}, {1}, 5),
            "[Embedding 'words', input 'indices'] the index at position [0] is out of range; expected 0 <= index < 5; received "
            "18446744073709551615.");
  EXPECT_EQ(check_error<std::uint8_t>({}, {0}, 0), "");
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

std::string logic_error(Trial& trial, bool checked = true) {
  try {
    trial.run_unverified({}, checked);
  } catch (const std::logic_error& error) {
    return error.what();
  }
  return "";
}

TEST(Interpret, FindsAccessesOutsideOfTheirBuffers) {
  Trial trial;
  const int at = trial.input<std::int64_t>("at", {3}, {0, 1, 2}), x = trial.input<float>("x", {2, 2}, {1, 2, 3, 4}),
            out = trial.output<float>("out", {3}, 3);
  const Axis i = make_axis("i", 3);
  trial.kernel({i}, {{out, {index(i)}, f32(x, {load(at, DType::int64, {index(i)}), integer(1)})}}, "gather");
  verify(trial.program);
  EXPECT_EQ(logic_error(trial), "kernel 'gather' leaves buffer 'x': index [2, 1] in shape [2, 2]");
  trial.program.body.clear();
  trial.kernel({i}, {{x, {integer(0), load(at, DType::int64, {index(i)}) - integer(1)}, number(0)}}, "scatter");
  EXPECT_EQ(logic_error(trial), "kernel 'scatter' leaves buffer 'x': index [0, -1] in shape [2, 2]");
  trial.program.body = {
      Product{"p", 1, 2, 1, 2, {x, integer(0), 0, 2, 1}, {x, integer(1), 0, 2, 1}, {out, integer(0), 0, 1, 1}, Write::set}};
  EXPECT_EQ(logic_error(trial), "");
  trial.program.body = {
      Product{"p", 1, 2, 1, 2, {x, integer(0), 0, 2, 1}, {x, integer(2), 0, 2, 1}, {out, integer(0), 0, 1, 1}, Write::set}};
  EXPECT_EQ(logic_error(trial), "product 'p' leaves buffer 'x': element 4 of 4");
}

TEST(Interpret, RunsUncheckedTheSame) {
  Trial trial;
  const int x = trial.input<float>("x", {3}, {1, 2, 3}), out = trial.output<float>("out", {3}, 3), sum = trial.output<float>("sum", {}, 1);
  const Axis i = make_axis("i", 3);
  trial.kernel({i}, {{out, {index(i)}, f32(x, {index(i)})}, {sum, {}, f32(x, {index(i)}), Write::add}});
  trial.run({}, false);
  EXPECT_EQ(trial.values<float>(out), (Floats{1, 2, 3}));
  EXPECT_EQ(trial.values<float>(sum)[0], 6);
}

TEST(Interpret, ShowsWhatWasReadBeforeItWasWritten) {
  Trial trial;
  trial.program.arena_bytes = 64;
  const int lost = trial.temporary("lost", DType::float64, {}), out = trial.output<double>("out", {}, 1);
  trial.kernel({}, {{out, {}, load(lost, DType::float64, {})}});
  trial.run();
  EXPECT_TRUE(std::isnan(trial.values<double>(out)[0]));
}

TEST(Interpret, RefusesCallsThatDoNotFit) {
  Trial trial;
  trial.input<float>("x", {1}, {1});
  CallFrame frame{{}, {}};
  EXPECT_THROW(interpret(trial.program, frame), std::logic_error);
  frame.buffers = {nullptr};
  EXPECT_THROW(interpret(trial.program, frame), std::logic_error);
  trial.temporary("t", DType::float32, {1}, 64);
  EXPECT_EQ(logic_error(trial), "buffer 't' leaves the arena");
  trial.program.buffers[1].alias_of = 1;
  EXPECT_EQ(logic_error(trial), "the aliases of buffer 't' form a circle");
}

TEST(Interpret, RefusesUnboundAxesAndProductsOfBools) {
  Trial trial;
  const int out = trial.output<std::int64_t>("out", {}, 1);
  trial.kernel({}, {{out, {}, index(make_axis("nowhere", 2))}});
  EXPECT_THAT(logic_error(trial), testing::HasSubstr("that no loop around it binds"));
  const int flags = trial.given<std::uint8_t>(Role::state, "flags", {1}, {1}, DType::boolean);
  trial.program.body = {
      Product{"p", 1, 1, 1, 1, {flags, integer(0), 0, 0, 0}, {flags, integer(0), 0, 0, 0}, {flags, integer(0), 0, 0, 0}, Write::set}};
  EXPECT_EQ(logic_error(trial), "product 'p' of bools");
}

}  // namespace
}  // namespace pellucid::loop
