// Sums of many floats: as far off as their blocks, not as their terms, whichever way they are run.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "llvm/support/program_under_test.hpp"
#include "llvm/support/schedules.hpp"

namespace pellucid::testing {

namespace {

using loop::Reduction;

constexpr double infinity = std::numeric_limits<double>::infinity();

// What follows the large number is lost when it is added to it one by one.
template <class T>
std::vector<T> large_then_ones(std::int64_t count, std::int64_t stride = 1) {
  std::vector<T> values(static_cast<std::size_t>(count * stride), T{1});
  for (std::int64_t i = 0; i < stride; ++i) values[static_cast<std::size_t>(i)] = std::ldexp(T{1}, std::numeric_limits<T>::digits);
  return values;
}

template <class T>
void expect_all_near(const ProgramUnderTest& p, int buffer, double truth) {
  for (const auto& target : all_targets())
    for (const double sum : p.native_result(buffer, target))
      EXPECT_NEAR(sum, truth, truth * 160 * std::ldexp(1.0, -std::numeric_limits<T>::digits)) << target.vector_bits << " bits";
}

// Rows that are summed, with schedules that run along the rows, along the sums, and one by one.
template <class T>
void expect_right_along(DType dtype, const std::vector<std::int64_t>& counts) {
  for (const std::int64_t count : counts) {
    for (const bool known : {true, false}) {
      for (const auto& schedule : {folded(8, 4), folded(4, 1), along(0, 4), along(0, 4, {3}, 4), along(-1, 1, {}, 2), along(-1, 1)}) {
        ProgramUnderTest p;
        const Dim n = known ? Dim(count) : Dim::named("n");
        if (!known) p.bind("n", count);
        const int rows = p.input(dtype, {3, n}), columns = p.input(dtype, {n, 20}), sums = p.output(dtype, {3}),
                  totals = p.output(dtype, {20});
        p.set(rows, large_then_ones<T>(3 * count));
        p.set(columns, large_then_ones<T>(count, 20));
        const loop::Axis i = loop::make_axis("i", 1), j = loop::make_axis("j", 20), k = loop::make_axis("k", n),
                         l = loop::make_axis("l", n);
        p.kernel({i}, {{sums, {index(i)}, reduce(Reduction::sum, {k}, p.at(rows, {index(i), index(k)}))}}, schedule);
        p.kernel({j}, {{totals, {index(j)}, reduce(Reduction::sum, {l}, p.at(columns, {index(l), index(j)}))}}, schedule);
        SCOPED_TRACE(std::to_string(count) + (known ? " known" : " unknown"));
        const double truth = std::ldexp(1.0, std::numeric_limits<T>::digits) + static_cast<double>(count - 1);
        for (const auto& target : all_targets()) {
          const double tolerance = truth * 160 * std::ldexp(1.0, -std::numeric_limits<T>::digits);
          EXPECT_NEAR(p.native_result(sums, target)[0], truth, tolerance);
          for (const double sum : p.native_result(totals, target)) EXPECT_NEAR(sum, truth, tolerance);
        }
      }
    }
  }
}

TEST(Sums, OfManyTermsAreAsFarOffAsTheirBlocks) {
  expect_right_along<float>(DType::float32, {1000, 5003});
  expect_right_along<double>(DType::float64, {5003});
}

TEST(Sums, RunOverSeveralAxes) {
  for (const auto& extents : {Dims{40, 50}, Dims{3, 1700}, Dims{1700, 3}, Dims{300, 1}, Dims{1, 3000}, Dims{200, 200}}) {
    for (const bool known : {true, false}) {
      for (const auto& schedule : {folded(8, 2), along(0, 4, {2}), along(-1, 1, {}, 4)}) {
        ProgramUnderTest p;
        Dims dims = extents;
        if (!known) {
          dims = {Dim::named("a"), Dim::named("b")};
          p.bind("a", extents[0].value());
          p.bind("b", extents[1].value());
        }
        const std::int64_t count = extents[0].value() * extents[1].value();
        const int x = p.input(DType::float32, {dims[0], dims[1], 9}), y = p.output(DType::float32, {9});
        p.set(x, large_then_ones<float>(count, 9));
        const loop::Axis j = loop::make_axis("j", 9), k = loop::make_axis("k", dims[0]), l = loop::make_axis("l", dims[1]);
        p.kernel({j}, {{y, {index(j)}, reduce(Reduction::sum, {k, l}, p.at(x, {index(k), index(l), index(j)}))}}, schedule);
        SCOPED_TRACE(to_string(extents) + (known ? " known" : " unknown"));
        expect_all_near<float>(p, y, 0x1p24 + static_cast<double>(count - 1));
      }
    }
  }
}

TEST(Sums, OfProductsAndBesideOtherReductions) {
  for (const auto& schedule : {folded(8, 2), along(0, 4, {2}, 2), along(-1, 1)}) {
    ProgramUnderTest p;
    const std::int64_t n = 5003;
    const int x = p.input(DType::float32, {n, 6}), ones = p.input(DType::float32, {n}), counts = p.input(DType::int32, {n});
    const int sum = p.output(DType::float32, {6}), most = p.output(DType::float32, {6}), count = p.output(DType::int32, {6});
    p.set(x, large_then_ones<float>(n, 6));
    p.set(ones, std::vector<float>(5003, 1.0F));
    p.set(counts, std::vector<std::int32_t>(5003, 3));
    const loop::Axis j = loop::make_axis("j", 6), k = loop::make_axis("k", n), l = loop::make_axis("l", n), m = loop::make_axis("m", n);
    p.kernel({j},
             {{sum, {index(j)}, reduce(Reduction::sum, {k}, p.at(x, {index(k), index(j)}) * p.at(ones, {index(k)}))},
              {most, {index(j)}, reduce(Reduction::maximum, {l}, p.at(x, {index(l), index(j)}))},
              {count, {index(j)}, reduce(Reduction::sum, {m}, p.at(counts, {index(m)}))}},
             schedule);
    expect_all_near<float>(p, sum, 0x1p24 + 5002);
    expect_all_near<float>(p, most, 0x1p24);
    expect_all_near<float>(p, count, 3 * 5003);
  }
}

// An infinity stays one, opposite ones meet in NaN, and NaN is kept: wherever in the blocks they stand.
TEST(Sums, KeepInfinitiesAndNaN) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  struct Case {
    std::vector<std::pair<std::size_t, double>> given;
    double sum;
  };
  const std::vector<Case> cases = {{{{0, infinity}}, infinity},
                                   {{{4999, -infinity}}, -infinity},
                                   {{{3, infinity}, {4, infinity}}, infinity},
                                   {{{3, infinity}, {4000, -infinity}}, nan},
                                   {{{2500, nan}}, nan},
                                   {{{0, nan}, {1, infinity}}, nan}};
  for (const Case& one : cases) {
    for (const auto& schedule : {folded(8, 2), along(-1, 1, {}, 4)}) {
      ProgramUnderTest p;
      const int x = p.input(DType::float32, {1, 5000}), y = p.output(DType::float32, {1});
      std::vector<float> values(5000, 1.0F);
      for (const auto& [at, value] : one.given) values[at] = static_cast<float>(value);
      p.set(x, values);
      const loop::Axis i = loop::make_axis("i", 1), k = loop::make_axis("k", 5000);
      p.kernel({i}, {{y, {index(i)}, reduce(Reduction::sum, {k}, p.at(x, {index(i), index(k)}))}}, schedule);
      for (const auto& target : all_targets()) {
        EXPECT_EQ(p.difference(target, {}), "");
        const double sum = p.native_result(y, target)[0];
        if (std::isnan(one.sum)) EXPECT_TRUE(std::isnan(sum));
        else EXPECT_EQ(sum, one.sum);
      }
    }
  }
}

// Additions at indices from memory, to few elements and to neighbours, with a buffer for what is rounded off.
TEST(Sums, ScatteredKeepWhatIsRoundedOff) {
  for (const auto& schedule : {along(-1, 1), along(0, 8), along(1, 8), along(1, 4, {1, 2})}) {
    ProgramUnderTest p;
    const std::int64_t n = 5003;
    const int x = p.input(DType::float32, {n, 9}), at = p.input(DType::int32, {n});
    const int rows = p.state(DType::float32, {2, 9}), rests = p.state(DType::float32, {2, 9});
    const int one = p.state(DType::float64, {1}), rest = p.state(DType::float64, {1});
    p.set(x, large_then_ones<float>(n, 9));
    p.set(at, std::vector<std::int32_t>(5003, 1));
    for (const int zeros : {rows, rests}) p.set(zeros, std::vector<float>(18));
    for (const int zeros : {one, rest}) p.set(zeros, std::vector<double>(1));
    const loop::Axis k = loop::make_axis("k", n), j = loop::make_axis("j", 9);
    const auto value = p.at(x, {index(k), index(j)});
    p.kernel({k, j}, {{rows, {p.at(at, {index(k)}), index(j)}, value, loop::Write::add, rests}}, schedule).stores[0].index[0] =
        loop::cast(p.at(at, {index(k)}), DType::int64);
    p.kernel({k, j}, {{one, {loop::integer(0)}, loop::cast(value, DType::float64), loop::Write::add, rest}}, schedule);
    for (const auto& target : all_targets()) {
      EXPECT_EQ(p.difference(target, {.relative = 0, .absolute = 0, .bits = true}), "") << target.vector_bits << " bits";
      const std::vector<double> sum = p.native_result(rows, target), off = p.native_result(rests, target);
      for (std::size_t i = 9; i < 18; ++i) EXPECT_EQ(sum[i] + off[i], 0x1p24 + 5002);
    }
  }
}

}  // namespace

}  // namespace pellucid::testing
