// Graphs that are deep, loops that are long: nothing that walks them may need stack for it.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "graph/scan.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/scan.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::int64_t nodes = 100'000, steps = 10'000;

TEST(Depth, AChainOfAHundredThousandNodesIsBuiltDerivedPrintedAndRun) {
  const Variable x = input("x", {4});
  Variable y = x;
  for (std::int64_t i = 0; i < nodes / 2; ++i) y = vocabulary::absolute(y - (0.25 + static_cast<double>(i % 7)));
  EXPECT_GE(ancestors({y}).size(), nodes);
  const Variable slope = gradient(y, x, {.reduce = "sum"});
  EXPECT_GT(print({slope}).size(), nodes);
  EXPECT_GT(to_dot({slope}).size(), nodes);

  const Array at({0.6, 1.7, 2.8, 3.9});  // never at the kink
  const std::vector<Array> expected = evaluate({y, slope}, {{x, at}});
  const std::vector<Array> received = Function({x}, {y})({at});
  EXPECT_TRUE(all_close(received[0], expected[0]));
  for (const float one : expected[1].to_vector<float>()) EXPECT_EQ(std::abs(one), 1.0F);
}

TEST(Depth, ALoopOfTenThousandStepsIsDerivedTwiceAndRun) {
  const Variable x = input("x", {steps}), w = input("w", {});
  const ScanBuild loop = {.sequences = {x}, .initial = {constant(0.0)}, .length = steps};
  const Variable h =
      scan(loop, [&](const ScanStep& at) { return ScanYield{.carries = {at.carries[0] * w + at.slices[0]}, .collected = {}}; }).carries[0];
  const Variable slope = gradient(h, w), second = gradient(slope, w);
  EXPECT_FALSE(print({second}).empty());
  const Array ones = Array::full({steps}, 1.0), weight(0.99F);
  const std::vector<Array> received = Function({x, w}, {h, slope, second})({ones, weight});
  // 1 / (1 - w) and its derivatives, when the series is as long as this
  EXPECT_NEAR(received[0].item<float>(), 100, 0.1);
  EXPECT_NEAR(received[1].item<float>(), 1e4, 20);
  EXPECT_NEAR(received[2].item<float>(), 2e6, 1e4);
}

}  // namespace
}  // namespace pellucid::inline v0
