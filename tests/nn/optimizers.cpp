// Optimizers against their formulas in double, step by step; slots in the order of Keras's files; ranges of options.
#include <limits>

#include "nn/support.hpp"

namespace pellucid {
namespace {

const std::vector<double> start = {1.0, -2.0, 0.5};

// The gradient at step t: neither constant nor a function of the weight.
double gradient_at(int t, std::size_t i) { return std::sin(0.7 * t + static_cast<double>(i)) * (1 + static_cast<double>(i)); }

// One weight, trained by gradients that are given.
struct Trial {
  explicit Trial(Optimizer tried) : optimizer(std::move(tried)), weight(Array(start).astype(DType::float32), "w") {
    g = input("g", {3});
    updates = optimizer.definition().step({weight}, {g});
  }
  void step(int t) {
    Variables values;
    for (const auto& [state, value] : updates) values.push_back(value);
    const Array given = Array(std::vector<double>{gradient_at(t, 0), gradient_at(t, 1), gradient_at(t, 2)}).astype(DType::float32);
    const std::vector<Array> fresh = evaluate(values, {{g, given}});
    for (std::size_t i = 0; i < updates.size(); ++i) updates[i].first.set_value(fresh[i]);
  }
  Optimizer optimizer;
  SharedVariable weight;
  Variable g;
  Updates updates;
};

// `formula(w, g, t, i)` makes one step of one number; t counts from 1.
void expect_steps(const Optimizer& optimizer, const std::function<void(double& w, double g, int t, std::size_t i)>& formula) {
  Trial trial(optimizer);
  std::vector<double> w = start;
  for (int t = 1; t <= 5; ++t) {
    trial.step(t);
    for (std::size_t i = 0; i < w.size(); ++i) formula(w[i], gradient_at(t, i), t, i);
    expect_near(trial.weight.get_value(), w, 1e-6);
  }
  EXPECT_EQ(optimizer.iterations(), 5);
}

using Slot = std::vector<double>;

TEST(SGD, GoesDownTheGradient) {
  expect_steps(SGD({.learning_rate = 0.1}), [](double& w, double g, int, std::size_t) { w -= 0.1 * g; });
}

TEST(SGD, WithMomentum) {
  Slot m(3);
  expect_steps(SGD({.learning_rate = 0.1, .momentum = 0.9}), [&](double& w, double g, int, std::size_t i) {
    m[i] = 0.9 * m[i] - 0.1 * g;
    w += m[i];
  });
}

TEST(SGD, Nesterov) {
  Slot m(3);
  expect_steps(SGD({.learning_rate = 0.1, .momentum = 0.9, .nesterov = true}), [&](double& w, double g, int, std::size_t i) {
    m[i] = 0.9 * m[i] - 0.1 * g;
    w += 0.9 * m[i] - 0.1 * g;
  });
}

TEST(RMSprop, HasEpsilonUnderTheRootAsKeras3) {
  Slot v(3);
  expect_steps(RMSprop({.learning_rate = 0.01, .epsilon = 0.1}), [&](double& w, double g, int, std::size_t i) {
    v[i] = 0.9 * v[i] + 0.1 * g * g;
    w -= 0.01 * g / std::sqrt(v[i] + 0.1);
  });
}

TEST(RMSprop, CenteredWithMomentum) {
  Slot v(3), a(3), b(3);
  expect_steps(RMSprop({.learning_rate = 0.01, .rho = 0.8, .momentum = 0.5, .epsilon = 1e-3, .centered = true}),
               [&](double& w, double g, int, std::size_t i) {
                 v[i] = 0.8 * v[i] + 0.2 * g * g;
                 a[i] = 0.8 * a[i] + 0.2 * g;
                 b[i] = 0.5 * b[i] + 0.01 * g / std::sqrt(v[i] - a[i] * a[i] + 1e-3);
                 w -= b[i];
               });
}

TEST(Adam, AddsEpsilonToTheUncorrectedRoot) {
  Slot m(3), v(3);
  expect_steps(Adam({.learning_rate = 0.01, .epsilon = 1e-3}), [&](double& w, double g, int t, std::size_t i) {
    m[i] += 0.1 * (g - m[i]);
    v[i] += 0.001 * (g * g - v[i]);
    w -= 0.01 * std::sqrt(1 - std::pow(0.999, t)) / (1 - std::pow(0.9, t)) * m[i] / (std::sqrt(v[i]) + 1e-3);
  });
}

TEST(Adam, MovesByTheLearningRateAtFirst) {
  Trial trial(Adam({.learning_rate = 1000, .epsilon = 0}));
  trial.step(1);
  std::vector<double> w = start;
  for (std::size_t i = 0; i < w.size(); ++i) w[i] -= std::copysign(1000, gradient_at(1, i));
  expect_near(trial.weight.get_value(), w, 1e-6);
}

TEST(Adam, AmsgradKeepsTheLargest) {
  Slot m(3), v(3), largest(3);
  expect_steps(Adam({.learning_rate = 0.01, .beta_1 = 0.8, .beta_2 = 0.9, .amsgrad = true}),
               [&](double& w, double g, int t, std::size_t i) {
                 m[i] += 0.2 * (g - m[i]);
                 v[i] += 0.1 * (g * g - v[i]);
                 largest[i] = std::max(largest[i], v[i]);
                 w -= 0.01 * std::sqrt(1 - std::pow(0.9, t)) / (1 - std::pow(0.8, t)) * m[i] / (std::sqrt(largest[i]) + 1e-7);
               });
}

std::vector<std::string> variable_names(const Optimizer& optimizer) {
  const SharedVariable a(Array({1.}), "a"), b(Array({1., 2.}), "b");
  EXPECT_TRUE(optimizer.variables().empty());
  optimizer.definition().step({a, b}, {input("ga", {1}), input("gb", {2})});
  std::vector<std::string> names;
  for (const SharedVariable& variable : optimizer.variables()) names.push_back(variable.name());
  return names;
}

TEST(Optimizer, KeepsSlotsInTheOrderOfKerasFiles) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(variable_names(SGD()), (Names{"iteration", "learning_rate"}));
  EXPECT_EQ(variable_names(SGD({.momentum = 0.5})), (Names{"iteration", "learning_rate", "sgd/a/momentum", "sgd/b/momentum"}));
  EXPECT_EQ(variable_names(RMSprop()), (Names{"iteration", "learning_rate", "rmsprop/a/velocity", "rmsprop/b/velocity"}));
  EXPECT_EQ(variable_names(RMSprop({.momentum = 0.5, .centered = true})),
            (Names{"iteration", "learning_rate", "rmsprop/a/velocity", "rmsprop/b/velocity", "rmsprop/a/momentum", "rmsprop/b/momentum",
                   "rmsprop/a/average_gradient", "rmsprop/b/average_gradient"}));
  EXPECT_EQ(variable_names(Adam({.amsgrad = true})),
            (Names{"iteration", "learning_rate", "adam/a/momentum", "adam/a/velocity", "adam/b/momentum", "adam/b/velocity",
                   "adam/a/velocity_hat", "adam/b/velocity_hat"}));
}

TEST(Optimizer, ByNameHasTheDefaultsOfKeras) {
  EXPECT_EQ(Optimizer("sgd").name(), "sgd");
  EXPECT_NEAR(Optimizer("SGD").learning_rate(), 0.01, 1e-9);
  EXPECT_NEAR(Optimizer("rmsprop").learning_rate(), 0.001, 1e-9);
  EXPECT_NEAR(Optimizer("Adam").learning_rate(), 0.001, 1e-9);
  expect_refusal<NameError>([] { Optimizer("adm"); }, {"no optimizer is called 'adm'", "'adam'"});
}

TEST(Optimizer, RateCanBeSetAndMayBeZero) {
  const Optimizer optimizer = SGD();
  const Optimizer same = optimizer;  // NOLINT(performance-unnecessary-copy-initialization): what is tested
  optimizer.set_learning_rate(0.25);
  EXPECT_EQ(same.learning_rate(), 0.25);
  optimizer.set_learning_rate(0);
  expect_refusal<ValueError>([&] { optimizer.set_learning_rate(-1); }, {"learning_rate"});
  EXPECT_EQ(optimizer.learning_rate(), 0);
}

TEST(Optimizer, OptionsOutOfRangeAreRefused) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  expect_refusal<ValueError>([] { SGD({.learning_rate = -0.1}); }, {"'learning_rate'", "a number from 0", "-0.1"});
  expect_refusal<ValueError>([&] { Adam({.learning_rate = nan}); }, {"'learning_rate'", "nan"});
  expect_refusal<ValueError>([] { SGD({.momentum = 1.5}); }, {"SGD", "'momentum'", "from 0 to 1", "1.5"});
  expect_refusal<ValueError>([] { RMSprop({.rho = 1}); }, {"RMSprop", "'rho'", "below 1"});
  expect_refusal<ValueError>([] { RMSprop({.momentum = -1}); }, {"'momentum'"});
  expect_refusal<ValueError>([] { RMSprop({.epsilon = -1}); }, {"'epsilon'"});
  expect_refusal<ValueError>([] { Adam({.beta_1 = 1}); }, {"Adam", "'beta_1'", "below 1"});
  expect_refusal<ValueError>([&] { Adam({.beta_2 = nan}); }, {"'beta_2'"});
  expect_refusal<ValueError>([] { Adam({.epsilon = -1e-9}); }, {"'epsilon'"});
  expect_refusal<ValueError>([] { Adam({.beta_2 = -0.1}); }, {"'beta_2'", "-0.1"});
  expect_refusal<ValueError>([] { Adam({.epsilon = std::numeric_limits<double>::infinity()}); }, {"'epsilon'", "inf"});
  EXPECT_NO_THROW(Adam({.learning_rate = 0, .beta_1 = 0, .beta_2 = 0, .epsilon = 0}));
  EXPECT_NO_THROW(SGD({.momentum = 1}));
}

TEST(Optimizer, ContinuesWhereAnotherIs) {
  Trial first(Adam());
  first.step(1);
  const SharedVariable twin(first.weight.get_value(), "twin");
  const Optimizer copy(first.optimizer.definition().fresh());
  copy.definition().continue_from(first.optimizer.definition(), {{first.weight, twin}});
  EXPECT_EQ(copy.iterations(), 1);
  ASSERT_EQ(copy.variables().size(), first.optimizer.variables().size());
  for (std::size_t i = 0; i < copy.variables().size(); ++i)
    EXPECT_TRUE(equal(copy.variables()[i].get_value(), first.optimizer.variables()[i].get_value()));
  first.step(2);
  EXPECT_EQ(copy.iterations(), 1);
}

}  // namespace
}  // namespace pellucid
