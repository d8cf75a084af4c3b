// What a layer remembers of its calls.
#include <gmock/gmock.h>

#include <pellucid/layers.hpp>

#include "graph/node.hpp"
#include "nn/call.hpp"

namespace pellucid {
namespace {

TEST(Records, ALayerKeepsNoneOfCallsWhoseOutputsNobodyHolds) {
  const Dense dense(3);
  const Variable x = input("x", {pellucid::unknown, 2});
  dense(x);
  const std::size_t nodes = live_nodes();
  for (int call = 0; call < 1000; ++call) dense(x);
  EXPECT_EQ(live_nodes(), nodes);
  EXPECT_LE(dense.state()->outputs.size(), 16);
}

TEST(Records, CallsWhoseOutputsAreHeldKeepTheirs) {
  const Dense dense(3);
  const Variable x = input("x", {pellucid::unknown, 2});
  std::vector<Variable> held;
  for (int call = 0; call < 400; ++call) {
    const Variable output = dense(x);
    if (call % 4 == 0) held.push_back(output);
  }
  EXPECT_GE(dense.state()->outputs.size(), held.size());
  EXPECT_LE(dense.state()->outputs.size(), 2 * held.size() + 16);
  for (const Variable& output : held) EXPECT_EQ(find_call(output)->layer, dense);
}

TEST(Records, NumbersOfCallsAreNotUsedAgain) {
  const Dense dense(3);
  const Variable x = input("x", {pellucid::unknown, 2});
  std::uint64_t last = 0;
  for (int call = 0; call < 100; ++call) {
    const std::uint64_t number = find_call(dense(x))->order;
    EXPECT_GT(number, last);
    last = number;
  }
}

}  // namespace
}  // namespace pellucid
