// The simplest programs: one kernel, one idea.
#include <gtest/gtest.h>

#include "llvm/support/program_under_test.hpp"

namespace pellucid::testing {

namespace {

using loop::Operation;

loop::Schedule along(std::int64_t axis, std::int64_t width, std::vector<std::int64_t> tile = {}) {
  loop::Schedule schedule;
  schedule.vector_axis = axis;
  schedule.vector_width = width;
  schedule.tile = std::move(tile);
  return schedule;
}

TEST(NativeCode, AddsTwoVectors) {
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {37}), y = p.input(DType::float32, {37}), z = p.output(DType::float32, {37});
  const loop::Axis i = loop::make_axis("i", 37);
  p.kernel({i}, {{z, {index(i)}, p.at(x, {index(i)}) + p.at(y, {index(i)})}}, along(0, 16, {2}));
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target), "");
}

TEST(NativeCode, MultipliesMatrices) {
  ProgramUnderTest p;
  const int a = p.input(DType::float32, {10, 64}), b = p.input(DType::float32, {64, 32}), c = p.output(DType::float32, {10, 32});
  const loop::Axis i = loop::make_axis("i", 10), j = loop::make_axis("j", 32), k = loop::make_axis("k", 64);
  p.kernel({i, j}, {{c, {index(i), index(j)}, reduce(loop::Reduction::sum, {k}, p.at(a, {index(i), index(k)}) * p.at(b, {index(k), index(j)}))}}, along(1, 16, {5, 2}));
  for (auto target : all_targets()) {
    EXPECT_EQ(p.difference(target), "");
  }
}

}  // namespace

}  // namespace pellucid::testing
