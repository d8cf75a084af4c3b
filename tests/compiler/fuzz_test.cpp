// Random graphs: the compiled function against the reference evaluator, fused and not, with updates and without.
#include <gmock/gmock.h>

#include <pellucid/function.hpp>

#include "compiler/memory_use.hpp"
#include "compiler/pipeline.hpp"
#include "compiler/random_graph.hpp"
#include "compiler/runtime/build_question.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::uint64_t seeds = 150;

testing::AssertionResult are_near(const Array& received, const Array& expected) {
  if (received.dtype() != expected.dtype() || received.shape() != expected.shape()) return testing::AssertionFailure() << "another type";
  if (all_close(received, expected, {.relative = 2e-4, .absolute = 2e-4, .nan_equal = true})) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "received\n" << received.to_string() << "\nexpected\n" << expected.to_string();
}

// What shared variables are after a call, by the evaluator.
std::vector<Array> evaluate_updates(const RandomGraph& graph) {
  Variables values;
  for (const auto& [shared, value] : graph.updates) values.push_back(value);
  return evaluate(values, graph.given());
}

TEST(RandomGraphs, CompiledGiveWhatTheEvaluatorGives) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomGraph graph = random_graph(seed);
    const std::vector<Array> expected = evaluate(graph.outputs, graph.given()), renewed = evaluate_updates(graph);
    const Function function(graph.inputs, graph.outputs, {.updates = graph.updates});
    const std::vector<Array> received = function(graph.values);
    for (std::size_t i = 0; i < expected.size(); ++i) ASSERT_TRUE(are_near(received[i], expected[i])) << function.program_text();
    for (std::size_t i = 0; i < renewed.size(); ++i)
      ASSERT_TRUE(are_near(graph.updates[i].first.get_value(), renewed[i])) << function.program_text();
  }
}

TEST(RandomGraphs, ReadsDoNotChangeBits) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomGraph graph = random_graph(seed, {.operations = 25, .updates = seed % 4 < 2, .patterns = seed % 2 == 1});
    Variables values;  // as they are before the updates
    std::uint64_t seen = 0;
    for (const Variable& value : ancestors(graph.outputs))
      if (values.size() < 12 && ++seen % 3 != seed % 3) values.push_back(value);
    for (const auto& [shared, value] : graph.updates) {
      values.push_back(shared.variable());
      if (shared.variable().rank() > 1) values.push_back(vocabulary::transpose(shared.variable()));
      values.push_back(shared.variable() * 2);
    }
    const std::vector<Array> expected = evaluate(values, graph.given());
    std::vector<Array> states;
    for (const auto& [shared, value] : graph.updates) states.push_back(shared.get_value());
    const Function plain(graph.inputs, graph.outputs, {.updates = graph.updates}),
        reading(graph.inputs, graph.outputs, {.updates = graph.updates, .reads = Targets(values.begin(), values.end())});
    const std::vector<Array> without = plain(graph.values);
    for (std::size_t i = 0; i < states.size(); ++i) graph.updates[i].first.set_value(states[i]);
    const std::vector<Array> with = reading(graph.values);
    for (std::size_t i = 0; i < without.size(); ++i)
      ASSERT_TRUE(same_bits(without[i], with[i])) << plain.program_text() << reading.program_text();
    for (std::size_t i = 0; i < expected.size(); ++i)
      ASSERT_TRUE(are_near(with[without.size() + i], expected[i])) << reading.program_text();
  }
}

// Every plan in the checked interpreter: no index leaves its buffer, and no temporary is read where another one lives.
TEST(RandomGraphs, PlansKeepToTheirMemory) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    for (const bool fuse : {true, false}) {
      SCOPED_TRACE("seed " + std::to_string(seed) + (fuse ? ", fused" : ", not fused"));
      const RandomGraph graph = random_graph(seed + 1000);
      compiler::CompileOptions options{.verify = true, .plan = {.fuse = fuse, .in_place = fuse}};
      const compiler::Compilation work =
          compiler::compile(compiler::build_question(graph.inputs, graph.outputs, {.updates = graph.updates}), {}, options);
      const std::vector<Array> expected = evaluate(graph.outputs, graph.given()), renewed = evaluate_updates(graph);
      std::vector<Array> states;
      const std::vector<Array> received = run_in_one_arena(work.plan, graph.values, states);
      for (std::size_t i = 0; i < expected.size(); ++i) ASSERT_TRUE(are_near(received[i], expected[i])) << loop::print(work.plan.program);
      for (std::size_t i = 0; i < work.plan.states.size(); ++i) {
        for (std::size_t j = 0; j < renewed.size(); ++j) {
          if (state_of(graph.updates[j].first.variable()) != work.plan.states[i].state) continue;
          ASSERT_TRUE(are_near(states[i], renewed[j])) << loop::print(work.plan.program);
        }
      }
    }
  }
}

}  // namespace
}  // namespace pellucid::inline v0
