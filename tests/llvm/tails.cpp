// Extents that no tile or vector divides, and what lies beside the arrays.
#include <gtest/gtest.h>

#include "llvm/support/program_under_test.hpp"
#include "llvm/support/schedules.hpp"

namespace pellucid::testing {

namespace {

loop::Expression relu(const loop::Expression& x) { return apply(loop::Operation::maximum, {x, loop::constant(0, x->dtype)}); }

class EachExtent : public ::testing::TestWithParam<std::int64_t> {};

TEST_P(EachExtent, OfElementwiseKernels) {
  const std::int64_t n = GetParam();
  for (const DType dtype : {DType::float32, DType::float64, DType::int8, DType::int64, DType::boolean}) {
    ProgramUnderTest p;
    const int x = p.input(dtype, {n});
    for (const auto& schedule : {along(0, 16, {1}), along(0, 8, {3}), along(0, 4, {2}), along(-1, 1, {4})}) {
      const int y = p.output(dtype, {n});
      const loop::Axis i = loop::make_axis("i", n);
      const auto value = p.at(x, {index(i)});
      p.kernel({i}, {{y, {index(i)}, dtype == DType::boolean ? apply(loop::Operation::logical_not, {value}) : value + value}}, schedule);
    }
    for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target), "") << name(dtype) << ", " << target.vector_bits << " bits";
  }
}

TEST_P(EachExtent, OfProducts) {
  const std::int64_t n = GetParam();
  ProgramUnderTest p;
  const int a = p.input(DType::float32, {n, 7}), b = p.input(DType::float32, {7, n}), bias = p.input(DType::float32, {n});
  for (const auto& schedule :
       {along(1, 16, {4, 2}), along(1, 8, {3, 1}, 3), along(0, 16, {1, 2}), along(-1, 1, {2, 2}, 2), folded(4, 2, {2, 2}), folded(16)}) {
    const int c = p.output(DType::float32, {n, n});
    const loop::Axis i = loop::make_axis("i", n), j = loop::make_axis("j", n), k = loop::make_axis("k", 7);
    const auto sum = reduce(loop::Reduction::sum, {k}, p.at(a, {index(i), index(k)}) * p.at(b, {index(k), index(j)}));
    p.kernel({i, j}, {{c, {index(i), index(j)}, relu(sum + p.at(bias, {index(j)}))}}, schedule);
  }
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target), "") << target.vector_bits << " bits";
}

TEST_P(EachExtent, OfReducedAxes) {
  const std::int64_t n = GetParam();
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {5, n});
  for (const auto reduction : {loop::Reduction::sum, loop::Reduction::maximum})
    for (const auto& schedule : {folded(16, 1), folded(8, 3), folded(4, 4, {2}), along(0, 4, {1}, 3), along(-1, 1, {2}, 4)}) {
      const int y = p.output(DType::float32, {5});
      const loop::Axis i = loop::make_axis("i", 5), k = loop::make_axis("k", n);
      p.kernel({i}, {{y, {index(i)}, reduce(reduction, {k}, p.at(x, {index(i), index(k)}))}}, schedule);
    }
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target), "") << target.vector_bits << " bits";
}

TEST_P(EachExtent, KnownOnlyWhenRun) {
  const std::int64_t n = GetParam();
  ProgramUnderTest p;
  const Dim batch = Dim::named("batch");
  p.bind("batch", n);
  const int x = p.input(DType::float32, {batch, 6}), w = p.input(DType::float32, {6, batch * 2}),
            y = p.output(DType::float32, {batch, batch * 2});
  const int sums = p.output(DType::float32, {batch}), t = p.temporary(DType::float32, {batch, 6}), total = p.output(DType::float32, {});
  {
    const loop::Axis i = loop::make_axis("i", batch), k = loop::make_axis("k", 6);
    p.kernel({i, k}, {{t, {index(i), index(k)}, relu(p.at(x, {index(i), index(k)}))}}, along(1, 8));
  }
  {
    const loop::Axis i = loop::make_axis("i", batch), j = loop::make_axis("j", batch * 2), k = loop::make_axis("k", 6);
    p.kernel({i, j},
             {{y, {index(i), index(j)}, reduce(loop::Reduction::sum, {k}, p.at(t, {index(i), index(k)}) * p.at(w, {index(k), index(j)}))}},
             along(1, 16, {3, 2}));
  }
  {
    const loop::Axis i = loop::make_axis("i", batch), j = loop::make_axis("j", batch * 2);
    p.kernel({i}, {{sums, {index(i)}, reduce(loop::Reduction::sum, {j}, p.at(y, {index(i), index(j)}))}}, folded(8, 2, {2}));
  }
  {
    const loop::Axis i = loop::make_axis("i", batch), j = loop::make_axis("j", floor_divide(batch + 1, 2));
    const auto limited = apply(loop::Operation::minimum, {index(j), loop::size(batch - 1)});
    p.kernel({}, {{total, {}, reduce(loop::Reduction::sum, {i, j}, p.at(x, {index(i), loop::integer(2)}) * p.at(sums, {limited}))}},
             folded(16));
  }
  for (const auto& target : all_targets())
    EXPECT_EQ(p.difference(target, {.relative = 1e-5, .absolute = 1e-4}), "") << target.vector_bits << " bits";
}

INSTANTIATE_TEST_SUITE_P(Tails, EachExtent, ::testing::Range(std::int64_t{1}, std::int64_t{41}));

TEST(Tails, NothingIsDoneForEmptyExtents) {
  ProgramUnderTest p;
  p.bind("batch", 0);
  const Dim batch = Dim::named("batch");
  const int x = p.input(DType::float32, {batch, 3}), y = p.output(DType::float32, {batch, 3}), sum = p.output(DType::float32, {3}),
            largest = p.output(DType::float32, {2});
  const int none = p.input(DType::float32, {2, 0});
  const loop::Axis i = loop::make_axis("i", batch), j = loop::make_axis("j", 3), k = loop::make_axis("k", batch),
                   l = loop::make_axis("l", 0), m = loop::make_axis("m", 2);
  p.kernel({i, j}, {{y, {index(i), index(j)}, p.at(x, {index(i), index(j)})}}, along(1, 4));
  p.kernel({j}, {{sum, {index(j)}, reduce(loop::Reduction::sum, {k}, p.at(x, {index(k), index(j)}))}}, along(0, 4));
  p.kernel({m}, {{largest, {index(m)}, reduce(loop::Reduction::maximum, {l}, p.at(none, {index(m), index(l)}))}}, folded(8));
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target), "");
}

}  // namespace

}  // namespace pellucid::testing
