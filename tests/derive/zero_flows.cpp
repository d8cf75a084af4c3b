// What is multiplied by a cotangent or tangent of 0 stays 0: values that do not count may be infinite or NaN, in every mode and order.
#include <gtest/gtest.h>

#include <cmath>

#include "derive/networks.hpp"
#include "derive/undefined_cases.hpp"

namespace pellucid {
namespace {

namespace v = vocabulary;
constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
const Tolerance close{.relative = 1e-10, .absolute = 1e-12};

Array array(const std::vector<double>& values) { return Array(values); }

class ZeroFlows : public testing::TestWithParam<UndefinedCase> {
 protected:
  const UndefinedCase it = GetParam();
  const Variable x = input("x", {static_cast<std::int64_t>(it.at.size())}, DType::float64), y = it.function(x), total = v::sum(y);
  const Inputs inputs = {{x, array(it.at)}};
  const Array slope = array(it.slope);
};

TEST_P(ZeroFlows, StayZeroInReverse) {
  EXPECT_TRUE(all_close(value(gradient(total, x), inputs), slope, close)) << value(gradient(total, x), inputs);
}

TEST_P(ZeroFlows, StayZeroForward) {
  for (std::size_t i = 0; i < it.at.size(); ++i) {
    std::vector<double> along(it.at.size());
    along[i] = 1;
    const Array pushed = value(pushforward(total, x, constant(array(along)), {.if_disconnected = IfDisconnected::zero}), inputs);
    EXPECT_TRUE(all_close(pushed, Array(it.slope[i], DType::float64), close)) << i << ": " << pushed;
  }
}

TEST_P(ZeroFlows, StayZeroInJacobiansOfEachMode) {
  for (const JacobianMode mode : {JacobianMode::automatic, JacobianMode::forward, JacobianMode::reverse}) {
    const Variable rows = jacobian(y, x, {.mode = mode});
    const Array sum = value(y.rank() == 0 ? rows : v::sum(rows, {{"axes", Axes{0}}}), inputs);
    EXPECT_TRUE(all_close(sum, slope, close)) << sum;
  }
}

TEST_P(ZeroFlows, HaveSecondDerivatives) {
  const Array second = value(hessian(total, x), inputs);
  for (const double element : second.to_vector<double>()) EXPECT_FALSE(std::isnan(element)) << second;
  const Variable direction = constant(Array::full({static_cast<std::int64_t>(it.at.size())}, 1, DType::float64));
  const std::vector<double> reverse = value(gradient(v::sum(gradient(total, x)), x, {.if_disconnected = IfDisconnected::zero}), inputs)
                                          .to_vector<double>(),
                            forward = value(hessian_vector_product(total, x, direction), inputs).to_vector<double>();
  for (std::size_t i = 0; i < reverse.size(); ++i) EXPECT_NEAR(reverse[i], forward[i], 1e-9) << i;
}

TEST_P(ZeroFlows, StayZeroInEachExample) {
  const Dim batch = Dim::named("batch");
  Dims dims = x.dims();
  dims.insert(dims.begin(), batch);
  const Variable many = input("many", dims, DType::float64), all = vectorize({total}, {x}, {many}, batch)[0];
  std::vector<double> rows = it.at;
  rows.insert(rows.end(), it.at.begin(), it.at.end());
  const Array given(rows, Shape{2, static_cast<std::int64_t>(it.at.size())});
  const Variable slopes = per_example_gradient(all, many);
  for (std::int64_t example = 0; example < 2; ++example)
    EXPECT_TRUE(all_close(value(slopes, {{many, given}}).select(Selection({example})), slope, close)) << value(slopes, {{many, given}});
}

INSTANTIATE_TEST_SUITE_P(, ZeroFlows, testing::ValuesIn(undefined_cases()), [](const auto& each) {
  std::string name = each.param.name;
  std::ranges::replace(name, ' ', '_');
  return name;
});

// A value that is undefined has derivatives that are, and only its own.
TEST(Undefined, ExamplesAreNotTouchedByOthers) {
  const Variable x = input("x", {3, 4}, DType::float64);
  const Array sound(std::vector<double>{0.5, -1, 2, 0.25, 1, 0.75, -0.5, 3, -2, 1.5, 0.1, 0.3}, Shape{3, 4});
  Array broken = sound.copy();
  for (std::size_t i = 4; i < 8; ++i) broken.mutable_span<double>()[i] = i % 2 == 0 ? nan : infinity;
  const Attributes last = {{"axes", Axes{1}}};
  const std::vector<Variable> functions = {v::softmax(x),
                                           v::log_softmax(x),
                                           v::log_sum_exp(x, last),
                                           v::l2_norm(x, last),
                                           v::mean(x, last),
                                           v::variance(x, last),
                                           v::product(x, last),
                                           v::reduce_max(x, last),
                                           v::cumulative_sum(x),
                                           v::sort(x),
                                           v::sparsemax(x),
                                           v::top_k(x, {{"k", std::int64_t{2}}}),
                                           v::glu(x),
                                           v::sum(v::tanh(x) * v::exp(x), last),
                                           v::mean_squared_error(x, x * x),
                                           v::categorical_crossentropy(constant(Array::full({3, 4}, 0.25, DType::float64)), v::softmax(x))};
  for (const Variable& function : functions) {
    for (const JacobianMode mode : {JacobianMode::forward, JacobianMode::reverse}) {
      const Variable slopes = jacobian(function, x, {.mode = mode});
      for (const std::int64_t example : {0, 2}) {
        const Variable own = slopes.select(Selection({example}));
        EXPECT_TRUE(all_close(value(own, {{x, broken}}), value(own, {{x, sound}}), close)) << print({function}) << example;
      }
    }
  }
}

TEST(Undefined, StepsAreNotTouchedByLaterOnes) {
  const Recurrence net;
  Inputs broken = net.inputs;
  Array& x = broken[0].second;
  x = x.copy();
  for (std::size_t i = 12; i < 16; ++i) x.mutable_span<double>()[i] = nan;  // the last of four steps
  const Variable early = net.all.select("[:3]");
  for (const JacobianMode mode : {JacobianMode::forward, JacobianMode::reverse}) {
    const Variable slopes = jacobian(early, net.x, {.mode = mode});
    EXPECT_TRUE(all_close(value(slopes, broken), value(slopes, net.inputs), close));
  }
}

// A known number of examples may be other extents too: the blocks are cut out of the whole Jacobian.
TEST(Undefined, ExamplesKeepToTheirOwnBlocks) {
  const Variable x = input("x", {3, 2}, DType::float64);
  const Variable y = v::sum(v::square_root(x), {{"axes", Axes{1}}});
  const Array given(std::vector<double>{1, 4, 0, 0, nan, infinity}, Shape{3, 2});
  EXPECT_TRUE(all_close(value(per_example_gradient(y, x), {{x, given}}).select("[0]"), array({0.5, 0.25}), close));
}

// 0 * inf of the function itself is NaN, and so is what depends on it.
TEST(Undefined, IsTheFunctionsOwn) {
  const Variable x = input("x", {}, DType::float64);
  const auto at = [&](const Variable& of, double given) { return value(of, {{x, Array(given, DType::float64)}}).item<double>(); };
  EXPECT_TRUE(std::isnan(at(x * (1 / x), 0)));
  EXPECT_EQ(at(gradient(v::square_root(x), x), 0), infinity);
  EXPECT_EQ(at(gradient(v::log(x), x), 0), infinity);
  EXPECT_TRUE(std::isnan(at(gradient(v::tanh(x), x), nan)));
}

}  // namespace
}  // namespace pellucid
