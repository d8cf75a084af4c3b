// Each rule alone where numbers end: zeros, denormals, the largest, infinities, NaN, and pairs of them. Both sides are the same there, NaN and
// infinity included, but where the rule's row says that they differ; docs/accuracy.md says the same. Counts wrap in narrow integers.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <regex>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "compiler/rewrite_samples.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;
using compiler::Rule;
using compiler::Table;
using Given = std::vector<std::pair<Variable, Array>>;
using Numbers = std::vector<double>;

struct Format {
  DType dtype;
  double smallest, largest, unit;  // the smallest normal number, the largest, half the distance from 1 to the next
};
template <class T>
Format format_of() {
  using Limits = std::numeric_limits<T>;
  return {dtype_of<T>, Limits::min(), Limits::max(), static_cast<double>(Limits::epsilon()) / 2};
}

Numbers edges_of(const Format& format) {
  const double denormal = format.smallest * format.unit * 2;
  Numbers edges = {std::numeric_limits<double>::quiet_NaN()};
  for (const double size : {0.0, denormal, format.smallest / 3, format.smallest, 1e-20, 0.1, 0.75, 1.0, 2.5, 20.0, 40.0, 90.0, 700.0, 1e18,
                            1e30, format.largest, std::numeric_limits<double>::infinity()})
    edges.insert(edges.end(), {size, -size});
  return edges;
}

// What the rows of the rules say by `differs`, of an array that holds a and b, each in half of its places; rows have six places.
using Domain = std::function<bool(double a, double b, const Format& of)>;

bool is_normal(long double x, const Format& of) { return x <= of.largest && x >= of.smallest; }
bool above(long double x, const Format& of) { return x > of.largest; }
bool below(long double x, const Format& of) { return x < of.smallest; }
long double sigmoid(double x) { return 1 / (1 + std::exp(-static_cast<long double>(x))); }
long double exponential(double x) { return std::exp(static_cast<long double>(x)); }
long double sum_of_exp(double a, double b) { return 3 * (exponential(a) + exponential(b)); }
long double smaller_share(double a, double b) { return exponential(std::min(a, b) - std::max(a, b)) / 6; }  // at least

Domain either(bool (*of_one)(double, const Format&)) {
  return [of_one](double a, double b, const Format& of) { return of_one(a, of) || of_one(b, of); };
}

bool is_small(double x, const Format&) { return std::abs(x) < 1; }

bool log_of_one_and(double x, const Format&) {
  const auto is_near_one = [](long double y) { return std::abs(y) < 0.5L; };
  return is_near_one(x) || is_near_one(x / 8) || sigmoid(x) < 0.5L || sigmoid(x) > 0.875L;
}

bool exp_over_its_sum(double a, double b, const Format& of) {
  const auto is_lost = [&](long double x) { return !is_normal(x, of); };
  return is_lost(exponential(a)) || is_lost(exponential(b)) || is_lost(sum_of_exp(a, b)) || below(smaller_share(a, b), of);
}

bool log_of_sum_of_exp(double a, double b, const Format& of) {
  const auto is_lost = [&](long double sum) { return !is_normal(sum, of) || (sum >= 0.5L && sum <= 2); };
  return is_lost(sum_of_exp(a, b)) || is_lost(exponential(a)) || is_lost(exponential(b));  // a sum may be of one
}

// Of products of two, 120 at most.
bool sums_overflow(double a, double b, const Format& of) {
  const long double most = std::max({std::abs(a), std::abs(b), 1.0});
  return above(120 * most * most, of);
}

const std::map<std::string_view, Domain> domains = {
    {"log of softmax", [](double a, double b, const Format& of) { return below(smaller_share(a, b), of); }},
    {"log of sigmoid", either([](double x, const Format& of) { return sigmoid(x) > 0.5L || below(sigmoid(x), of); })},
    {"log of exp", either([](double x, const Format& of) { return is_small(x, of) || !is_normal(exponential(x), of); })},
    {"log of a sum of exp", log_of_sum_of_exp},
    {"log of one and", either(log_of_one_and)},
    {"log1p of exp", either([](double x, const Format& of) { return above(exponential(x), of); })},
    {"exp less one", either(is_small)},
    {"exp and minus one", either(is_small)},
    {"one less sigmoid", either([](double x, const Format&) { return x > 0; })},
    {"one less tanh squared", either([](double x, const Format&) { return std::abs(x) > 0.5; })},
    {"exp over its sum", exp_over_its_sum},
    {"root of square",
     either([](double x, const Format& of) { return !is_normal(static_cast<long double>(x) * static_cast<long double>(x), of); })},
    {"reduction of repeated", sums_overflow},
    {"accumulation after a scan", sums_overflow},
};

// The same NaNs and infinities, and numbers within some units in the last place of the largest that was added.
testing::AssertionResult are_the_same(const Variable& before, const Variable& after, const Given& given, double units, double added) {
  const Numbers expected = evaluate({before}, given)[0].to_vector<double>(), received = evaluate({after}, given)[0].to_vector<double>();
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double e = expected[i], r = received[i];
    if (e == r || (std::isnan(e) && std::isnan(r))) continue;
    if (std::isfinite(e) && std::isfinite(r) && std::abs(e - r) <= units * std::max(std::abs(e), added)) continue;
    auto failure = testing::AssertionFailure() << "element " << i << ": expected " << e << ", received " << r << "\n" << print({after});
    for (const auto& [input, value] : given) failure << input.to_string() << "\n" << value << "\n";
    return failure;
  }
  return testing::AssertionSuccess();
}

// Every pair of edges in turn, at every place of the inputs.
std::vector<Given> all_pairs(const Variables& inputs, const Numbers& edges) {
  std::vector<Given> all;
  const std::size_t count = edges.size() * edges.size();
  for (std::size_t first = 0; first < count; first += 24) {
    Numbers one, other;
    for (std::size_t i = first; i < first + 24; ++i) {
      one.push_back(edges[i % count / edges.size()]);
      other.push_back(edges[i % edges.size()]);
    }
    Given given;
    for (const Variable& input : inputs) given.emplace_back(input, Array(given.empty() ? one : other, {4, 6}).astype(input.dtype()));
    all.push_back(given);
  }
  return all;
}

// a and b in turn, in the second input the other way round.
Given filled_with(const Variables& inputs, double a, double b) {
  Given given;
  for (const Variable& input : inputs) {
    Numbers values;
    for (int i = 0; i < 24; ++i) values.push_back((i % 2 == 0) == given.empty() ? a : b);
    given.emplace_back(input, Array(values, {4, 6}).astype(input.dtype()));
  }
  return given;
}

class Edges : public testing::TestWithParam<Format> {};

void keeps_all(const RewriteSample& sample, const Variable& after, const Format& format) {
  for (const Given& given : all_pairs(sample.inputs, edges_of(format)))
    ASSERT_TRUE(are_the_same(sample.value, after, given, 4 * format.unit, 0));
}

// Sums in another order are as near as what was added is large; and e^(x - m) is as near as x - m, which is rounded.
void keeps_all_but(const Domain& domain, const RewriteSample& sample, const Variable& after, const Format& format, bool in_sums) {
  const Numbers edges = edges_of(format);
  for (const double a : edges)
    for (const double b : edges) {
      if (domain(a, b, format)) continue;
      const double most = std::max(std::abs(a), std::abs(b)), added = in_sums ? 120 * most * most : 0;
      const double units = std::isfinite(most) && !in_sums ? 16 + most : 16;
      ASSERT_TRUE(are_the_same(sample.value, after, filled_with(sample.inputs, a, b), units * format.unit, added));
    }
}

TEST_P(Edges, AreKeptByEachRuleButWhereItSaysSo) {
  std::map<std::string_view, int> tried;
  for (const RewriteSample& sample : rewrite_samples(GetParam().dtype)) {
    for (const Table* table : compiler::rules::all)
      for (const Rule& rule : table->rules) {
        if (rule.name != sample.rule) continue;
        SCOPED_TRACE(std::string(rule.name) + "\n" + print({sample.value}));
        const Table alone{table->name, {&rule, 1}};
        const std::array tables = {&alone};
        Variables values = {sample.value};
        if (compiler::rewrite(values, tables).fired.empty()) continue;
        ++tried[rule.name];
        const auto domain = domains.find(rule.name);
        ASSERT_EQ(domain == domains.end(), rule.differs.empty());
        const bool in_sums = table == &compiler::rules::reductions || table == &compiler::rules::loops;
        if (rule.differs.empty()) keeps_all(sample, values[0], GetParam());
        else keeps_all_but(domain->second, sample, values[0], GetParam(), in_sums);
      }
  }
  EXPECT_EQ(tried.size(), std::accumulate(compiler::rules::all.begin(), compiler::rules::all.end(), std::size_t{0},
                                          [](std::size_t sum, const Table* table) { return sum + table->rules.size(); }));
}

INSTANTIATE_TEST_SUITE_P(Rules, Edges, testing::Values(format_of<float>(), format_of<double>()),
                         [](const auto& format) { return std::string(name(format.param.dtype)); });

// "| name | where both sides differ | what is computed |", in the order of the tables.
TEST(RuleDomains, AreThoseOfTheDocument) {
  std::ifstream file(PELLUCID_SOURCE_DIR "/docs/accuracy.md");
  std::vector<std::string> rows, expected;
  bool is_inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) is_inside = line == "## Rewrites";
    line = std::regex_replace(line, std::regex(R"(\\\|)"), "|");
    if (is_inside && line.starts_with("| ") && !line.starts_with("| rule"))
      rows.push_back(line.substr(0, line.find(" | ", line.find(" | ") + 1)));
  }
  for (const Table* table : compiler::rules::all)
    for (const Rule& rule : table->rules)
      if (!rule.differs.empty()) expected.push_back("| " + std::string(rule.name) + " | " + std::string(rule.differs));
  EXPECT_EQ(rows, expected);
}

// A count that the dtype does not hold, as sums and casts have it.
TEST(NarrowNumbers, CountAsSumsDo) {
  for (const DType dtype : {DType::boolean, DType::int8, DType::uint8, DType::int16, DType::uint16, DType::int32, DType::uint32,
                            DType::int64, DType::uint64, DType::float16, DType::bfloat16, DType::float32, DType::float64})
    for (const std::int64_t count : {1, 255, 256, 257, 300, 32'768, 65'536, 70'001}) {
      SCOPED_TRACE(std::string(name(dtype)) + ", " + std::to_string(count));
      const Variable s = input("s", {}, dtype), repeated = v::broadcast(s, {{"dims", Dims{count}}, {"axes", Axes{}}});
      const Variable extent = v::extent(std::vector<Operand>{}, {{"dims", Dims{count}}, {"dtype", dtype}});
      for (const Variable& value : {v::reduce_max(repeated), v::sum(repeated), extent}) {
        const bool uses_s = !(value == extent);
        const Array three = Array(3.0).astype(dtype);
        const Array expected = evaluate({value}, uses_s ? Given{{s, three}} : Given{})[0];
        const Array received = uses_s ? Function({s}, {value})({three})[0] : Function(Variables{}, {value})({})[0];
        EXPECT_TRUE(all_close(received, expected, {.relative = 1e-6})) << print({value}) << expected << received;
      }
    }
}

// Where signs are dropped and moved, of integers that wrap.
TEST(NarrowNumbers, KeepTheirSigns) {
  for (const DType dtype :
       {DType::int8, DType::uint8, DType::int16, DType::uint16, DType::int32, DType::uint32, DType::int64, DType::uint64}) {
    const Variable x = input("x", {6}, dtype), y = input("y", {6}, dtype);
    const Array a = Array({0., 1., 3., 100., -1., -128.}).astype(DType::int64).astype(dtype);
    const Array b = Array({1., 3., 2., 5., 7., -128.}).astype(DType::int64).astype(dtype);
    for (const Variable& value : {v::absolute(-x), v::absolute(v::absolute(x)), -(x * 100), (-x) * y, (-x) / y, x / (-y), -(x - y),
                                  x + (-y), x - (-y), v::subtract(0, x), x * 100 * 2, v::maximum(v::maximum(x, 100), 3), v::sign(-x)}) {
      const Array expected = evaluate({value}, {{x, a}, {y, b}})[0], received = Function({x, y}, {value})({a, b})[0];
      EXPECT_TRUE(all_close(received, expected)) << name(dtype) << "\n" << print({value}) << expected << received;
    }
  }
}

// Through all passes, where a rule once made another number of it.
TEST(CompiledAtEdges, IsWhatIsEvaluated) {
  const Variable x = input("x", {4}), y = input("y", {4});
  const Array a(std::vector<float>{0, 1e-10F, 1, 3e38F}), b(std::vector<float>{1e-40F, 1e-40F, 3e38F, -1e-40F});
  for (const Variable& value : {x * (1 / y), (1 / y) * x, x * 4 * 0.25, y * 0.25 * 4, v::power(y, 0), gradient(v::sum(v::power(y, 0)), y),
                                gradient(v::sum(v::log(y)), y), x / 4 * 4}) {
    const Numbers expected = evaluate({value}, {{x, a}, {y, b}})[0].to_vector<double>(),
                  received = Function({x, y}, {value})({a, b})[0].to_vector<double>();
    for (std::size_t i = 0; i < expected.size(); ++i)
      EXPECT_TRUE(expected[i] == received[i] || (std::isnan(expected[i]) && std::isnan(received[i])))
          << print({value}) << expected[i] << " and " << received[i];
  }
}

}  // namespace
}  // namespace pellucid::inline v0
