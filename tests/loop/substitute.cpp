#include <gtest/gtest.h>

#include "loop/program.hpp"
#include "trial.hpp"

namespace pellucid::loop {
namespace {

const Axis i = make_axis("i", 4), j = make_axis("j", 3), k = make_axis("k", 5);
const Expression I = index(i), J = index(j), K = index(k);

Expression x(Expressions at) { return load(0, DType::float32, std::move(at)); }
std::string text(const Expression& expression) { return print(expression, {}); }

TEST(Substitute, ReplacesAllAtOnce) {
  EXPECT_EQ(text(substitute(x({I, J}), {{i, J}, {j, I}})), "buffer0[j, i]");
  EXPECT_EQ(text(substitute(x({I + J}), {{i, integer(3)}})), "buffer0[j + 3]");
}

TEST(Substitute, LeavesWhatItDoesNotConcern) {
  const Expression untouched = x({J}), whole = x({I}) + untouched;
  EXPECT_EQ(substitute(untouched, {{i, J}}), untouched);
  EXPECT_EQ(substitute(whole, {{i, J}})->arguments[1], untouched);
  EXPECT_EQ(substitute(whole, {}), whole);
}

TEST(Substitute, KeepsSharedPartsShared) {
  const Expression shared = loop::apply(Operation::exponential, {x({I})});
  const Expression replaced = substitute(shared * (shared + shared), {{i, J}});
  EXPECT_EQ(replaced->arguments[0], replaced->arguments[1]->arguments[0]);
}

TEST(Substitute, SimplifiesWhatBecomesSimpler) {
  const Axis flat = make_axis("f", 12);
  EXPECT_EQ(text(substitute(x({index(flat) / integer(3)}), {{flat, I * integer(3) + J}})), "buffer0[i]");
}

TEST(Substitute, DoesNotReachBoundAxes) {
  const Expression sum = reduce(Reduction::sum, {k}, x({I, K}));
  EXPECT_EQ(substitute(sum, {{k, J}}), sum);
  const Expression both = sum + x({K, K});
  EXPECT_EQ(text(substitute(both, {{k, J}})), "sum(k < 5: buffer0[i, k]) + buffer0[j, j]");
  EXPECT_EQ(text(substitute(sum, {{k, J}, {i, J}})), "sum(k < 5: buffer0[j, k])");
}

TEST(Substitute, RenamesAxesThatWouldCapture) {
  const Expression sum = reduce(Reduction::sum, {k}, x({I, K}));
  const Expression replaced = substitute(sum, {{i, K}});
  EXPECT_EQ(free_axes(replaced), std::vector{k.id});
  EXPECT_FALSE(replaced->axes[0] == k);
  EXPECT_EQ(text(replaced), "sum(k < 5: buffer0[k_1, k])");
}

TEST(Substitute, RenamesOnlyTheAxesThatCapture) {
  const Expression sum = reduce(Reduction::sum, {j, k}, x({I, J, K}));
  const Expression replaced = substitute(sum, {{i, K + integer(1)}});
  EXPECT_TRUE(replaced->axes[0] == j);
  EXPECT_FALSE(replaced->axes[1] == k);
  const Expression nested = reduce(Reduction::maximum, {j}, reduce(Reduction::sum, {k}, x({I, J, K})));
  EXPECT_EQ(free_axes(substitute(nested, {{i, J + K}})), (std::vector{j.id, k.id}));
}

TEST(Substitute, IntoTheBodyOfAFusedReductionKeepsItsMeaning) {
  // out[k] = sum over k' of x[k, k'], by substituting i := k into an expression that sums over k itself.
  Trial trial;
  const Axis three = make_axis("k", 3), row = make_axis("r", 3);
  const int in = trial.input<float>("x", {3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9});
  const int out = trial.output<float>("out", {3}, 3);
  const Expression sum = reduce(Reduction::sum, {three}, load(in, DType::float32, {index(row), index(three)}));
  trial.kernel({three}, {{out, {index(three)}, substitute(sum, {{row, index(three)}})}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (std::vector<float>{6, 15, 24}));
}

TEST(Substitute, RebuildsEveryKindOfNode) {
  const Expression n = load(1, DType::uint32, {I});
  const Expression all =
      cast(philox(2, {n, n, n, n, n, n}), DType::float32) +
      select(loop::apply(Operation::less, {x({I}), constant(0, DType::float32)}), x({I}), cast(size(Dim::named("n")) + I, DType::float32));
  EXPECT_EQ(text(substitute(all, {{i, J}})),
            "float32(philox(buffer1[j], buffer1[j], buffer1[j], buffer1[j], buffer1[j], buffer1[j])[2]) + "
            "select(buffer0[j] < 0.0, buffer0[j], float32(n + j))");
}

}  // namespace
}  // namespace pellucid::loop
