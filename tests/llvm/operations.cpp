// Every operation on every dtype that it takes, machine code against the interpreter: along vectors with a tail, and one by one.
#include <gtest/gtest.h>

#include <limits>

#include "llvm/support/program_under_test.hpp"
#include "llvm/support/schedules.hpp"
#include "loop/operation.hpp"

namespace pellucid::testing {

namespace {

using loop::Operation;

constexpr DType all_dtypes[] = {DType::boolean,  DType::int8,    DType::int16,  DType::int32,  DType::int64,
                                DType::uint8,    DType::uint16,  DType::uint32, DType::uint64, DType::float16,
                                DType::bfloat16, DType::float32, DType::float64};

bool takes(Operation operation, DType dtype) {
  const bool logic = operation == Operation::logical_and || operation == Operation::logical_or || operation == Operation::logical_not;
  if (logic) return dtype == DType::boolean;
  if (loop::is_comparison(operation)) return true;
  if (dtype == DType::boolean) return false;
  if (loop::is_on_bits(operation)) return is_integer(dtype);
  const bool floats =
      operation == Operation::divide || loop::between(Operation::power, operation, Operation::fma) || loop::is_function(operation);
  return !floats || is_floating(dtype);
}

bool can_overflow_badly(Operation operation) { return operation == Operation::tangent || operation == Operation::power; }

std::vector<double> edge_cases(DType dtype) {
  if (dtype == DType::boolean) return {0, 1};
  if (!is_floating(dtype)) return {0, 1, 2, 3, 5, 7, 8, 31, 63, 64, 100, 127, -1, -7, -128};
  const double infinity = std::numeric_limits<double>::infinity();
  return {0.0,
          -0.0,
          1,
          -1,
          0.5,
          -0.5,
          1.5,
          2.5,
          -2.5,
          3.7,
          -3.7,
          1e-3,
          -1e-3,
          6e-8,
          88.8,
          -88.8,
          infinity,
          -infinity,
          std::numeric_limits<double>::quiet_NaN()};
}

// All pairs of edge cases go through inputs of this program, then random numbers.
void expect_equal(Operation operation, DType dtype) {
  ProgramUnderTest p;
  const std::vector<double> edges = edge_cases(dtype);
  const auto count = static_cast<std::int64_t>(edges.size() * edges.size()), total = count + 21;
  const int arity = loop::arity(operation);
  std::vector<int> inputs;
  for (int i = 0; i < 3; ++i) inputs.push_back(p.input(DType::float64, {total}));
  const int narrow[] = {p.temporary(dtype, {total}), p.temporary(dtype, {total}), p.temporary(dtype, {total})};
  std::vector<double> a, b, c;
  for (const double x : edges)
    for (const double y : edges) {
      a.push_back(x);
      b.push_back(y);
      c.push_back(x - 0.25);
    }
  for (int i = 0; i < 21; ++i) {
    a.push_back(0.37 * i - 3);
    b.push_back(2.1 - 0.2 * i);
    c.push_back(1.0 / (1 + i));
  }
  p.set(inputs[0], a);
  p.set(inputs[1], b);
  p.set(inputs[2], c);
  for (std::size_t i = 0; i < 3; ++i) {
    const loop::Axis n = loop::make_axis("n", total);
    p.kernel({n}, {{narrow[i], {index(n)}, cast(p.at(inputs[i], {index(n)}), dtype)}}, along(0, 8));
  }
  for (const auto& schedule : {along(0, 8, {2}), along(-1, 1)}) {
    const loop::Axis n = loop::make_axis("n", total);
    loop::Expressions arguments;
    for (std::size_t i = 0; i < static_cast<std::size_t>(arity); ++i) arguments.push_back(p.at(narrow[i], {index(n)}));
    const loop::Expression value = apply(operation, arguments);
    const int out = p.output(value->dtype, {total});
    p.kernel({n}, {{out, {index(n)}, value}}, schedule);
  }
  ProgramUnderTest::Tolerance tolerance;
  if (can_overflow_badly(operation)) tolerance.relative = 1e-5;
  for (const auto& target : all_targets())
    EXPECT_EQ(p.difference(target, tolerance), "")
        << loop::spelling(operation) << " of " << name(dtype) << ", " << target.vector_bits << " bits";
}

class EachOperation : public ::testing::TestWithParam<Operation> {};

TEST_P(EachOperation, AgreesWithTheInterpreter) {
  for (const DType dtype : all_dtypes)
    if (takes(GetParam(), dtype)) expect_equal(GetParam(), dtype);
}

std::vector<Operation> operations() {
  std::vector<Operation> all;
  for (auto i = static_cast<int>(Operation::add); i <= static_cast<int>(Operation::logical_not); ++i)
    all.push_back(static_cast<Operation>(i));
  return all;
}

INSTANTIATE_TEST_SUITE_P(Operations, EachOperation, ::testing::ValuesIn(operations()),
                         [](const auto& info) { return std::string(loop::spelling(info.param)); });

class EachCast : public ::testing::TestWithParam<DType> {};

TEST_P(EachCast, AgreesWithTheInterpreter) {
  const DType from = GetParam();
  ProgramUnderTest p;
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<double> edges = {0.0,
                                     -0.0,
                                     0.4,
                                     -0.4,
                                     1,
                                     -1,
                                     1.5,
                                     -1.5,
                                     127,
                                     128,
                                     -128,
                                     -129,
                                     255,
                                     256,
                                     32767,
                                     32768,
                                     -32769,
                                     65504,
                                     65519,
                                     65520,
                                     65536,
                                     2147483647.0,
                                     2147483648.0,
                                     -2147483648.0,
                                     -2147483649.0,
                                     4294967295.0,
                                     4294967296.0,
                                     9.2e18,
                                     9.3e18,
                                     -9.3e18,
                                     1.8e19,
                                     1.9e19,
                                     1e30,
                                     -1e30,
                                     6e-8,
                                     3e-8,
                                     2.9e-8,
                                     1e-39,
                                     infinity,
                                     -infinity,
                                     std::numeric_limits<double>::quiet_NaN()};
  const auto count = static_cast<std::int64_t>(edges.size());
  const int in = p.input(DType::float64, {count}), source = p.temporary(from, {count});
  p.set(in, edges);
  const loop::Axis n = loop::make_axis("n", count);
  p.kernel({n}, {{source, {index(n)}, cast(p.at(in, {index(n)}), from)}}, along(0, 8));
  for (const DType to : all_dtypes)
    for (const auto& schedule : {along(0, 16), along(-1, 1)}) {
      const loop::Axis m = loop::make_axis("m", count);
      const int out = p.output(to, {count});
      p.kernel({m}, {{out, {index(m)}, cast(p.at(source, {index(m)}), to)}}, schedule);
    }
  for (const auto& target : all_targets())
    EXPECT_EQ(p.difference(target, {.bits = true}), "") << name(from) << ", " << target.vector_bits << " bits";
}

INSTANTIATE_TEST_SUITE_P(Casts, EachCast, ::testing::ValuesIn(all_dtypes), [](const auto& info) { return std::string(name(info.param)); });

TEST(Operations, PhiloxGivesTheWordsOfTheInterpreter) {
  ProgramUnderTest p;
  const std::int64_t count = 45;
  const loop::Axis n = loop::make_axis("n", count);
  const int key = p.input(DType::uint32, {2}), out = p.output(DType::uint32, {count, 4});
  const auto zero = loop::constant(0, DType::uint32);
  const loop::Expressions block = {cast(index(n), DType::uint32),    zero,
                                   loop::constant(7, DType::uint32), zero,
                                   p.at(key, {loop::integer(0)}),    p.at(key, {loop::integer(1)})};
  std::vector<loop::Store> stores;
  for (int word = 0; word < 4; ++word) stores.push_back({out, {index(n), loop::integer(word)}, loop::philox(word, block)});
  p.kernel({n}, stores, along(0, 16));
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target, {.bits = true}), "");
}

TEST(Operations, SelectTakesScalarConditionsOverVectors) {
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {6, 21}), y = p.output(DType::float32, {6, 21});
  const loop::Axis i = loop::make_axis("i", 6), j = loop::make_axis("j", 21);
  const auto even = apply(Operation::equal, {apply(Operation::modulo, {index(i), loop::integer(2)}), loop::integer(0)});
  p.kernel({i, j}, {{y, {index(i), index(j)}, select(even, p.at(x, {index(i), index(j)}), loop::constant(3, DType::float32))}},
           along(1, 16, {2, 1}));
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target), "");
}

TEST(Operations, PowersWithKnownExponents) {
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {40});
  for (const double exponent : {-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 7.0}) {
    const loop::Axis n = loop::make_axis("n", 40);
    const int out = p.output(DType::float32, {40});
    p.kernel({n}, {{out, {index(n)}, apply(Operation::power, {p.at(x, {index(n)}), loop::constant(exponent, DType::float32)})}},
             along(0, 16));
  }
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target), "");
}

}  // namespace

}  // namespace pellucid::testing
