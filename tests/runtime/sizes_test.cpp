// One function for many shapes.
#include <numeric>

#include <gmock/gmock.h>

#include <pellucid/error.hpp>
#include <pellucid/function.hpp>

#include "compiler/runtime/build_question.hpp"
#include "compiler/runtime/own_code.hpp"
#include "graph/scan.hpp"
#include "harness/refuses.hpp"
#include "ops/support/movement.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

struct Net {
  Dim batch = Dim::named("batch");
  SharedVariable weights{Array({{1., -2., 3.}, {.5, .25, -1.}}), "weights"};
  Variable x = input("x", {batch, 2}), y = input("y", {batch, 3});
  Variable z = v::contraction(x, weights.variable(), {{"labels", std::string("ik,kj->ij")}});
  Variables outputs = {v::tanh(v::subtract(z, y)), v::mean(z), reshape_to(z, {batch * 3}), v::softmax(z, {{"axis", std::int64_t{1}}})};
  static std::vector<Array> inputs(std::int64_t n) { return {Array::full({n, 2}, 0.5), Array::full({n, 3}, 0.25)}; }
};

TEST(Sizes, EachBatchSizeGivesTheRightShapesAndNumbers) {
  const Net net;
  const Function f({net.x, net.y}, net.outputs);
  for (const std::int64_t n : {3, 1, 7, 0, 3, 16, 17, 5, 33, 2}) {
    const std::vector<Array> given = Net::inputs(n), received = f(given);
    const std::vector<Shape> shapes = f.output_shapes({{n, 2}, {n, 3}});
    if (n == 0) continue;  // the mean of nothing
    const std::vector<Array> expected = evaluate(net.outputs, {{net.x, given[0]}, {net.y, given[1]}});
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(received[i].shape(), shapes[i]);
      EXPECT_TRUE(all_close(received[i], expected[i])) << "batch " << n << ", output " << i;
    }
  }
}

compiler::CodeSizes chosen(const Variables& inputs, const Variables& outputs, const Bindings& sizes) {
  return compiler::OwnCode(compiler::build_question(inputs, outputs, {})).choose(sizes);
}

TEST(Sizes, CodeOfTheirOwnDependsOnTheExtentsAlone) {
  const Net net;
  const auto has_own = [&](std::int64_t n) { return chosen({net.x, net.y}, net.outputs, {{"batch", n}}).own.contains("batch"); };
  for (const std::int64_t n : {0, 1, 7, 16, 20, 32, 50, 100, 128, 1000, 1024, 5000, 1 << 20}) EXPECT_TRUE(has_own(n)) << n;
  for (const std::int64_t n : {17, 24, 33, 60, 99, 129, 300, 1001, 4095}) EXPECT_FALSE(has_own(n)) << n;
}

TEST(Sizes, TheStepsOfALoopAreGivenWithEachCall) {
  const Dim steps = Dim::named("steps"), batch = Dim::named("batch");
  const Variable x = input("x", {steps, batch});
  const Variable last =
      scan({.sequences = {x}, .initial = {v::multiply(v::sum(x, {{"axes", Axes{0}}}), 0.0)}, .length = steps}, [](const ScanStep& step) {
        return ScanYield{.carries = {v::tanh(v::add(step.carries[0], step.slices[0]))}, .collected = {}};
      }).carries[0];
  const compiler::CodeSizes some = chosen({x}, {last}, {{"steps", 8}, {"batch", 8}}),
                            one = chosen({x}, {last}, {{"steps", 1}, {"batch", 24}});
  EXPECT_EQ(some.own, (Bindings{{"batch", 8}}));
  EXPECT_TRUE(some.typical.empty());
  EXPECT_EQ(one.own, (Bindings{{"steps", 1}}));
  EXPECT_TRUE(one.typical.contains("batch"));
}

TEST(Sizes, AThousandBatchSizesTakeAFewDozenPrograms) {
  const Net net;
  const Function f({net.x, net.y}, net.outputs);
  for (std::int64_t n = 1; n <= 1000; ++n) f(Net::inputs(n));
  const FunctionMemory memory = f.memory();
  EXPECT_EQ(memory.programs, 29);
  EXPECT_EQ(memory.compiled, 29);
  EXPECT_EQ(memory.forgotten, 0);
  EXPECT_LE(memory.program_bytes, FunctionLimits().program_bytes);
  EXPECT_LE(memory.idle, 33);
  EXPECT_GT(memory.idle_bytes, 0);
}

TEST(Sizes, AReshapeKeepsItsElementsInTheSharedProgram) {
  const Dim n = Dim::named("n");
  const std::vector<std::pair<Dims, Dims>> all = {{{n, 6}, {6, n}}, {{6, n}, {n, 6}}, {{n, 2, n}, {2, n * n}}, {{2, n, 6}, {n, 4, 3}}};
  for (const auto& [from, to] : all) {
    const Variable x = input("x", from);
    const Function f({x}, {-reshape_to(-x, to) * reshape_to(x, to)}, {.any_size = true});
    for (std::int64_t size = 1; size <= 6; ++size) {
      const auto shape_of = [&](const Dims& dims) {
        Shape shape;
        for (const Dim& extent : dims) shape.push_back(extent.evaluate({{"n", size}}));
        return shape;
      };
      std::vector<float> elements(static_cast<std::size_t>(element_count(shape_of(from))));
      std::iota(elements.begin(), elements.end(), 1.F);
      const Array given = Array::copy_of(elements.data(), shape_of(from));
      EXPECT_TRUE(equal(f({given})[0], evaluate({v::square(constant(given.reshape(shape_of(to))))}, {})[0]))
          << to_string(from) << to_string(to);
    }
  }
}

TEST(Sizes, AsMuchPaddingAsThereIsOfTheInputInTheSharedProgram) {
  const Dim n = Dim::named("n");
  const Variable x = input("x", {n});
  const auto padded = [&](const Variable& values) {
    return v::pad(values, {{"low", Dims{n}}, {"high", Dims{2 * n - 1}}, {"interior", Axes{0}}, {"value", 7.}});
  };
  const Function f({x}, {padded(v::negate(x)), padded(constant(Array({5.F})))}, {.any_size = true});
  for (std::int64_t size = 1; size <= 6; ++size) {
    std::vector<float> expected(static_cast<std::size_t>(4 * size - 1), 7.F);
    for (std::int64_t i = 0; i < size; ++i) expected[static_cast<std::size_t>(size + i)] = -1;
    const std::vector<Array> received = f({Array::full({size}, 1.)});
    EXPECT_TRUE(equal(received[0], Array::copy_of(expected.data(), {4 * size - 1}))) << size;
    EXPECT_EQ(received[1].shape(), Shape{3 * size}) << size;
    EXPECT_EQ(received[1].to_vector<float>()[static_cast<std::size_t>(size)], 5) << size;
  }
}

TEST(Sizes, AConvolutionOverAxesOfUnknownExtent) {
  const Dim n = Dim::named("n");
  const Variable x = input("x", {2, n, 3}), kernel = constant(Array::full({2, 3, 4}, 0.5, DType::float32));
  const Function f({x}, {v::convolution(x, kernel, {{"low", Dims{1}}})}, {.any_size = true});
  for (std::int64_t size = 1; size <= 6; ++size) {
    const Array received = f({Array::full({2, size, 3}, 2.)})[0];
    EXPECT_EQ(received.shape(), (Shape{2, size, 4}));
    EXPECT_EQ(received.to_vector<float>().back(), size == 1 ? 3 : 6) << size;
  }
}

TEST(Sizes, TheLeastRecentlyUsedProgramGoes) {
  const Variable x = input("x", {Dim::named("rows"), 2});
  const auto call = [&](const Function& f, std::int64_t rows) { f({Array::zeros({rows, 2})}); };
  const Function one({x}, {v::tanh(x)});
  call(one, 1);
  const std::size_t bytes = one.memory().program_bytes;
  const Function f({x}, {v::tanh(x)}, {.limits = {.program_bytes = 5 * bytes / 2, .idle_bytes = 0}});
  for (const std::int64_t n : {1, 2, 1, 3, 1}) call(f, n);
  EXPECT_EQ(f.memory().compiled, 3);
  EXPECT_EQ(f.memory().forgotten, 1);
  EXPECT_EQ(f.memory().programs, 2);
  call(f, 2);
  EXPECT_EQ(f.memory().compiled, 4);
}

TEST(Sizes, MemoryToComputeInIsKeptWithinItsLimit) {
  const Variable x = input("x", {Dim::named("rows"), 256});
  const Variable y = v::softmax(v::contraction(x, x, {{"labels", std::string("ik,jk->ij")}}));
  constexpr std::size_t limit = std::size_t{1} << 20;
  const Function f({x}, {y}, {.limits = {.idle_bytes = limit}});
  std::size_t largest = 0;
  for (std::int64_t n = 1; n <= 300; n += 3) {
    f({Array::full({n, 256}, 0.01)});
    const Function alone({x}, {y});
    if (n % 50 == 0) alone({Array::full({n, 256}, 0.01)}), largest = std::max(largest, alone.memory().idle_bytes);
  }
  EXPECT_GT(f.memory().idle, 1);
  EXPECT_LE(f.memory().idle_bytes, limit + std::max(largest, std::size_t{300} * 300 * 4 * 4));  // and that of the last call
}

TEST(Sizes, TheProgramIsThatOfTheLastCall) {
  const Variable x = input("x", {Dim::named("rows")});
  const Function f({x}, {v::tanh(x)});
  EXPECT_EQ(f.program_text(), "");
  std::vector<std::string> texts;
  for (const std::int64_t n : {3, 5, 3, 5}) {
    f({Array::zeros({n})});
    texts.push_back(f.program_text());
  }
  EXPECT_NE(texts[0], texts[1]);
  EXPECT_EQ(texts[0].substr(0, 200), texts[2].substr(0, 200));
  EXPECT_NE(texts[2], texts[3]);
}

TEST(Sizes, AProfileOfForgottenProgramsIsKept) {
  const Variable x = input("x", {Dim::named("rows")});
  const Function f({x}, {v::tanh(x)}, {.limits = {.program_bytes = 1, .idle_bytes = 0}});
  f.start_profile();
  for (std::int64_t n = 1; n <= 12; ++n) f({Array::zeros({n})});
  const FunctionProfile profile = f.profile();
  EXPECT_EQ(profile.calls, 12);
  EXPECT_EQ(profile.kernels.size(), 12);
  for (const FunctionProfile::Line& line : profile.kernels) EXPECT_EQ(line.calls, 1);
  EXPECT_EQ(f.memory().programs, 1);
}

std::string refusal(const Function& f, const std::vector<Array>& inputs) {
  try {
    f(inputs);
  } catch (const ShapeError& error) {
    return error.what();
  }
  return "";
}

TEST(Sizes, WhatDoesNotFitIsRefusedByName) {
  const Net net;
  const Function f({net.x, net.y}, net.outputs, {.name = "forward"});
  const std::string axis = refusal(f, {Array::zeros({4, 3}), Array::zeros({4, 3})});
  for (const char* part : {"forward", "'x'", "axis 1", "2", "[4, 3]"}) EXPECT_THAT(axis, testing::HasSubstr(part));
  const std::string rank = refusal(f, {Array::zeros({2}), Array::zeros({4, 3})});
  for (const char* part : {"'x'", "rank 1", "rank 2"}) EXPECT_THAT(rank, testing::HasSubstr(part));
  const std::string unknown = refusal(f, {Array::zeros({4, 2}), Array::zeros({5, 3})});
  for (const char* part : {"'y'", "axis 0", "batch", "4", "[5, 3]"}) EXPECT_THAT(unknown, testing::HasSubstr(part));
  EXPECT_THAT([&] { f({Array::zeros({4, 2})}); },
              testing::ThrowsMessage<ValueError>(testing::AllOf(testing::HasSubstr("x, y"), testing::HasSubstr("1"))));
}

TEST(Sizes, OutputsThatDoNotFitAreRefusedByNumber) {
  const Variable x = input("x", {2});
  const Function f({x}, {v::tanh(x), v::exp(x)});
  const std::vector<Array> in = {Array::zeros({2})};
  const auto call = [&](Array a, Array b) {
    std::vector<Array> out = {std::move(a), std::move(b)};
    f.call_into(in, out);
  };
  EXPECT_THAT([&] { call(Array::zeros({2}), Array::zeros({3})); }, testing::ThrowsMessage<ShapeError>(testing::HasSubstr("output 1")));
  EXPECT_THAT([&] { call(Array::zeros({2}, DType::float64), Array::zeros({2})); },
              refuses<DtypeError>("output 0", "the array does not fit", "float64"));
  EXPECT_THAT([&] { call(Array::zeros({2, 2}).select("[:, 0]"), Array::zeros({2})); },
              refuses<ValueError>("output 0", "the array is not contiguous"));
  EXPECT_THROW(call(Array::zeros({1}).broadcast_to({2}), Array::zeros({2})), ValueError);
  const std::vector<float> constant(2);
  EXPECT_THAT([&] { call(Array::zeros({2}), Array::borrow(constant.data(), {2})); },
              refuses<StateError>("output 1", "the array is read-only"));
  const Array same = Array::zeros({2});
  EXPECT_THAT([&] { call(same, same); }, refuses<ValueError>("output 1", "the array shares memory with that of output 0"));
  std::vector<Array> one = {Array::zeros({2})};
  EXPECT_THAT([&] { f.call_into(in, one); }, refuses<ValueError>("wrong number of output arrays", "expected 2; received 1"));
}

TEST(Sizes, AnOutputMayNotBeTheMemoryOfASharedVariable) {
  const SharedVariable total(Array({1., 2.}), "total");
  const Variable x = input("x", {2});
  const Function f({x}, {v::multiply(x, 2)}, {.updates = {{total, v::add(total.variable(), x)}}});
  const std::vector<Array> in = {Array({10., 20.})};
  std::vector<Array> out = {Array::zeros({2})};
  f.call_into(in, out);
  total.set_value(Array({1., 2.}));
  out = {total.borrow()};
  EXPECT_THAT([&] { f.call_into(in, out); }, refuses<ValueError>("output 0", "shares memory with the shared variable 'total'"));
  EXPECT_EQ(total.get_value().to_vector<float>(), (std::vector<float>{1, 2}));
}

TEST(Sizes, AnOutputMayBeTheMemoryOfAnInput) {
  const Variable x = input("x", {3});
  const Function f({x}, {v::transpose(reverse_axis(x, 0))});
  std::vector<Array> array = {Array({1., 2., 3.})};
  f.call_into(array, array);
  EXPECT_TRUE(equal(array[0], Array({3., 2., 1.})));
}

TEST(Sizes, InputsAreCast) {
  const Variable x = input("x", {2, 2});
  const Function f({x}, {v::add(x, 1.0)});
  EXPECT_TRUE(equal(f({Array({{1, 2}, {3, 4}})})[0], Array({{2., 3.}, {4., 5.}})));
  EXPECT_TRUE(equal(f({Array({{1., 2.}, {3., 4.}}).transpose()})[0], Array({{2., 4.}, {3., 5.}})));
}

}  // namespace
}  // namespace pellucid::inline v0
