// Calls at the same time.
#include <gmock/gmock.h>

#include <latch>
#include <thread>

#include <pellucid/error.hpp>
#include <pellucid/function.hpp>

#include "ops/vocabulary.hpp"
#include "runtime/pause.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

TEST(Threads, CallsWithoutUpdatesRunAtOnceAndAgree) {
  const SharedVariable weights(Array::full({8, 8}, 0.25), "weights");
  const Variable x = input("x", {Dim::named("batch"), 8});
  const Function f({x}, {v::tanh(v::contraction(x, weights.variable(), {{"labels", std::string("ik,kj->ij")}}))});
  std::vector<Array> given, expected;
  for (std::int64_t i = 0; i < 4; ++i) {
    given.push_back(Array::full({i + 1, 8}, 0.1 * static_cast<double>(i)));
    expected.push_back(f({given.back()})[0]);
  }
  std::vector<std::jthread> threads;
  std::atomic<int> wrong = 0;
  for (std::size_t thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (std::size_t i = 0; i < 200; ++i)
        if (!same_bits(f({given[(i + thread) % 4]})[0], expected[(i + thread) % 4])) ++wrong;
    });
  threads.clear();
  EXPECT_EQ(wrong, 0);
}

TEST(Threads, ASecondCallWithUpdatesIsRefusedAndChangesNothing) {
  const SharedVariable s(Array({1., 2.}), "s");
  const Function f({}, {pause(s.variable())}, {.updates = {{s, v::add(s.variable(), 1.0)}}});
  f({});
  std::latch inside(1), let_go(1);
  set_pause([&] {
    inside.count_down();
    let_go.wait();
  });
  std::jthread first([&] { f({}); });
  inside.wait();
  EXPECT_THAT([&] { f({}); }, testing::ThrowsMessage<StateError>(testing::HasSubstr("updating")));
  let_go.count_down();
  first.join();
  set_pause(nullptr);
  EXPECT_TRUE(equal(s.get_value(), Array({3., 4.})));
  f({});
}

TEST(Threads, UpdatesOfOtherVariablesRunAtOnce) {
  const SharedVariable s(Array({1., 2.}), "s"), t(Array({1., 2.}), "t"), both(Array({5., 5.}), "both");
  const Function f({}, {pause(v::add(s.variable(), both.variable()))}, {.updates = {{s, v::add(s.variable(), 1.0)}}});
  const Function g({}, {v::add(t.variable(), both.variable())}, {.updates = {{t, v::add(t.variable(), 1.0)}}});
  std::latch inside(1), let_go(1);
  set_pause([&] {
    inside.count_down();
    let_go.wait();
  });
  std::jthread first([&] { f({}); });
  inside.wait();
  g({});
  EXPECT_TRUE(equal(t.get_value(), Array({2., 3.})));
  let_go.count_down();
  first.join();
  set_pause(nullptr);
}

TEST(Threads, AReaderSeesAllUpdatesOfACallOrNone) {
  const SharedVariable a(Array::zeros({64}), "a"), b(Array::zeros({64}), "b");
  const Function update({}, Variables{}, {.updates = {{a, v::add(a.variable(), 1.0)}, {b, v::add(b.variable(), 1.0)}}});
  const Function difference({}, {v::subtract(a.variable(), b.variable())});
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0;
  std::jthread reader([&] {
    while (!done)
      if (!equal(difference({})[0], Array::zeros({64}))) ++torn;
  });
  for (int i = 0; i < 500; ++i) update({});
  done = true;
  reader.join();
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(a.get_value().at<float>({63}), 500);
}

}  // namespace
}  // namespace pellucid::inline v0
