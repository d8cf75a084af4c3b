// Equal calls give equal bits, whatever a function met before, in which order, on how many threads.
#include <algorithm>
#include <atomic>
#include <random>
#include <ranges>
#include <thread>

#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "compiler/random_graph.hpp"
#include "graph/scan.hpp"
#include "ops/support/movement.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

// A graph over an axis of unknown extent: what examples give, what all together give, and the slopes.
struct Case {
  Variables inputs, outputs;
  std::vector<Shape> rest;  // of each input: its shape behind the unknown axis
  Function make() const { return Function(inputs, outputs); }
  std::vector<Array> values(std::int64_t extent, std::uint64_t seed) const {
    std::vector<Array> values;
    for (const Shape& behind : rest) {
      Shape shape = {extent};
      shape.insert(shape.end(), behind.begin(), behind.end());
      values.push_back(random_array(shape, seed++));
    }
    return values;
  }
};

Case over_examples(std::uint64_t seed) {
  const RandomGraph graph = random_graph(seed, {.operations = 6 + seed % 7, .updates = false, .patterns = seed % 2 == 1});
  const Dim examples = Dim::named("examples");
  Case made;
  Variables batched;
  for (std::size_t i = 0; i < graph.inputs.size(); ++i) {
    Dims dims = graph.inputs[i].dims();
    made.rest.push_back(graph.values[i].shape());
    dims.insert(dims.begin(), examples);
    batched.push_back(input("x" + std::to_string(i), dims));
  }
  made.inputs = batched;
  made.outputs = vectorize(graph.outputs, graph.inputs, batched, examples);
  Variable total = constant(0, DType::float32);
  for (const Variable& output : Variables(made.outputs)) {
    total = v::add(total, v::sum(v::tanh(output)));
    if (output.dims()[0] == examples) made.outputs.push_back(v::sum(output, {{"axes", Axes{0}}}));
  }
  made.outputs.push_back(total);
  for (const Variable& slope : gradient(total, Targets(batched.begin(), batched.end()), {.if_disconnected = IfDisconnected::zero}))
    made.outputs.push_back(slope);
  return made;
}

// A recurrence over an unknown number of steps, of three examples.
Case over_steps() {
  const Dim steps = Dim::named("steps");
  const Variable x = input("x", {steps, 3, 5});
  const Variable weights = constant(random_array({5, 5}, 7)), start = constant(random_array({3, 5}, 8));
  const ScanResult loop = scan({.sequences = {x}, .initial = {start}, .length = steps}, [&](const ScanStep& step) -> ScanYield {
    const Variable now = v::tanh(v::add(v::contraction(step.carries[0], weights, {{"labels", std::string("bk,kj->bj")}}), step.slices[0]));
    return {.carries = {now}, .collected = {now}};
  });
  Case made{.inputs = {x}, .outputs = {loop.carries[0], v::mean(loop.collected[0])}, .rest = {{3, 5}}};
  const Variable slope = gradient(made.outputs[1], x);
  made.outputs.push_back(slope);
  return made;
}

const std::vector<std::int64_t>& extents() {
  static const std::vector<std::int64_t> all = {1, 2, 3, 5, 16, 17, 20, 33, 64, 97, 130};
  return all;
}

testing::AssertionResult same(const std::vector<Array>& received, const std::vector<Array>& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!same_bits(received[i], expected[i])) return testing::AssertionFailure() << "output " << i << " has other bits";
  return testing::AssertionSuccess();
}

// Every extent by a function of its own, then by functions that have met others before.
void expect_same_bits_in_every_order(const Case& graph) {
  std::vector<std::vector<Array>> given, expected;
  for (const std::int64_t extent : extents()) {
    given.push_back(graph.values(extent, static_cast<std::uint64_t>(extent)));
    expected.push_back(graph.make()(given.back()));
  }
  std::vector<std::size_t> order(given.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = order.size() - 1 - i;
  std::mt19937 random(3);
  for (int run = 0; run < 2; ++run) {
    const Function used = graph.make();
    for (const std::size_t i : order) EXPECT_TRUE(same(used(given[i]), expected[i])) << "extent " << extents()[i] << ", order " << run;
    std::ranges::shuffle(order, random);
  }
}

TEST(History, RandomGraphsAnswerAlikeWhateverExtentsTheyMetBefore) {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    expect_same_bits_in_every_order(over_examples(seed));
  }
}

TEST(History, ALoopAnswersAlikeWhateverLengthsItMetBefore) { expect_same_bits_in_every_order(over_steps()); }

TEST(History, TwoUnknownExtents) {
  const Variable a = input("a", {Dim::named("rows"), Dim::named("inner")}), b = input("b", {Dim::named("inner"), 9});
  const Variable product = v::contraction(a, b, {{"labels", std::string("ik,kj->ij")}});
  const Variables outputs = {product, v::softmax(product), v::sum(product)};
  const std::vector<std::pair<std::int64_t, std::int64_t>> shapes = {{3, 7}, {40, 7}, {40, 300}, {3, 300}, {1, 1}, {200, 64}, {18, 19}};
  const auto given = [](const auto& shape) {
    return std::vector<Array>{random_array({shape.first, shape.second}, 1), random_array({shape.second, 9}, 2)};
  };
  const Function used({a, b}, outputs), again({a, b}, outputs);
  for (const auto& shape : shapes) {
    const std::vector<Array> expected = Function({a, b}, outputs)(given(shape));
    EXPECT_TRUE(same(used(given(shape)), expected)) << shape.first << " by " << shape.second;
  }
  for (const auto& shape : shapes | std::views::reverse)
    EXPECT_TRUE(same(again(given(shape)), used(given(shape)))) << shape.first << " by " << shape.second;
}

// Where arrays lie in memory does not matter either: vectors that begin at any element.
TEST(History, ArraysThatBeginAnywhereAnswerAlike) {
  const Variable a = input("a", {Dim::named("rows"), 130}), b = input("b", {130, 110});
  const Variable product = v::contraction(a, b, {{"labels", std::string("ik,kj->ij")}});
  const Function f({a, b}, {product, v::sum(v::square(a)), v::softmax(product)});
  const Array x = random_array({120, 130}, 1), y = random_array({130, 110}, 2);
  const std::vector<Array> expected = f({x, y});
  for (std::int64_t shift = 1; shift < 16; shift += 3) {
    std::vector<float> memory(static_cast<std::size_t>(x.size() + shift));
    const std::vector<float> numbers = x.to_vector<float>();
    std::ranges::copy(numbers, memory.begin() + shift);
    EXPECT_TRUE(same(f({Array::borrow(memory.data() + shift, {120, 130}), y}), expected)) << "shifted by " << shift;
  }
}

TEST(History, ThreadsThatMeetExtentsInDifferentOrdersAnswerAlike) {
  const Case graph = over_examples(5);
  std::vector<std::vector<Array>> given, expected;
  for (const std::int64_t extent : extents()) {
    given.push_back(graph.values(extent, 11));
    expected.push_back(graph.make()(given.back()));
  }
  for (const std::size_t count : {1, 2, 4}) {
    const Function used = graph.make();
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < count; ++thread)
      threads.emplace_back([&, thread] {
        std::mt19937 random(static_cast<unsigned>(thread));
        for (int call = 0; call < 40; ++call) {
          const std::size_t i = random() % given.size();
          if (!same(used(given[i]), expected[i])) ++wrong;
        }
      });
    threads.clear();
    EXPECT_EQ(wrong, 0) << count << " threads";
  }
}

}  // namespace
}  // namespace pellucid::inline v0
