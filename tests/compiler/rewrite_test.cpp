// Rewriting: that it reaches everything, ends, and leaves the values of random graphs.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "compiler/planned.hpp"
#include "compiler/random_graph.hpp"
#include "compiler/rewrite_samples.hpp"
#include "graph/scan.hpp"
#include "graph/walk.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;
using compiler::RewriteReport;
using compiler::Rule;
using compiler::Table;
using Given = std::vector<std::pair<Variable, Array>>;

TEST(Rewriting, ReachesIntoScansAndKnowsWhatItMade) {
  const Variable x = input("x", {3, 2});
  const ScanResult result = scan({.sequences = {x}, .initial = {constant(Array::zeros({2}))}, .length = 3}, [](const ScanStep& at) {
    const Variable now = at.carries[0] * (v::exp(zeros_like(at.slices[0])) * 1) + at.slices[0];  // exp(0) is 1 once it is folded
    return ScanYield{.carries = {now}, .collected = {}};
  });
  Variables values = result.carries;
  const RewriteReport report = rewrite_by_all(values);
  EXPECT_EQ(report.fired.at("multiply by one"), 2);
  EXPECT_THAT(print(values), testing::Not(testing::HasSubstr("multiply")));
}

TEST(Rewriting, OfAChainOfAHundredThousandNodes) {
  const Variable x = input("x", {2});
  Variable value = x;
  for (int i = 0; i < 50'000; ++i) value = v::tanh(-(-value)) * 1;
  Variables values = {value};
  EXPECT_FALSE(rewrite_by_all(values).is_exhausted);
  EXPECT_EQ(topological(values).size(), 50'001);
}

TEST(Rewriting, EndsWhereRulesLeadInACircleOrOnAndOn) {
  constexpr std::array circle = {
      Rule{"there",
           "x + y -> x - y",
           {&table::add},
           [](const NodePointer&, const Variables& x) -> compiler::Rewritten { return x[0] - x[1]; }},
      Rule{"back", "x - y -> x + y", {&table::subtract}, [](const NodePointer&, const Variables& x) -> compiler::Rewritten {
             return x[0] + x[1];
           }}};
  constexpr std::array endless = {
      Rule{"grow",
           "exp(x) -> exp(exp(x))",
           {&table::exp},
           [](const NodePointer&, const Variables& x) -> compiler::Rewritten { return v::exp(v::exp(x[0])); }},
      Rule{"go on", "tanh(x) -> tanh(-x)", {&table::tanh}, [](const NodePointer&, const Variables& x) -> compiler::Rewritten {
             return v::tanh(-x[0]);
           }}};
  const Variable x = input("x", {2}), y = input("y", {2});
  const auto ends = [](const Table& table, const Variable& value) {
    const std::array tables = {&table};
    Variables values = {value};
    return compiler::rewrite(values, tables).is_exhausted;
  };
  EXPECT_TRUE(ends({"circle", circle}, x + y));
  EXPECT_TRUE(ends({"endless", endless}, v::exp(x)));
  EXPECT_TRUE(ends({"endless", endless}, v::tanh(x)));
}

TEST(Rewriting, LeavesOneCutOfAPadsCotangent) {
  const Variable x = input("x", {3}), flow = input("flow", {6});
  Variables values = {pullback(v::pad(x, {{"low", Dims{1}}, {"high", Dims{2}}}), x, flow)};
  rewrite_by_all(values);
  EXPECT_EQ(topological(values).size(), 2) << print(values);
}

TEST(Rewriting, EntersLoopsOfInputsThatAreDone) {
  const Variable x = input("x", {3, 2}), start = input("start", {2});
  const auto loop = [&](bool twice) {
    return scan({.sequences = {x}, .initial = {start}, .length = 3},
                [&](const ScanStep& at) {
                  const Variable now = at.carries[0] + at.slices[0];
                  return ScanYield{.carries = {v::tanh(twice ? -(-now) : now)}, .collected = {}};
                })
        .carries[0];
  };
  Variables values = {x, start, loop(true)};
  rewrite_by_all(values);
  EXPECT_EQ(values[2], loop(false)) << print(values);
}

TEST(Rewriting, MayFireOftenAtOneNode) {
  constexpr std::array halving = {Rule{"halve",
                                       "leaky_relu(x, a) -> exp(leaky_relu(x, a / 2)), for a above 1",
                                       {&table::leaky_relu},
                                       [](const NodePointer& node, const Variables& x) {
                                         const double slope = node->attributes.get<double>("negative_slope");
                                         return slope > 1 ? v::exp(v::leaky_relu(x[0], {{"negative_slope", slope / 2}}))
                                                          : compiler::Rewritten();
                                       }}};
  const Table table{"halving", halving};
  const std::array tables = {&table};
  Variables values = {v::leaky_relu(input("x", {2}), {{"negative_slope", 256.0}})};
  EXPECT_FALSE(compiler::rewrite(values, tables).is_exhausted);
  EXPECT_EQ(topological(values).size(), 10);
}

TEST(Rewriting, IsSwitchedOffByTable) {
  const Variable x = input("x", {2});
  const auto kernel = [&](const compiler::CompileOptions& options) {
    return loop::print(planned({x}, {v::sin(x) * 1 + 0}, {}, options).plan.program);
  };
  EXPECT_THAT(kernel({}), testing::Not(testing::HasSubstr("1.0")));
  EXPECT_THAT(kernel({.without = {"algebra"}}), testing::HasSubstr("1.0"));
  EXPECT_THAT(kernel({.without = {"simplify"}}), testing::HasSubstr("1.0"));
}

// A recurrent layer of many units, whose products are pushed out for few examples and stay in the loop for many.
TEST(Rewriting, PushesThinProductsOutOfLoops) {
  const auto contractions_inside = [](const Dim& batch, std::int64_t features = 16) {
    const std::int64_t length = 5, units = 32;
    const Variable x = input("x", {length, batch, features}), w = input("w", {features, units}), u = input("u", {units, units});
    const ScanResult result =
        scan({.sequences = {x}, .initial = {zeros({DType::float32, {batch, units}})}, .length = length}, [&](const ScanStep& at) {
          const Attributes labels = {{"labels", std::string("bi,ij->bj")}};
          const Variable now = v::tanh(v::contraction(at.slices[0], w, labels) + v::contraction(at.carries[0], u, labels));
          return ScanYield{.carries = {now}, .collected = {now}};
        });
    const Variable loss = v::sum(v::square(result.collected[0]));
    compiler::Question question = planned({x, w, u}, {loss, gradient(loss, w), gradient(loss, u)}).question;
    std::size_t count = 0;
    for (const NodePointer& node : topological(all_values(question))) {
      if (node->op->role != Role::scan) continue;
      for (const NodePointer& inside : topological(scan_parts(Apply(node)).body->outputs()))
        count += inside->op == &table::contraction ? 1 : 0;
    }
    return count;
  };
  EXPECT_EQ(contractions_inside(1), 2);   // what a step needs of the step before it: forward and backward
  EXPECT_GE(contractions_inside(32), 6);  // and x W, and two gradients of weights
  EXPECT_GE(contractions_inside(Dim::named("batch")), 6);
  EXPECT_EQ(contractions_inside(1, 4), 4);  // x W is as little work as reading it, forward and backward
}

// A sum over the steps leaves the loop only where all that it adds is at hand after it.
TEST(Rewriting, LeavesSumsOfWhatOnlyTheLoopHas) {
  const Variable x = input("x", {4, 6}, DType::float64);
  const auto sums = [&](bool with_own) {
    const Type row{DType::float64, {6}};
    return scan({.sequences = {x}, .initial = {zeros(row), zeros(row)}, .length = 4},
                [&](const ScanStep& at) {
                  const Variable own = v::tanh(at.carries[1] + at.slices[0]);
                  const Variable added = with_own ? at.slices[0] + v::sin(at.carries[1]) : at.slices[0];
                  return ScanYield{.carries = {at.carries[0] + added, own}, .collected = {}};
                })
        .carries[0];
  };
  for (const bool with_own : {false, true}) {
    Variables values = {sums(with_own)};
    const RewriteReport report = rewrite_by_all(values);
    EXPECT_EQ(report.fired.contains("accumulation after a scan"), !with_own);
    const Given given = {{x, random_array({4, 6}, 1, DType::float64)}};
    EXPECT_TRUE(all_close(evaluate(values, given)[0], evaluate({sums(with_own)}, given)[0]));
  }
}

// Outputs, and the gradient of one of them.
Variables asked_of(const RandomGraph& graph) {
  Variables asked = graph.outputs;
  const Variables slopes =
      gradient(v::sum(graph.outputs[0]), Targets(graph.inputs.begin(), graph.inputs.end()), {.if_disconnected = IfDisconnected::zero});
  asked.insert(asked.end(), slopes.begin(), slopes.end());
  return asked;
}

TEST(Rewriting, OfRandomGraphsLeavesTheirValues) {
  std::map<std::string_view, std::size_t> fired;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomGraph graph = random_graph(seed, {.operations = 25, .updates = false, .patterns = true});
    const Variables asked = asked_of(graph);
    Variables values = asked;
    const RewriteReport report = rewrite_by_all(values);
    EXPECT_FALSE(report.is_exhausted);
    for (const auto& [rule, times] : report.fired) fired[rule] += times;
    const std::vector<Array> before = evaluate(asked, graph.given(), {.float64 = true}),
                             after = evaluate(values, graph.given(), {.float64 = true});
    for (std::size_t i = 0; i < asked.size(); ++i) {
      ASSERT_EQ(values[i].type(), asked[i].type());
      ASSERT_TRUE(all_close(before[i], after[i], {.relative = 1e-5, .absolute = 1e-5, .nan_equal = true}))
          << print({asked[i]}) << print({values[i]}) << before[i].to_string() << after[i].to_string();
    }
  }
  EXPECT_GE(fired.size(), 35) << "random graphs hold few of the patterns";
  EXPECT_GE(fired["contraction before a scan"], 10);
  EXPECT_GE(fired["accumulation after a scan"], 10);
}

TEST(Rewriting, OfRandomGraphsLeavesWhatIsCompiled) {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomGraph graph = random_graph(seed + 500, {.operations = 25, .updates = false, .patterns = true});
    const Variables asked = asked_of(graph);
    const std::vector<Array> expected = evaluate(asked, graph.given()), received = Function(graph.inputs, asked)(graph.values);
    for (std::size_t i = 0; i < asked.size(); ++i)
      ASSERT_TRUE(all_close(received[i], expected[i], {.relative = 2e-4, .absolute = 2e-4, .nan_equal = true})) << print({asked[i]});
  }
}

}  // namespace
}  // namespace pellucid::inline v0
