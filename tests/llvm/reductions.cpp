// Reductions inside of reductions, beside each other, hoisted out of inner loops.
#include <gtest/gtest.h>

#include <limits>

#include "llvm/support/program_under_test.hpp"
#include "llvm/support/schedules.hpp"

namespace pellucid::testing {

namespace {

using loop::Operation;
using loop::Reduction;

void expect_agreement(const ProgramUnderTest& p, ProgramUnderTest::Tolerance tolerance = {.relative = 1e-5, .absolute = 1e-5}) {
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target, tolerance), "") << target.vector_bits << " bits";
}

std::vector<loop::Schedule> schedules() {
  std::vector<loop::Schedule> all = {along(1, 16, {1, 2}), along(1, 8, {3, 1}, 2), along(0, 16),
                                     folded(16, 2),        folded(4, 1, {2, 2}),   along(-1, 1)};
  loop::Schedule both = along(1, 16, {2, 1}, 2);
  both.vectorize_reduction = true;
  all.push_back(both);
  return all;
}

TEST(Reductions, SoftmaxInOneKernel) {
  for (const auto& schedule : schedules()) {
    ProgramUnderTest p;
    const int x = p.input(DType::float32, {7, 21}), y = p.output(DType::float32, {7, 21});
    const loop::Axis i = loop::make_axis("i", 7), j = loop::make_axis("j", 21), k = loop::make_axis("k", 21), l = loop::make_axis("l", 21);
    const auto largest = reduce(Reduction::maximum, {k}, p.at(x, {index(i), index(k)}));
    const auto e = [&](const loop::Axis& axis) { return apply(Operation::exponential, {p.at(x, {index(i), index(axis)}) - largest}); };
    p.kernel({i, j}, {{y, {index(i), index(j)}, e(j) / reduce(Reduction::sum, {l}, e(l))}}, schedule);
    expect_agreement(p);
  }
}

TEST(Reductions, OfReductions) {
  for (const auto& schedule : schedules()) {
    ProgramUnderTest p;
    const int a = p.input(DType::float32, {7, 5}), b = p.input(DType::float32, {5, 9}), c = p.input(DType::float32, {9, 18}),
              y = p.output(DType::float32, {7, 18});
    const loop::Axis i = loop::make_axis("i", 7), j = loop::make_axis("j", 18), k = loop::make_axis("k", 9), l = loop::make_axis("l", 5);
    const auto inner = reduce(Reduction::sum, {l}, p.at(a, {index(i), index(l)}) * p.at(b, {index(l), index(k)}));
    const auto positive = apply(Operation::maximum, {inner, loop::constant(0, DType::float32)});
    p.kernel({i, j}, {{y, {index(i), index(j)}, reduce(Reduction::sum, {k}, positive * p.at(c, {index(k), index(j)}))}}, schedule);
    expect_agreement(p);
  }
}

TEST(Reductions, OverManyAxes) {
  for (const auto& schedule : schedules()) {
    ProgramUnderTest p;
    const int x = p.input(DType::float32, {3, 4, 5, 18}), all = p.output(DType::float32, {3, 18}), some = p.output(DType::float32, {3, 18});
    const loop::Axis i = loop::make_axis("i", 3), j = loop::make_axis("j", 18), k = loop::make_axis("k", 4), l = loop::make_axis("l", 5);
    const auto value = p.at(x, {index(i), index(k), index(l), index(j)});
    p.kernel({i, j},
             {{all, {index(i), index(j)}, reduce(Reduction::sum, {k, l}, value)},
              {some, {index(i), index(j)}, reduce(Reduction::minimum, {l, k}, value)}},
             schedule);
    expect_agreement(p);
  }
}

TEST(Reductions, OfEveryKindAndDtype) {
  for (const DType dtype : {DType::float32, DType::float64, DType::int32, DType::int64, DType::uint8, DType::boolean, DType::bfloat16}) {
    ProgramUnderTest p;
    p.low = 0.5;
    p.high = 1.5;
    const int x = p.input(dtype, {6, 19});
    for (const auto kind : {Reduction::sum, Reduction::product, Reduction::minimum, Reduction::maximum}) {
      if (dtype == DType::boolean && (kind == Reduction::sum || kind == Reduction::product)) continue;
      for (const auto& schedule : {folded(8, 2), along(0, 4), along(-1, 1, {2}, 3)}) {
        const int y = p.output(dtype, {6});
        const loop::Axis i = loop::make_axis("i", 6), k = loop::make_axis("k", 19);
        p.kernel({i}, {{y, {index(i)}, reduce(kind, {k}, p.at(x, {index(i), index(k)}))}}, schedule);
      }
    }
    expect_agreement(p, {.relative = 1e-5, .absolute = 1e-5});
  }
}

TEST(Reductions, NanWinsEverywhere) {
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {4, 37});
  std::vector<float> numbers(std::size_t{4} * 37, 1.0f);
  for (std::size_t row = 0; row < 3; ++row) numbers[row * 37 + row * 18] = std::numeric_limits<float>::quiet_NaN();
  p.set(x, numbers);
  for (const auto kind : {Reduction::sum, Reduction::minimum, Reduction::maximum})
    for (const auto& schedule : {folded(16, 2), folded(4, 1), along(0, 4), along(-1, 1)}) {
      const int y = p.output(DType::float32, {4});
      const loop::Axis i = loop::make_axis("i", 4), k = loop::make_axis("k", 37);
      p.kernel({i}, {{y, {index(i)}, reduce(kind, {k}, p.at(x, {index(i), index(k)}))}}, schedule);
    }
  expect_agreement(p);
}

TEST(Reductions, LanesPastTheEndDoNotCount) {
  ProgramUnderTest p;  // what stands in dead lanes is exp(0) = 1, and 1 / 0
  const int x = p.input(DType::float32, {3, 21}), y = p.output(DType::float32, {3}), z = p.output(DType::float32, {3});
  const loop::Axis i = loop::make_axis("i", 3), k = loop::make_axis("k", 21), l = loop::make_axis("l", 21);
  p.kernel({i},
           {{y, {index(i)}, reduce(Reduction::sum, {k}, apply(Operation::exponential, {p.at(x, {index(i), index(k)})}))},
            {z, {index(i)}, reduce(Reduction::sum, {l}, loop::constant(1, DType::float32) / p.at(x, {index(i), index(l)}))}},
           folded(16, 2));
  expect_agreement(p, {.relative = 1e-4, .absolute = 1e-4});
}

TEST(Reductions, AccumulateIntoMemory) {
  for (const auto& schedule : {along(1, 16, {3, 2}), along(1, 8, {1, 1}), folded(4)}) {
    ProgramUnderTest p;
    const int a = p.input(DType::float32, {7, 12}), b = p.input(DType::float32, {7, 21}), c = p.state(DType::float32, {12, 21});
    const loop::Axis i = loop::make_axis("i", 12), j = loop::make_axis("j", 21), k = loop::make_axis("k", 7);
    p.kernel({i, j},
             {{c,
               {index(i), index(j)},
               reduce(Reduction::sum, {k}, p.at(a, {index(k), index(i)}) * p.at(b, {index(k), index(j)})),
               loop::Write::add}},
             schedule);
    expect_agreement(p);
  }
}

TEST(Reductions, OfGuardedBodiesUnderGuards) {
  for (const auto& schedule : schedules()) {
    ProgramUnderTest p;
    const int x = p.input(DType::float32, {6, 20}), y = p.output(DType::float32, {9, 25});
    const loop::Axis i = loop::make_axis("i", 9), j = loop::make_axis("j", 25), k = loop::make_axis("k", 20);
    const auto row = apply(Operation::less, {index(i), loop::integer(6)}), wide = apply(Operation::less, {index(j), loop::integer(20)});
    const auto shifted = index(k) - loop::integer(3);
    const auto body =
        select(apply(Operation::less_equal, {loop::integer(0), shifted}), p.at(x, {index(i), shifted}), loop::constant(1, DType::float32));
    const auto sum = reduce(Reduction::sum, {k}, body);
    p.kernel({i, j},
             {{y,
               {index(i), index(j)},
               select(wide, select(row, sum * p.at(x, {index(i), index(j)}), loop::constant(5, DType::float32)),
                      loop::constant(6, DType::float32))}},
             schedule);
    expect_agreement(p);
  }
}

// One group holds the sum that the inner condition asks for and the sum that this condition guards.
TEST(Reductions, UnderGuardsThatAskForThem) {
  for (const auto& schedule : schedules()) {
    ProgramUnderTest p;
    const int x = p.input(DType::float32, {6, 3, 5}), y = p.output(DType::float32, {9, 25});
    const loop::Axis i = loop::make_axis("i", 9), j = loop::make_axis("j", 25), k = loop::make_axis("k", 3), l = loop::make_axis("l", 5);
    const auto zero = loop::constant(0, DType::float32);
    const auto sum = reduce(Reduction::sum, {k, l}, p.at(x, {index(i), index(k), index(l)}));
    const auto positive = select(apply(Operation::less, {sum, zero}), zero, sum);
    const auto row = apply(Operation::less, {index(i), loop::integer(6)});
    p.kernel({i, j}, {{y, {index(i), index(j)}, select(row, positive, loop::constant(5, DType::float32))}}, schedule);
    expect_agreement(p);
  }
}

}  // namespace

}  // namespace pellucid::testing
