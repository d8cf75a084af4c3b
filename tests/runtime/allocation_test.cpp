// A warmed call allocates nothing but what it returns.
#include <gmock/gmock.h>

#include <pellucid/function.hpp>

#include "array/allocate.hpp"
#include "harness/refuses.hpp"
#include "ops/vocabulary.hpp"
#include "runtime/counting_new.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

struct Net {
  SharedVariable weights{Array::full({3, 5}, 0.1), "weights"}, steps{Array(0.0F), "steps"};
  Variable x = input("x", {Dim::named("batch"), 3});
  Variable y = v::tanh(v::contraction(x, weights.variable(), {{"labels", std::string("ik,kj->ij")}}));
  Function function{{x}, {y}, {.updates = {{weights, v::multiply(weights.variable(), 0.5)}, {steps, v::add(steps.variable(), 1.0)}}}};
};

ALLOCATION_TEST(Allocation, CallIntoAllocatesNothingWhenWarm) {
  const Net net;
  const std::vector<Array> inputs = {Array::full({4, 3}, 0.5)};
  std::vector<Array> outputs = {Array::zeros({4, 5})};
  net.function.call_into(inputs, outputs);
  const std::int64_t before = allocations();
  const AllocationBudget no_arrays(0);
  for (int i = 0; i < 10; ++i) net.function.call_into(inputs, outputs);
  EXPECT_EQ(allocations(), before);
}

ALLOCATION_TEST(Allocation, NothingForInputsThatMustBeCastOrMadeDense) {
  const Net net;
  const std::vector<Array> cast = {Array::full({4, 3}, 0.5, DType::float64)}, strided = {Array::full({3, 4}, 0.5).transpose()};
  std::vector<Array> outputs = {Array::zeros({4, 5})};
  for (const auto* inputs : {&cast, &strided}) net.function.call_into(*inputs, outputs);
  for (const auto* inputs : {&cast, &strided}) {
    const std::int64_t before = allocations();
    const AllocationBudget no_arrays(0);
    net.function.call_into(*inputs, outputs);
    EXPECT_EQ(allocations(), before);
  }
}

TEST(Allocation, ACallWithoutMemoryIsRefusedAndChangesNothing) {
  const Net net;
  const std::vector<Array> inputs = {Array::full({4, 3}, 0.5)};
  {
    const AllocationBudget nothing(0);
    EXPECT_THAT([&] { net.function(inputs); }, refuses<ResourceError>("memory", "bytes"));
  }
  EXPECT_EQ(net.steps.get_value().item<float>(), 0);
  net.function(inputs);
  EXPECT_EQ(net.steps.get_value().item<float>(), 1);
}

ALLOCATION_TEST(Allocation, CallAllocatesItsResultsOnly) {
  const Net net;
  const std::vector<Array> inputs = {Array::full({4, 3}, 0.5)};
  net.function(inputs);
  const std::int64_t start = allocations();
  Array like = Array::uninitialized({4, 5});
  const std::int64_t one_array = allocations() - start, before = allocations();
  net.function(inputs);
  EXPECT_LE(allocations() - before, one_array + 1);  // and the vector around it
}

}  // namespace
}  // namespace pellucid::inline v0
