// Rewrite rules: each alone on its samples, and all of them on random graphs.
#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "compiler/planned.hpp"
#include "compiler/random_graph.hpp"
#include "compiler/rewrite/rewrite.hpp"
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

// Between 0 and 2, integers 0 and 1.
Given values_for(const Variables& inputs, std::uint64_t seed) {
  Given given;
  for (const Variable& input : inputs) {
    const Array numbers = random_array({4, 6}, seed++, DType::float64);
    std::vector<double> raised;
    for (const double number : numbers.to_vector<double>()) raised.push_back(number + 1);
    given.emplace_back(input, Array(raised, {4, 6}).astype(input.dtype()));
  }
  return given;
}

RewriteReport rewrite_by_all(Variables& values) { return compiler::rewrite(values, compiler::rules::all); }

TEST(Rules, EachFiresOnItsSamplesAndLeavesTheValue) {
  const std::vector<RewriteSample> samples = rewrite_samples();
  std::set<std::string_view> names;
  for (const Table* table : compiler::rules::all) {
    for (const Rule& rule : table->rules) {
      SCOPED_TRACE(std::string(table->name) + ": " + std::string(rule.name));
      EXPECT_TRUE(names.insert(rule.name).second) << "two rules of one name";
      const Table alone{table->name, {&rule, 1}};
      const std::array tables = {&alone};
      std::size_t tried = 0;
      std::set<const Op*> shown;
      for (const RewriteSample& sample : samples) {
        if (sample.rule != rule.name) continue;
        SCOPED_TRACE(print({sample.value}));
        ++tried;
        for (const NodePointer& node : topological({sample.value})) shown.insert(node->op);
        Variables values = {sample.value};
        EXPECT_GE(compiler::rewrite(values, tables).fired[rule.name], 1);
        EXPECT_EQ(values[0].type(), sample.value.type());
        EXPECT_TRUE(compiler::rewrite(values, tables).fired.empty()) << "the pattern is still there\n" << print(values);
        const Given given = values_for(sample.inputs, tried);
        const Array before = evaluate({sample.value}, given)[0], after = evaluate(values, given)[0];
        EXPECT_TRUE(all_close(before, after, {.relative = 1e-12, .absolute = 1e-12})) << before.to_string() << after.to_string();
      }
      EXPECT_GE(tried, 1) << "no sample in rewrite_samples.cpp";
      for (const Op* head : rule.heads) EXPECT_TRUE(head == nullptr || shown.contains(head)) << "no sample of " << head->name;
    }
  }
  for (const RewriteSample& sample : samples) EXPECT_TRUE(names.contains(sample.rule)) << sample.rule << " is no rule";
}

TEST(Rules, LeaveWhatWouldBeAnother) {
  const Variable whole = input("k", {2}, DType::int64), x = input("x", {0}), y = input("y", {2});
  const auto as = [](const Variable& of, DType dtype) { return v::cast(of, {{"dtype", dtype}}); };
  const Dim n = Dim::named("n");
  const Variable z = input("z", {n});
  const auto padded = [](const Variable& of, const Dim& low, const Dim& high, double value = 0) {
    return v::pad(of, {{"low", Dims{low}}, {"high", Dims{high}}, {"value", value}});
  };
  for (const Variable& value : {as(as(as(whole, DType::int32), DType::float16), DType::float64),
                                as(as(y, DType::int64), DType::float32),
                                as(as(as(whole, DType::int16), DType::int8), DType::float64),
                                as(as(as(whole, DType::int8), DType::uint8), DType::float64),
                                as(as(as(whole, DType::int8), DType::uint16), DType::float64),
                                as(as(as(whole, DType::uint8), DType::int8), DType::float64),
                                as(as(as(y, DType::float16), DType::int32), DType::float64),
                                v::log(v::sum(v::exp(x))),
                                v::power(y, 0.5),
                                v::exp(v::log(y)),
                                y / y,
                                v::logical_not(v::less(y, 0.5)),
                                y * 3 * 5,
                                y / 3,
                                y / 0x1p127,
                                y / 0x1p-128,
                                y * 0x1p64 * 0x1p64,
                                y * 0x1p-64 * 0x1p-63,
                                as(whole, DType::int8) * 64 * 4,
                                v::log(2 - y),
                                v::log(y - 1),
                                v::log(y + 2),
                                v::exp(y) - 2,
                                2 - v::exp(y),
                                v::exp(y) + 2,
                                v::log(v::sum(y)),
                                v::square_root(y * v::tanh(y)),
                                padded(z, 0, 2) + padded(z, 2, 0),
                                padded(y, 0, n) + padded(y, n, 0),
                                padded(y, 0, 2, 1) + padded(y, 2, 0)}) {
    Variables values = {value};
    compiler::rewrite(values, std::array{&compiler::rules::stability, &compiler::rules::algebra, &compiler::rules::canonical});
    EXPECT_EQ(values[0], value) << print({value}) << print(values);
  }
}

// Every slice of five elements, of each thing that a slice is moved through.
TEST(Rules, EverySliceKeepsItsElements) {
  const Variable x = input("x", {5}), a = input("a", {3}), b = input("b", {2}), single = input("c", {});
  const Given given = {{x, Array({1., 2., 3., 4., 5.})}, {a, Array({6., 7., 8.})}, {b, Array({9., 10.})}, {single, Array(11.F)}};
  const auto part = [](const Variable& of, std::int64_t start, std::int64_t extent, std::int64_t step) {
    return v::slice(of, {{"starts", Dims{start}}, {"extents", Dims{extent}}, {"steps", Axes{step}}});
  };
  const auto padded = [](const Variable& of, const Dim& low, const Dim& high, std::int64_t interior) {
    return v::pad(of, {{"low", Dims{low}}, {"high", Dims{high}}, {"interior", Axes{interior}}, {"value", 12.0}});
  };
  const std::vector<Variable> moved = {x,
                                       v::concatenate({a, b}),
                                       v::concatenate({b, a}),
                                       v::concatenate({b, v::reshape(single, {{"dims", Dims{1}}}), b}),
                                       v::broadcast(single, {{"dims", Dims{5}}, {"axes", Axes{}}}),
                                       part(v::concatenate({x, x}), 9, 5, -2),
                                       part(v::concatenate({x, x}), 1, 5, 2),
                                       padded(a, 1, 1, 0),
                                       padded(b, 0, 3, 0),
                                       padded(a, 0, 0, 1),
                                       padded(x, 1, -1, 0),
                                       v::transpose(x, {{"axes", Axes{0}}}),
                                       -x};
  std::size_t tried = 0;
  for (const Variable& of : moved)
    for (std::int64_t start = 0; start < 5; ++start)
      for (const std::int64_t step : {-3, -2, -1, 1, 2, 3})
        for (std::int64_t extent = 0; extent <= 5; ++extent) {
          const std::int64_t last = start + (extent - 1) * step;
          if (extent > 0 && (last < 0 || last >= 5)) continue;
          Variables values = {part(of, start, extent, step)};
          const Array before = evaluate(values, given)[0];
          rewrite_by_all(values);
          ASSERT_EQ(evaluate(values, given)[0].to_vector<double>(), before.to_vector<double>())
              << print({part(of, start, extent, step)}) << print(values);
          ++tried;
        }
  EXPECT_GT(tried, 500U);
}

// Of five elements, by pads that add and that take away, on both sides and between.
TEST(Rules, EveryPadOfAPadKeepsItsElements) {
  struct Amounts {
    std::int64_t low, high, interior;
  };
  std::vector<Amounts> all;
  for (const std::int64_t low : {-1, 0, 2})
    for (const std::int64_t high : {-1, 0, 2})
      for (const std::int64_t interior : {0, 1}) all.push_back({low, high, interior});
  const auto padded = [](const Variable& of, const Amounts& by, double value) {
    return v::pad(of, {{"low", Dims{by.low}}, {"high", Dims{by.high}}, {"interior", Axes{by.interior}}, {"value", value}});
  };
  const Variable x = input("x", {5});
  const Given given = {{x, Array({1., 2., 3., 4., 5.})}};
  for (const Amounts& inner : all)
    for (const Amounts& outer : all)
      for (const double value : {7., 8.}) {
        const Variable asked = padded(padded(x, inner, 7), outer, value);
        Variables values = {asked};
        rewrite_by_all(values);
        ASSERT_EQ(evaluate(values, given)[0].to_vector<double>(), evaluate({asked}, given)[0].to_vector<double>())
            << print({asked}) << print(values);
      }
}

// Where the graph as it is written overflows, underflows or cancels in float32.
TEST(Rules, OfStabilityKeepTheDigits) {
  const Variable x = input("x", {2});
  const Variable e = v::exp(x);
  const auto first = [](const Variable& of) { return of.at({0}); };
  const std::vector<std::tuple<Variable, double, double>> cases = {
      {first(v::log(v::softmax(x))), -200, -200},
      {first(v::log(v::sigmoid(x))), -200, -200},
      {first(v::log(1 + e)), 200, 200},
      {first(v::log(1 + e)), -30, std::exp(-30.)},
      {first(v::log(e)), 200, 200},
      {v::log(v::sum(e)), 200, 200},
      {first(v::log(1 + x)), 1e-10, 1e-10},
      {first(v::log(1 - x)), 1e-10, -1e-10},
      {first(v::log(1 - v::sigmoid(x))), 200, -200},
      {first(e - 1), 1e-10, 1e-10},
      {first(1 - e), 1e-10, -1e-10},
      {first(e / v::broadcast(v::sum(e), {{"dims", Dims{2}}, {"axes", Axes{}}})), 200, 1},
      {first(v::square_root(v::square(x))), -1e30, 1e30},
  };
  for (const auto& [value, at, expected] : cases) {
    SCOPED_TRACE(print({value}));
    const float received = Function({x}, {value})({Array(std::vector<float>{static_cast<float>(at), 0})})[0].at<float>({});
    EXPECT_NEAR(received, expected, std::abs(expected) * 1e-6);
  }
}

TEST(Rules, DoNotSeeThroughAClip) {
  const Variable x = input("x", {2});
  const Variable loss = v::log(v::clip(v::softmax(x), 1e-7, 1 - 1e-7));
  const Array received = Function({x}, {loss})({Array(std::vector<float>{-100, 100})})[0];
  EXPECT_NEAR(received.at<float>({0}), std::log(1e-7F), 1e-4);
}

TEST(Rules, KeepNotANumber) {
  const Variable x = input("x", {1});
  const Array nan(std::vector<float>{std::nanf("")});
  for (const Variable& value : {x * 0, x - x, v::maximum(x, x), v::where(v::equal(x, x), 0 * x, x)})
    EXPECT_TRUE(std::isnan(Function({x}, {value})({nan})[0].at<float>({0}))) << print({value});
}

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
    return loop::print(planned({x}, {v::tanh(x) * 1 + 0}, {}, options).plan.program);
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
    const Given given = values_for({x}, 1);
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
