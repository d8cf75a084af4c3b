// What is around kernels: loops, checks, products, host calls; and the function as a whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>
#include <thread>

#include <pellucid/error.hpp>

#include "llvm/support/program_under_test.hpp"
#include "llvm/support/schedules.hpp"

namespace pellucid::testing {

namespace {

using loop::Operation;
using loop::Reduction;

void expect_agreement(const ProgramUnderTest& p, ProgramUnderTest::Tolerance tolerance = {}) {
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target, tolerance), "") << target.vector_bits << " bits";
}

void add_loop(ProgramUnderTest& p, const loop::Axis& axis, bool reverse, std::size_t first) {
  auto loop = std::make_shared<loop::Loop>();
  loop->axis = axis;
  loop->reverse = reverse;
  loop->body.assign(p.program.body.begin() + static_cast<std::ptrdiff_t>(first), p.program.body.end());
  p.program.body.resize(first);
  p.program.body.emplace_back(std::shared_ptr<const loop::Loop>(std::move(loop)));
}

// h' = tanh(x[t] + h u), every step kept.
void add_recurrence(ProgramUnderTest& p, const Dim& steps, bool reverse) {
  p.low = -0.3;  // small, so that rounding does not grow from step to step
  p.high = 0.3;
  const int x = p.input(DType::float32, {steps, 20}), u = p.input(DType::float32, {20, 20}), h = p.state(DType::float32, {20}),
            all = p.output(DType::float32, {steps, 20});
  const int next = p.temporary(DType::float32, {20});
  const loop::Axis t = loop::make_axis("t", steps), j = loop::make_axis("j", 20), k = loop::make_axis("k", 20);
  const std::size_t first = p.program.body.size();
  const auto sum = p.at(x, {index(t), index(j)}) + reduce(Reduction::sum, {k}, p.at(h, {index(k)}) * p.at(u, {index(k), index(j)}));
  p.kernel({j}, {{next, {index(j)}, apply(Operation::tanh, {sum})}}, along(0, 16, {2}, 4));
  p.kernel({j}, {{h, {index(j)}, p.at(next, {index(j)})}, {all, {index(t), index(j)}, p.at(next, {index(j)})}}, along(0, 16, {2}));
  add_loop(p, t, reverse, first);
}

TEST(Statements, LoopsForwardAndBack) {
  for (const bool reverse : {false, true}) {
    ProgramUnderTest p;
    add_recurrence(p, 13, reverse);
    expect_agreement(p, {.relative = 1e-5, .absolute = 1e-6});
  }
}

TEST(Statements, LoopsOfUnknownLength) {
  for (const std::int64_t steps : {0, 1, 9}) {
    ProgramUnderTest p;
    p.bind("time", steps);
    add_recurrence(p, Dim::named("time"), true);
    expect_agreement(p, {.relative = 1e-5, .absolute = 1e-6});
  }
}

TEST(Statements, LoopsInLoops) {
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {3, 4, 18}), y = p.output(DType::float32, {4, 3, 18});
  const loop::Axis i = loop::make_axis("i", 3), j = loop::make_axis("j", 4), k = loop::make_axis("k", 18);
  p.kernel({k}, {{y, {index(j), index(i), index(k)}, p.at(x, {index(i), index(j), index(k)}) * cast(index(i) + index(j), DType::float32)}},
           along(0, 16));
  add_loop(p, j, true, 0);
  add_loop(p, i, false, 0);
  expect_agreement(p);
}

TEST(Statements, ManyKernelsAreSplitIntoParts) {
  ProgramUnderTest p;
  p.low = -0.15;
  p.high = 0.15;
  const loop::Axis t = loop::make_axis("t", 2);
  const int n = 60;
  int last = p.input(DType::float32, {12, 40});
  for (int layer = 0; layer < n; ++layer) {
    const int w = p.input(DType::float32, {40, 40}),
              next = layer + 1 == n ? p.output(DType::float32, {12, 40}) : p.temporary(DType::float32, {12, 40});
    const loop::Axis i = loop::make_axis("i", 12), j = loop::make_axis("j", 40), k = loop::make_axis("k", 40);
    const auto sum = reduce(Reduction::sum, {k}, p.at(last, {index(i), index(k)}) * p.at(w, {index(k), index(j)}));
    p.kernel({i, j}, {{next, {index(i), index(j)}, apply(Operation::tanh, {sum + cast(index(t), DType::float32)})}},
             along(1, 16, {6, 3}, 2));
    last = next;
  }
  add_loop(p, t, false, 0);
  std::string assembly;
  compiler::NativeOptions options;
  options.assembly = &assembly;
  EXPECT_EQ(p.difference(options, {.relative = 1e-4, .absolute = 1e-4}), "");
  EXPECT_THAT(assembly, ::testing::HasSubstr("part2"));
}

TEST(Statements, ProductsGoToTheCaller) {
  ProgramUnderTest p;
  const int a = p.input(DType::float32, {3, 4, 5}), b = p.input(DType::float32, {6, 5}), c = p.state(DType::float32, {2, 3, 4, 6});
  const loop::Axis t = loop::make_axis("t", 2);
  loop::Product product;
  product.name = "p";
  product.batch = 3;
  product.rows = 4;
  product.columns = 6;
  product.inner = 5;
  product.a = {a, loop::integer(0), 20, 5, 1};
  product.b = {b, loop::integer(0), 0, 1, 5};
  product.c = {c, index(t) * loop::integer(72), 24, 6, 1};
  product.write = loop::Write::add;
  p.program.body.emplace_back(product);
  product.c.offset = loop::integer(72) - index(t) * loop::integer(72);
  product.write = loop::Write::set;
  p.program.body.emplace_back(product);
  add_loop(p, t, false, 0);
  expect_agreement(p);

  compiler::NativeOptions options;
  options.product = [](const compiler::ProductCall& call) { throw std::runtime_error("site " + std::to_string(call.site)); };
  EXPECT_THROW(p.native_result(c, options), std::runtime_error);
}

TEST(Statements, HostCallsGetShapesAndMayThrow) {
  ProgramUnderTest p;
  p.bind("batch", 4);
  const Dim batch = Dim::named("batch");
  const int x = p.input(DType::float32, {batch, 3}), kept = p.temporary(DType::float32, {batch, 3}),
            y = p.output(DType::float32, {3, batch});
  const loop::Axis i = loop::make_axis("i", batch), j = loop::make_axis("j", 3);
  p.kernel({i, j}, {{kept, {index(i), index(j)}, p.at(x, {index(i), index(j)}) * loop::constant(2, DType::float32)}}, along(1, 4));
  loop::HostCall call;
  call.name = "turn";
  call.inputs = {kept};
  call.outputs = {y};
  call.function = [](const std::vector<loop::HostCall::Span>& inputs, const std::vector<loop::HostCall::Span>& outputs) {
    const auto rows = inputs[0].shape[0], columns = inputs[0].shape[1];
    if (rows != 4) throw std::invalid_argument("four rows, please");
    for (std::int64_t r = 0; r < rows; ++r)
      for (std::int64_t c = 0; c < columns; ++c)
        static_cast<float*>(outputs[0].data)[c * rows + r] = static_cast<const float*>(inputs[0].data)[r * columns + c];
  };
  p.program.body.emplace_back(call);
  expect_agreement(p);
  p.bind("batch", 5);
  EXPECT_THROW(p.native_result(y), std::invalid_argument);
}

TEST(Statements, ChecksSayWhatIsOutside) {
  for (const auto& [dtype, bad] :
       {std::pair(DType::int64, -1), std::pair(DType::int32, 50), std::pair(DType::uint8, 255), std::pair(DType::int8, -128)}) {
    ProgramUnderTest p;
    const int fine = p.input(DType::int64, {3}), ids = p.input(DType::int64, {2, 10}), narrow = p.temporary(dtype, {2, 10}),
              y = p.output(DType::float32, {2, 10});
    p.set(fine, std::vector<std::int64_t>{0, 1, 2});
    std::vector<std::int64_t> numbers(20, 49);
    p.set(ids, numbers);
    const loop::Axis i = loop::make_axis("i", 2), j = loop::make_axis("j", 10);
    p.kernel({i, j}, {{narrow, {index(i), index(j)}, cast(p.at(ids, {index(i), index(j)}), dtype)}}, along(1, 8));
    p.program.body.emplace_back(loop::Check{"first", fine, 3});
    p.program.body.emplace_back(loop::Check{"Embedding 'e'", narrow, 50});
    p.kernel({i, j}, {{y, {index(i), index(j)}, cast(p.at(narrow, {index(i), index(j)}), DType::float32)}}, along(1, 8));
    for (const auto& target : all_targets()) {
      EXPECT_EQ(p.difference(target), "");
      EXPECT_FALSE(p.native_failure(target));
    }
    numbers[13] = bad;
    p.set(ids, numbers);
    const auto failure = p.native_failure();
    EXPECT_EQ(failure.check, 1);
    EXPECT_EQ(failure.position, 13);
    EXPECT_EQ(failure.value, bad);
    EXPECT_EQ(failure.limit, 50);
    EXPECT_EQ(p.native_result(y)[0] == p.native_result(y)[0], false) << "what follows a failed check does not run";
    EXPECT_EQ(compiler::make_native(p.program)->check(1).what, "Embedding 'e'");
  }
}

TEST(NativeCode, RunsInManyThreadsAtOnce) {
  ProgramUnderTest p;
  add_recurrence(p, 50, false);
  const auto code = compiler::make_native(p.program);
  struct Call {
    std::vector<float> x = std::vector<float>(std::size_t{50} * 20), u = std::vector<float>(400, 0.03f), h = std::vector<float>(20),
                       all = std::vector<float>(std::size_t{50} * 20);
    alignas(64) std::byte arena[128];
    void run(const compiler::NativeCode& native) {
      std::ranges::fill(h, 0.1f);
      void* buffers[] = {x.data(), u.data(), h.data(), all.data(), nullptr};
      native.run(buffers, nullptr, arena);
    }
  };
  std::vector<Call> calls(8);
  for (std::size_t i = 0; i < calls.size(); ++i) std::iota(calls[i].x.begin(), calls[i].x.end(), -400.0f + static_cast<float>(i % 2));
  std::vector<std::thread> threads;
  for (Call& call : calls)
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) call.run(*code);
    });
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 2; i < calls.size(); ++i) EXPECT_EQ(calls[i].all, calls[i % 2].all);
}

TEST(NativeCode, IsMadeInManyThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::vector<std::string> differences(4);
  for (std::string& difference : differences)
    threads.emplace_back([&difference] {
      for (int i = 0; i < 5; ++i) {
        ProgramUnderTest p;
        add_recurrence(p, 4, false);
        difference += p.difference({}, {.relative = 1e-5, .absolute = 1e-6});
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(differences, ::testing::Each(::testing::IsEmpty()));
}

TEST(NativeCode, NeedsExecutableMemory) {
  ProgramUnderTest p;
  add_recurrence(p, 2, false);
  EXPECT_TRUE(compiler::can_make_native_code());
  compiler::set_executable_memory_probe([] { return false; });
  EXPECT_FALSE(compiler::can_make_native_code());
  EXPECT_THROW(compiler::make_native(p.program), ResourceError);
  compiler::set_executable_memory_probe(nullptr);
  EXPECT_TRUE(compiler::can_make_native_code());
}

TEST(NativeCode, EveryOptimisationLevelGivesTheSameBits) {
  ProgramUnderTest p;
  add_recurrence(p, 20, false);
  compiler::NativeOptions options;
  options.optimisation = 0;
  const auto plain = p.native_result(3, options);
  for (const int level : {1, 2, 3}) {
    options.optimisation = level;
    EXPECT_EQ(p.native_result(3, options), plain) << level;
  }
}

}  // namespace

}  // namespace pellucid::testing
