// Each rewrite rule alone: on its samples, and beside what it must leave.
#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <set>

#include <pellucid/function.hpp>

#include "compiler/random_graph.hpp"
#include "compiler/rewrite_samples.hpp"
#include "graph/walk.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;
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

// What a rule easily forgets: signs, zeros and NaN. Infinities, and what is large or small, are in rewrite_edges_test.cpp.
Given signs_for(const Variables& inputs, std::uint64_t seed) {
  const std::vector<double> edges = {-2.5, -1, -0.75, -0.0, 0.0, 0.5, 1, 1.5, 3, std::numeric_limits<double>::quiet_NaN()};
  Given given;
  for (const Variable& input : inputs) {
    std::vector<double> values;
    for (const double place : random_array({4, 6}, seed++, DType::float64).to_vector<double>())
      values.push_back(is_floating(input.dtype()) ? edges[static_cast<std::size_t>((place + 1) / 2 * static_cast<double>(edges.size()))]
                                                  : std::floor(place * 4));
    given.emplace_back(input, Array(values, {4, 6}).astype(input.dtype()));
  }
  return given;
}

testing::AssertionResult give_the_same(const Variable& before, const Variable& after, const Given& given) {
  const Array expected = evaluate({before}, given)[0], received = evaluate({after}, given)[0];
  if (all_close(received, expected, {.relative = 1e-12, .absolute = 1e-12, .nan_equal = true})) return testing::AssertionSuccess();
  auto failure = testing::AssertionFailure() << "expected\n" << expected << "\nreceived\n" << received;
  for (const auto& [input, value] : given) failure << "\nfor " << input.to_string() << "\n" << value;
  return failure;
}

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
        EXPECT_TRUE(give_the_same(sample.value, values[0], values_for(sample.inputs, tried)));
        for (std::uint64_t seed = 0; seed < 4; ++seed) EXPECT_TRUE(give_the_same(sample.value, values[0], signs_for(sample.inputs, seed)));
      }
      EXPECT_GE(tried, 1) << "no sample in rewrite_samples.cpp";
      for (const Op* head : rule.heads) EXPECT_TRUE(head == nullptr || shown.contains(head)) << "no sample of " << head->name;
    }
  }
  for (const RewriteSample& sample : samples) EXPECT_TRUE(names.contains(sample.rule)) << sample.rule << " is no rule";
}

// A node of a sample and what may stand in its place, so that the pattern is almost there: another number, another function, other operands.
std::vector<std::pair<Variable, Variable>> almost(const RewriteSample& sample) {
  std::vector<std::pair<Variable, Variable>> changes;
  for (const NodePointer& node : topological({sample.value})) {
    const Variable was(node, 0);
    if (node->types.size() != 1) continue;
    const Variables& from = node->inputs;
    if (node->op->role == Role::literal) {
      const double number = node->attributes.get<double>("value");
      changes.emplace_back(was, full(is_floating(was.dtype()) ? number + 0.375 : number == 0 ? 1 : 0, was.type()));
    }
    const auto change_to = [&](const Variable& now) {
      if (now != was && now.type() == was.type()) changes.emplace_back(was, now);
    };
    if (from.size() == 1 && node->op->elementwise && is_floating(was.dtype())) change_to(cast_to(v::sin(from[0]), was.dtype()));
    if (from.size() != 2) continue;
    const auto again = [&](const Variables& inputs) { return Variable(intern(*node->op, inputs, node->attributes), 0); };
    if (from[0].type() == from[1].type()) change_to(again({from[1], from[0]}));
    for (std::size_t i = 0; i < 2; ++i) {
      if (!is_floating(from[i].dtype())) continue;
      Variables inputs = from;
      inputs[i] = v::cos(from[i]);
      change_to(again(inputs));
    }
  }
  return changes;
}

TEST(Rules, LeaveTheValueOfWhatIsAlmostASample) {
  std::size_t tried = 0;
  for (const RewriteSample& sample : rewrite_samples()) {
    for (const auto& [was, now] : almost(sample)) {
      std::unordered_map<Variable, Variable> known = {{was, now}};
      const Variable changed = transform({sample.value}, known)[0];
      SCOPED_TRACE(std::string(sample.rule) + "\n" + print({changed}));
      Variables values = {changed};
      rewrite_by_all(values);
      EXPECT_TRUE(give_the_same(changed, values[0], values_for(sample.inputs, ++tried)));
      for (std::uint64_t seed = 0; seed < 4; ++seed) EXPECT_TRUE(give_the_same(changed, values[0], signs_for(sample.inputs, seed)));
    }
  }
  EXPECT_GE(tried, 390);
}

TEST(Rules, LeaveWhatWouldBeAnother) {
  const Variable whole = input("k", {2}, DType::int64), count = input("c", {2}, DType::int64), x = input("x", {0}), y = input("y", {2}),
                 other = input("other", {2});
  const Variable square = input("m", {3, 3}), e = v::exp(square), none = v::exp(input("none", {3, 0}));
  const Variable tall = v::concatenate({square, e}, {{"axis", std::int64_t{0}}});
  const auto as = [](const Variable& of, DType dtype) { return v::cast(of, {{"dtype", dtype}}); };
  const Dim n = Dim::named("n");
  const Variable z = input("z", {n});
  const auto padded = [](const Variable& of, const Dim& low, const Dim& high, double value = 0) {
    return v::pad(of, {{"low", Dims{low}}, {"high", Dims{high}}, {"value", value}});
  };
  const auto part = [](const Variable& of, const Dim& start, const Dim& extent) {
    return v::slice(of, {{"starts", Dims{start}}, {"extents", Dims{extent}}, {"steps", Axes{1}}});
  };
  const auto around = [](const Variable& of, const Dims& low, const Dims& high, const Axes& interior = {0, 0}) {
    return v::pad(of, {{"low", low}, {"high", high}, {"interior", interior}});
  };
  const auto over = [](const Variable& of, const Axes& axes) { return v::sum(of, {{"axes", axes}}); };
  const auto stretched = [](const Variable& of, const Dims& dims, const Axes& axes) {
    return v::broadcast(of, {{"dims", dims}, {"axes", axes}});
  };
  for (const Variable& value : {as(as(as(whole, DType::int32), DType::float16), DType::float64),
                                as(as(y, DType::int64), DType::float32),
                                as(as(as(whole, DType::int16), DType::int8), DType::float64),
                                as(as(as(whole, DType::int8), DType::uint8), DType::float64),
                                as(as(as(whole, DType::int8), DType::uint16), DType::float64),
                                as(as(as(whole, DType::uint8), DType::int8), DType::float64),
                                as(as(as(y, DType::float16), DType::int32), DType::float64),
                                as(as(as(whole, DType::int16), DType::float32), DType::uint16),
                                as(as(as(whole, DType::uint16), DType::float32), DType::int8),
                                v::log(v::sum(v::exp(x))),
                                v::power(y, 0.5),
                                v::exp(v::log(y)),
                                y / y,
                                whole - count,
                                v::maximum(y, other),
                                v::less_equal(whole, count),
                                v::where(v::less(y, other), y, other),
                                v::logical_not(v::less(y, 0.5)),
                                y * 3 * 5,
                                y * (1 / other),
                                y * 0.5 * 3,
                                y * 3 * 0.5,
                                v::absolute(-as(whole, DType::uint8)),
                                y / 3,
                                y / 0x1p99,
                                y / 0x1p-99,
                                y * 0x1p60 * 0x1p60,
                                y * 0x1p-60 * 0x1p-60,
                                y * 0x1p110 * 0x1p-50,
                                y * 0x1p-50 * 0x1p110,
                                as(whole, DType::int8) * 64 * 4,
                                v::log(2 - y),
                                v::log(y - 1),
                                v::log(y + 2),
                                v::exp(y) - 2,
                                2 - v::exp(y),
                                v::exp(y) + 2,
                                v::log(v::sum(y)),
                                v::log(v::sum(v::exp(z))),
                                v::log(v::reduce_max(v::exp(y))),
                                v::log(v::sum(none)),
                                v::log(1 / y),
                                y - 1,
                                1 - y,
                                y + -1,
                                1 - v::tanh(y) * other,
                                1 - v::tanh(y) * v::tanh(other),
                                1 - v::square(v::sin(y)),
                                2 - v::square(v::tanh(y)),
                                1 - v::tanh(y),
                                v::square_root(y * v::tanh(y)),
                                v::square_root(y / y),
                                v::tanh(square) / stretched(over(v::tanh(square), {1}), {3, 3}, {0}),
                                e / v::contraction(over(e, {1}), input("w", {3}), {{"labels", std::string("a,b->ab")}}),
                                e / stretched(v::reduce_max(e, {{"axes", Axes{1}}}), {3, 3}, {0}),
                                e / stretched(over(v::exp(-square), {1}), {3, 3}, {0}),
                                e / stretched(v::sum(e), {3, 3}, {}),
                                e / stretched(over(e, {1}), {3, 3}, {1}),
                                none / stretched(over(none, {1}), {3, 0}, {0}),
                                v::exp(z) / stretched(v::sum(v::exp(z)), {n}, {}),
                                v::maximum(v::maximum(y, other), 1),
                                v::maximum(v::maximum(y, 1), other),
                                v::minimum(v::maximum(y, 1), 2),
                                v::sum(v::gather(constant(Array({1., 2.})), constant(Array({1, 5}, DType::int64)))),
                                counting({5}, 0),
                                part(v::concatenate({y, other}), n, 1),
                                part(v::concatenate({y, other}), 0, n),
                                part(v::concatenate({z, other}), 0, 1),
                                v::concatenate({tall, tall}, {{"axis", std::int64_t{1}}}),
                                v::slice(square, {{"starts", Dims{0, 2}}, {"extents", Dims{3, 3}}, {"steps", Axes{1, -1}}}),
                                around(square, {0, 1}, {0, 0}),
                                around(square, {0, 0}, {0, 1}),
                                around(square, {0, 0}, {0, 0}, {0, 1}),
                                around(around(square, {1, 1}, {1, 1}), {0, -1}, {0, 0}),
                                around(around(square, {1, 1}, {1, 1}), {0, 0}, {0, -1}),
                                around(around(square, {1, 1}, {1, 1}), {0, 0}, {0, 0}, {0, 1}),
                                padded(padded(y, 0, n), 1, 0),
                                padded(padded(y, n, 0), 0, 1),
                                over(stretched(y, {n, 2}, {1}), {0}),
                                over(stretched(y, {0, 2}, {1}), {0}),
                                over(stretched(as(y, DType::float16), {3, 2}, {1}), {0}),
                                over(stretched(as(y, DType::bfloat16), {3, 2}, {1}), {0}),
                                padded(z, 0, 2) + padded(z, 2, 0),
                                padded(y, 0, n) + padded(y, n, 0),
                                padded(y, 0, 2, 1) + padded(y, 2, 0)}) {
    Variables values = {value};
    rewrite_by_all(values);
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
      {first(1 - v::sigmoid(x)), 20, 2.0611536e-9},
      {first(1 - v::square(v::tanh(x))), 20, 1.6993417e-17},
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

}  // namespace
}  // namespace pellucid::inline v0
