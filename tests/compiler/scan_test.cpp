// Scans become loops.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>

#include "compiler/planned.hpp"
#include "compiler/random_graph.hpp"
#include "graph/scan.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

Variable mix(const Variable& state, const Variable& weights) {
  return v::contraction(state, weights, {{"labels", std::string("k,kj->j")}});
}

struct Recurrence {
  explicit Recurrence(std::int64_t steps, std::int64_t width = 5) : length(steps), units(width) {}
  std::int64_t length, units;
  SharedVariable weights{random_array({units, units}, 7), "weights"};
  Variable x = input("x", {length, units});
  ScanResult result =
      scan({.sequences = {x}, .initial = {constant(Array::zeros({units}))}, .length = length}, [this](const ScanStep& step) -> ScanYield {
        const Variable before = v::add(mix(step.carries[0], weights.variable()), step.slices[0]), now = v::tanh(before);
        return {.carries = {now}, .collected = {now, before}};
      });
};

TEST(Scans, AreLoopsHoweverLong) {
  const Recurrence r(10000);
  const compiler::Compilation work = planned({r.x}, {r.result.collected[0]});
  EXPECT_EQ(counts(work).loops, 1);
  EXPECT_LE(counts(work).kernels, 3) << loop::print(work.plan.program);
}

TEST(Scans, OfOneStepAreTheirBody) {
  const Recurrence r(1);
  const Counts found = counts(planned({r.x}, {r.result.carries[0]}));
  EXPECT_EQ(found.loops, 0);
  EXPECT_EQ(found.kernels, 1);
}

TEST(Scans, DoNotStoreWhatNobodyCollects) {
  const Recurrence r(100);
  const compiler::Compilation work = planned({r.x}, {r.result.carries[0]});
  EXPECT_LT(work.plan.program.arena_bytes.value(), 100 * 5 * 4);
}

TEST(Scans, TheForwardLoopRunsOnceForAValueAndItsDerivative) {
  const Recurrence r(6);
  const Variable loss = v::sum(v::multiply(r.result.collected[0], r.result.collected[0]));
  EXPECT_EQ(counts(planned({r.x}, {loss, gradient(loss, r.weights.variable())})).loops, 2);
}

TEST(Scans, ReadsInsideShareTheLoop) {
  const Recurrence r(6);
  const Counts found = counts(planned({r.x}, {r.result.collected[0]}, {.reads = {r.result.collected[1]}}));
  EXPECT_EQ(found.loops, 1);
}

TEST(Scans, GiveWhatTheEvaluatorGivesForwardAndBackward) {
  for (const std::int64_t length : {0, 1, 2, 7}) {
    const Recurrence r(length);
    const Variable loss = v::sum(v::multiply(r.result.collected[0], r.result.collected[1]));
    const Variables outputs = {r.result.carries[0], r.result.collected[1], loss, gradient(loss, r.weights.variable()), gradient(loss, r.x)};
    const Array x = random_array({length, 5}, 3);
    const std::vector<Array> expected = evaluate(outputs, {{r.x, x}}), received = Function({r.x}, outputs)({x});
    for (std::size_t i = 0; i < outputs.size(); ++i)
      EXPECT_TRUE(all_close(received[i], expected[i], {.relative = 1e-4, .absolute = 1e-5})) << length << ", output " << i;
  }
}

TEST(Scans, InsideScans) {
  const std::int64_t rows = 4, columns = 3;
  const Variable x = input("x", {rows, columns});
  const ScanResult outer = scan({.sequences = {x}, .initial = {constant(0.0)}, .length = rows}, [&](const ScanStep& row) -> ScanYield {
    const ScanResult inner = scan({.sequences = {row.slices[0]}, .initial = {row.carries[0]}, .length = columns, .reverse = true},
                                  [&](const ScanStep& step) -> ScanYield {
                                    const Variable now = v::tanh(v::add(step.carries[0], v::multiply(step.slices[0], 2.0)));
                                    return {.carries = {now}, .collected = {v::multiply(now, now)}};
                                  });
    return {.carries = {inner.carries[0]}, .collected = {inner.collected[0], v::sum(inner.collected[0])}};
  });
  const Variables outputs = {outer.carries[0], outer.collected[0], outer.collected[1]};
  const Array given = random_array({rows, columns}, 5);
  const std::vector<Array> expected = evaluate(outputs, {{x, given}}), received = Function({x}, outputs)({given});
  for (std::size_t i = 0; i < outputs.size(); ++i) EXPECT_TRUE(all_close(received[i], expected[i])) << i;
}

}  // namespace
}  // namespace pellucid::inline v0
