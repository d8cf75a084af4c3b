// Arrays compute in several threads at once.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include <pellucid/compute.hpp>
#include <pellucid/error.hpp>

namespace pellucid {
namespace {

// Each asks for shapes and operations that others ask for at the same time, some for the first time.
TEST(ComputeThreads, AgreeAndAreRefusedAlike) {
  std::atomic<int> wrong = 0, refused = 0;
  std::vector<std::jthread> threads;
  for (std::int64_t thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (std::int64_t i = 0; i < 60; ++i) {
        const std::int64_t n = 1 + (i + thread) % 9;
        const Array x = Array::full({n, 4}, 0.5 * static_cast<double>(n)), row = Array::full({4}, 2);
        if (!equal(x * row + 1, Array::full({n, 4}, static_cast<double>(n) + 1))) ++wrong;
        if (!equal(ops::reduce_max(x, {.axes = {0}}), Array::full({4}, 0.5 * static_cast<double>(n)))) ++wrong;
        try {
          x + Array::zeros({3});
        } catch (const ShapeError&) {
          ++refused;
        }
      }
    });
  threads.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(refused, 240);
}

}  // namespace
}  // namespace pellucid
