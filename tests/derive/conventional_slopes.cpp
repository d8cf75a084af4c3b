// Where a slope is a convention (a norm at 0): what is smooth there has the derivatives of the smooth function, in every mode.
#include <gtest/gtest.h>

#include <cmath>

#include "derive/networks.hpp"
#include "ops/support/movement.hpp"

namespace pellucid {
namespace {

namespace v = vocabulary;
const Tolerance close{.relative = 1e-10, .absolute = 1e-12};

struct OfNorm {
  std::string name;
  std::function<Variable(const Variable& n)> function;
  double first, second, at_five;  // by n at 0; the second at 5
};

const std::vector<OfNorm> smooth = {
    {"square", [](const Variable& n) { return v::square(n); }, 0, 2, 2},
    {"times itself", [](const Variable& n) { return n * n; }, 0, 2, 2},
    {"power 2", [](const Variable& n) { return v::power(n, 2); }, 0, 2, 2},
    {"power 4", [](const Variable& n) { return v::power(n, 4); }, 0, 0, 300},
    {"exp(-n n)", [](const Variable& n) { return v::exp(-n * n); }, 0, -2, 98 * std::exp(-25.)},
    {"cos", [](const Variable& n) { return v::cos(n); }, 0, -1, -std::cos(5.)},
    {"log1p(n n)", [](const Variable& n) { return v::log1p(n * n); }, 0, 2, (2 - 2 * 25.) / (26. * 26.)},
    {"root of 1 and n n", [](const Variable& n) { return v::square_root(1 + v::square(n)); }, 0, 1, 1 / std::pow(26., 1.5)},
    {"mean squared error", [](const Variable& n) { return v::sum(v::mean_squared_error(insert_axis(n, -1), insert_axis(0 * n, -1))); }, 0,
     2, 2},
    {"square where small", [](const Variable& n) { return v::where(v::less(n, 9), v::square(n), n); }, 0, 2, 2},
};

struct Norm {
  std::string name;
  std::function<Variable(const Variable& x)> function;  // of [2] to a scalar
};
const std::vector<Norm> norms = {
    {"l2_norm", [](const Variable& x) { return v::l2_norm(x); }},
    {"root of a sum of squares", [](const Variable& x) { return v::square_root(v::sum(v::square(x))); }},
    {"root of two squares", [](const Variable& x) { return v::square_root(x.at({0}) * x.at({0}) + x.at({1}) * x.at({1})); }},
    {"norm of absolute values", [](const Variable& x) { return v::l2_norm(v::absolute(x)); }},
};

Array array(const std::vector<double>& values) { return Array(values); }

// Of f(|x|) at x: f'' x x' / n^2 + f' / n (1 - x x' / n^2), at 0: f''.
std::vector<double> expected_second(const OfNorm& it, const std::vector<double>& x, const Variable& slope) {
  const double n = std::hypot(x[0], x[1]);
  std::vector<double> result;
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 2; ++j) {
      const double same = i == j ? 1 : 0;
      if (n == 0) {
        result.push_back(same * it.second);
        continue;
      }
      const double along = x[i] * x[j] / (n * n), first = value(slope, {}).item<double>();
      result.push_back(it.at_five * along + first / n * (same - along));
    }
  return result;
}

class Smooth : public testing::TestWithParam<std::tuple<Norm, OfNorm>> {
 protected:
  const Norm norm = std::get<0>(GetParam());
  const OfNorm it = std::get<1>(GetParam());
  const Variable u = input("u", {2}, DType::float64), w = input("w", {2}, DType::float64), y = it.function(norm.function(u - w));

  // With the derivative by n from the function itself, at 5.
  void expect(const Variable& second, double sign, const char* how) const {
    const Variable n = input("n", {}, DType::float64), slope = gradient(it.function(n), n);
    for (const std::vector<double>& x : {std::vector<double>{0, 0}, std::vector<double>{3, 4}, std::vector<double>{-3, 4}}) {
      std::vector<double> expected = expected_second(it, x, replace({slope}, {{n, constant(5., DType::float64)}})[0]);
      for (double& element : expected) element *= sign;
      const Inputs at = {{u, array({x[0] + 1, x[1] - 2})}, {w, array({1, -2})}};
      EXPECT_TRUE(all_close(value(second, at), Array(expected, Shape{2, 2}), close))
          << how << " at " << x[0] << ", " << x[1] << ": " << value(second, at) << "against " << Array(expected, Shape{2, 2});
    }
  }
};

TEST_P(Smooth, HasSecondDerivatives) {
  expect(hessian(y, u), 1, "hessian");
  const Variable slope = gradient(y, u);
  for (const JacobianMode mode : {JacobianMode::forward, JacobianMode::reverse}) {
    expect(jacobian(slope, u, {.mode = mode}), 1, "jacobian of the gradient");
    expect(jacobian(slope, w, {.mode = mode}), -1, "jacobian of the gradient by the other");
  }
}

TEST_P(Smooth, HasSecondDerivativesAfterForwardMode) {
  const Variable row = v::reshape(y, {{"dims", Dims{1}}}),
                 slope = v::reshape(jacobian(row, u, {.mode = JacobianMode::forward}), {{"dims", Dims{2}}});
  for (const JacobianMode mode : {JacobianMode::forward, JacobianMode::reverse}) {
    expect(jacobian(slope, u, {.mode = mode}), 1, "jacobian of the forward one");
    expect(jacobian(slope, w, {.mode = mode}), -1, "jacobian of the forward one by the other");
  }
}

INSTANTIATE_TEST_SUITE_P(, Smooth, testing::Combine(testing::ValuesIn(norms), testing::ValuesIn(smooth)), [](const auto& each) {
  std::string name = std::get<0>(each.param).name + " " + std::get<1>(each.param).name;
  std::ranges::replace_if(name, [](char letter) { return std::isalnum(static_cast<unsigned char>(letter)) == 0; }, '_');
  return name;
});

TEST(ConventionalSlopes, ANormItselfHasZeros) {
  const Variable x = input("x", {2}, DType::float64);
  const Inputs at = {{x, array({0, 0})}};
  EXPECT_EQ(value(gradient(v::l2_norm(x), x), at).to_vector<double>(), (std::vector<double>{0, 0}));
  EXPECT_EQ(value(hessian(v::l2_norm(x), x), at).to_vector<double>(), (std::vector<double>(4, 0)));
  EXPECT_EQ(value(pushforward(v::l2_norm(x), x, constant(array({1, 2}))), at).item<double>(), 0);
}

TEST(ConventionalSlopes, OfAbsoluteValues) {
  const Variable x = input("x", {4}, DType::float64);
  const Inputs at = {{x, array({0, 2, -3, 0})}};
  const std::vector<std::pair<Variable, std::vector<double>>> cases = {
      {v::square(v::absolute(x)), {2, 2, 2, 2}},
      {v::absolute(x) * v::absolute(x), {2, 2, 2, 2}},
      {v::power(v::absolute(x), 3), {0, 12, 18, 0}},
      {v::square(v::square_root(x * x)), {2, 2, 2, 2}},
      {v::cos(v::absolute(x)), {-1, -std::cos(2.), -std::cos(3.), -1}},
      {v::square(v::mean_absolute_error(insert_axis(0 * x, -1), insert_axis(x, -1))), {2, 2, 2, 2}},
      {v::absolute(x), {0, 0, 0, 0}},
  };
  for (const auto& [function, second] : cases) {
    const Variable slope = gradient(function, x, {.reduce = "sum"}), along = constant(Array::full({4}, 1, DType::float64));
    EXPECT_TRUE(all_close(value(gradient(v::sum(slope), x), at), array(second), close)) << print({function});
    EXPECT_TRUE(all_close(value(pushforward(slope, x, along), at), array(second), close)) << print({function});
    const Variable pushed = pushforward(function, x, along);
    EXPECT_TRUE(all_close(value(gradient(v::sum(pushed), x), at), array(second), close)) << print({function});
    EXPECT_TRUE(all_close(value(pushforward(pushed, x, along), at), array(second), close)) << print({function});
  }
}

// Where both ends move, they do not move alike.
TEST(ConventionalSlopes, ByBothEndsOfADistance) {
  const Variable u = input("u", {2}, DType::float64), w = input("w", {2}, DType::float64), y = v::square(v::l2_norm(u - w));
  const Variables slopes = gradient({y}, {u, w});
  const Variables seconds = gradient({v::sum(slopes[0])}, {u, w});
  const Inputs at = {{u, array({1, -2})}, {w, array({1, -2})}};
  EXPECT_TRUE(all_close(value(seconds[0], at), array({2, 2}), close)) << value(seconds[0], at);
  EXPECT_TRUE(all_close(value(seconds[1], at), array({-2, -2}), close)) << value(seconds[1], at);
}

// What is never 0 needs no limit, so that composites stay whole.
TEST(ConventionalSlopes, OfWhatIsNeverZeroTakeNoLimits) {
  const Variable x = input("x", {4}, DType::float64);
  const Variable y = v::sum(v::square(v::glu(x / v::square_root(v::variance(x) + 0.25))));
  const std::string second = print({gradient(v::sum(v::square(gradient(y, x))), x)});
  EXPECT_NE(second.find("glu("), std::string::npos) << second;
  EXPECT_EQ(second.find("flow_limit("), std::string::npos) << second;
}

// The square of all distances of two points that are one: those of each to itself do not leave 0.
TEST(ConventionalSlopes, OfTwoPointsThatAreOne) {
  const Variable x = input("x", {2, 2}, DType::float64);
  const Variable distances = v::l2_norm(insert_axis(x, 1) - insert_axis(x, 0), {{"axes", Axes{2}}});
  const Variable y = v::square(v::sum(distances));
  const Array expected(std::vector<double>{8, 0, -8, 0, 0, 8, 0, -8, -8, 0, 8, 0, 0, -8, 0, 8}, Shape{2, 2, 2, 2});
  const Inputs at = {{x, Array(std::vector<double>{1, 2, 1, 2}, Shape{2, 2})}};
  EXPECT_TRUE(all_close(value(hessian(y, x), at), expected, close)) << value(hessian(y, x), at);
}

// A matrix of distances has zeros on its diagonal.
TEST(ConventionalSlopes, OfPairwiseDistances) {
  const Variable x = input("x", {3, 2}, DType::float64);
  const Array given(std::vector<double>{0.5, -1, 2, 0.25, 0.5, -1}, Shape{3, 2});  // two points are one
  const Variable differences = insert_axis(x, 1) - insert_axis(x, 0), squares = v::sum(v::square(differences), {{"axes", Axes{2}}});
  const Variable distances = v::l2_norm(differences, {{"axes", Axes{2}}});
  const std::vector<std::pair<Variable, Variable>> same = {
      {v::square(distances), squares},
      {v::exp(-distances * distances), v::exp(-squares)},
      {v::square(v::square_root(squares)), squares},
      {v::sum(v::power(distances, 2), {{"axes", Axes{1}}}), v::sum(squares, {{"axes", Axes{1}}})}};
  for (const auto& [of_distances, of_squares] : same) {
    const Inputs at = {{x, given}};
    const auto matches = [&](const Variable& a, const Variable& b) { return all_close(value(a, at), value(b, at), close); };
    EXPECT_TRUE(matches(hessian(v::sum(of_distances), x), hessian(v::sum(of_squares), x)));
    for (const JacobianMode first : {JacobianMode::automatic, JacobianMode::forward, JacobianMode::reverse})
      for (const JacobianMode second : {JacobianMode::automatic, JacobianMode::forward, JacobianMode::reverse})
        EXPECT_TRUE(
            matches(jacobian(jacobian(of_distances, x, {.mode = first}), x, {.mode = second}), jacobian(jacobian(of_squares, x), x)))
            << print({of_distances}) << static_cast<int>(first) << static_cast<int>(second);
  }
}

// What several distances make together: those of one pair leave 0 together, those on the diagonal never do.
TEST(ConventionalSlopes, OfSeveralDistancesTogether) {
  const Variable x = input("x", {2, 2}, DType::float64), w = input("w", {2}, DType::float64);
  const Variable apart = x.select("[0]") - x.select("[1]") * w, square = v::sum(v::square(apart));
  const Variable points = v::stack({x.select("[0]"), x.select("[1]") * w}), differences = insert_axis(points, 1) - insert_axis(points, 0);
  const std::vector<Variable> norms = {v::l2_norm(differences, {{"axes", Axes{2}}}),
                                       v::square_root(v::sum(v::square(differences), {{"axes", Axes{2}}})),
                                       v::l2_norm(v::absolute(differences), {{"axes", Axes{2}}})};
  for (const Variable& distances : norms) {
    const std::vector<std::pair<Variable, double>> cases = {
        {v::square(v::sum(distances)), 4},
        {v::power(v::mean(distances), 2), 0.25},
        {v::sum(dot_last(distances, distances)), 2},
        {v::variance(distances), 0.25},
        {v::sum(distances) * v::l2_norm(3 * apart), 6},
        {v::exp(-v::sum(distances) * v::sum(norms[0])), -4},
    };
    const Inputs at = {{x, Array(std::vector<double>{0.5, -1, 0.25, 2}, Shape{2, 2})}, {w, array({2, -0.5})}};
    for (const auto& [function, factor] : cases) {
      const auto matches = [&](const Variable& a, const Variable& b) { return all_close(value(a, at), value(factor * b, at), close); };
      EXPECT_TRUE(matches(hessian(function, x), hessian(square, x))) << print({function}) << value(hessian(function, x), at);
      for (const Variable& by : {x, w})
        for (const JacobianMode mode : {JacobianMode::forward, JacobianMode::reverse})
          EXPECT_TRUE(matches(jacobian(gradient(function, by), w, {.mode = mode}), jacobian(gradient(square, by), w)))
              << print({function}) << value(jacobian(gradient(function, by), w, {.mode = mode}), at);
      const Variable row = v::reshape(function, {{"dims", Dims{1}}}), slope = jacobian(row, x, {.mode = JacobianMode::forward});
      EXPECT_TRUE(matches(jacobian(v::sum(slope, {{"axes", Axes{0}}}), x), hessian(square, x)))
          << print({function}) << "after forward mode";
    }
  }
}

TEST(ConventionalSlopes, OfADeviation) {
  const Variable x = input("x", {3}, DType::float64);
  const Variable deviation = v::square_root(v::variance(x));
  for (const std::vector<double>& given : {std::vector<double>{2, 2, 2}, std::vector<double>{1, 2, 4}}) {
    const Inputs at = {{x, array(given)}};
    EXPECT_TRUE(all_close(value(hessian(v::square(deviation), x), at), value(hessian(v::variance(x), x), at), close));
    EXPECT_TRUE(all_close(value(gradient(v::square(deviation), x), at), value(gradient(v::variance(x), x), at), close));
  }
}

TEST(ConventionalSlopes, InEachExampleAndEachStep) {
  const Dim batch = Dim::named("batch");
  const Variable x = input("x", {batch, 2}, DType::float64);
  const Array given(std::vector<double>{0, 0, 3, 4}, Shape{2, 2});
  const Variable y = v::square(v::l2_norm(x, {{"axes", Axes{1}}}));
  const Variable slope = per_example_gradient(y, x), second = per_example_gradient(slope.select("[:, 0]"), x);
  EXPECT_TRUE(all_close(value(second, {{x, given}}), Array(std::vector<double>{2, 0, 2, 0}, Shape{2, 2}), close))
      << value(second, {{x, given}});

  const ScanBuild loop = {.sequences = {x}, .initial = {constant(0., DType::float64)}, .length = batch};
  const ScanResult sum =
      scan(loop, [](const ScanStep& at) { return ScanYield{.carries = {at.carries[0] + v::square(v::l2_norm(at.slices[0]))}}; });
  const Variable in_steps = gradient(v::sum(gradient(sum.carries[0], x)), x);
  EXPECT_TRUE(all_close(value(in_steps, {{x, given}}), Array::full({2, 2}, 2, DType::float64), close)) << value(in_steps, {{x, given}});

  // The product of |x| with itself, reshaped before and after.
  const ScanResult products = scan(loop, [](const ScanStep& at) {
    const Variable before = v::absolute(reshape_to(at.slices[0], {2, 1})), after = reshape_to(v::absolute(at.slices[0]), {2, 1});
    return ScanYield{.carries = {at.carries[0] + v::sum(before * after)}};
  });
  const Variable of_products = gradient(v::sum(gradient(products.carries[0], x)), x);
  EXPECT_TRUE(all_close(value(of_products, {{x, given}}), Array::full({2, 2}, 2, DType::float64), close))
      << value(of_products, {{x, given}});
}

// Norms of what a network makes, and a network of norms.
TEST(ConventionalSlopes, InNetworks) {
  const Perceptron net;
  const Variable zero_at = net.x - net.x.select("[:1]");  // the first example has the norm 0
  const Variable n = v::l2_norm(zero_at, {{"axes", Axes{1}}}), squares = v::sum(v::square(zero_at), {{"axes", Axes{1}}});
  const auto network = [&](const Variable& of) {
    const Variable column = insert_axis(of, 1), w = net.w.select("[:1]");
    return v::sum(dot_last(v::tanh(dot_last(column, w)), net.v));
  };
  const Variable of_norms = network(v::square(n)), of_squares = network(squares);
  const Inputs& at = net.inputs;
  EXPECT_TRUE(all_close(value(hessian(of_norms, net.x), at), value(hessian(of_squares, net.x), at), close));
  const Variable along = stop_gradient(net.x + 1);
  EXPECT_TRUE(all_close(value(hessian_vector_product(of_norms, net.x, along), at),
                        value(hessian_vector_product(of_squares, net.x, along), at), close));
  EXPECT_TRUE(
      all_close(value(jacobian(gradient(of_norms, net.x), net.w), at), value(jacobian(gradient(of_squares, net.x), net.w), at), close));
  EXPECT_TRUE(
      all_close(value(jacobian(gradient(of_norms, net.w), net.x), at), value(jacobian(gradient(of_squares, net.w), net.x), at), close));
}

// A limit takes those behind it as they are: eight norms one after the other would else be derived 4^8 times.
TEST(ConventionalSlopes, InAChain) {
  const Variable x = input("x", {2}, DType::float64);
  Variable of_norms = x, of_squares = x;
  for (int step = 0; step < 8; ++step) {
    of_norms = v::tanh(of_norms) + 0.25 * v::square(v::l2_norm(of_norms));
    of_squares = v::tanh(of_squares) + 0.25 * v::sum(v::square(of_squares));
  }
  const Inputs at = {{x, array({0, 0})}};
  const Array expected = value(hessian(v::sum(of_squares), x), at);
  EXPECT_TRUE(all_close(value(hessian(v::sum(of_norms), x), at), expected, close)) << value(hessian(v::sum(of_norms), x), at) << expected;
}

// Third factors keep their derivatives: of z n^2, by z and twice by u.
TEST(ConventionalSlopes, OfProductsWithOthers) {
  const Variable u = input("u", {2}, DType::float64), z = input("z", {}, DType::float64);
  const Variable n = v::l2_norm(u), y = v::exp(z) * v::square(n);
  const Inputs at = {{u, array({0, 0})}, {z, Array(0.5, DType::float64)}};
  const Array expected(std::vector<double>{2 * std::exp(0.5), 0, 0, 2 * std::exp(0.5)}, Shape{2, 2});
  EXPECT_TRUE(all_close(value(hessian(y, u), at), expected, close));
  EXPECT_TRUE(all_close(value(gradient(v::sum(hessian(y, u)), z), at), Array(4 * std::exp(0.5), DType::float64), close));
  EXPECT_TRUE(all_close(value(hessian(gradient(y, z), u), at), expected, close));
}

}  // namespace
}  // namespace pellucid
