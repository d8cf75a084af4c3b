// Metrics by name; which accuracy "accuracy" is.
#include "nn/support.hpp"

namespace pellucid {
namespace {

Array metric_of(const Metric& metric, const Array& y, const Array& p) { return value_of(metric(constant(y), constant(p))); }

TEST(Metric, AccuracyOfOneNumberIsBinaryAndHalfIsClassZero) {
  const Array p({{0.5}, {0.51}, {0.2}, {0.9}});
  for (const char* name : {"accuracy", "acc", "binary_accuracy"}) {
    expect_near(metric_of(name, Array({{0.}, {1.}, {1.}, {1.}}), p), {1, 1, 0, 1});
    expect_near(metric_of(name, Array({0., 1., 1., 1.}), p), {1, 1, 0, 1});  // not every y with every p
    expect_near(metric_of(name, Array({0., 1., 1., 1.}), p.reshape({4})), {1, 1, 0, 1});
  }
}

TEST(Metric, AccuracyOfSeveralNumbersFollowsTheShapeOfY) {
  const Array p({{0.2, 0.5, 0.3}, {0.4, 0.4, 0.2}});
  expect_near(metric_of("accuracy", Array({{0., 1., 0.}, {0., 1., 0.}}), p), {1, 0});  // a tie goes to the first
  expect_near(metric_of("accuracy", Array({1, 0}), p), {1, 1});
  expect_near(metric_of("acc", Array({{1}, {2}}), p), {1, 0});
  expect_near(metric_of("categorical_accuracy", Array({{0., 1., 0.}, {1., 0., 0.}}), p), {1, 1});
  expect_near(metric_of("sparse_categorical_accuracy", Array({{1.}, {2.}}), p), {1, 0});
}

TEST(Metric, AccuracyOfClassesOverSteps) {
  const Array p({{{0.2, 0.8}}, {{0.6, 0.4}}});  // one step
  expect_near(metric_of("sparse_categorical_accuracy", Array({{1}, {1}}), p), {1, 0});
  expect_near(metric_of("sparse_categorical_accuracy", Array({{{1}}, {{1}}}), p), {1, 0});
}

TEST(Metric, AccuracyOfOneExampleOutsideABatch) {
  const Array p({0.2, 0.8});
  expect_near(metric_of("categorical_accuracy", Array({0., 1.}), p), {1});
  expect_near(metric_of("sparse_categorical_accuracy", Array(1), p), {1});
  expect_near(metric_of("sparse_categorical_accuracy", Array({1}), p), {1});
}

TEST(Metric, Keras2sAccuracyOfARegressionRounds) {
  expect_near(metric_of("binary_accuracy_keras2", Array({{3.}, {0.}, {1.}}), Array({{2.6}, {0.5}, {1.6}})), {1, 1, 0});
}

TEST(Metric, AccuraciesAreFloat32) {
  const Array row({{1., 0.}}), column({{1.}});
  for (const char* name : {"binary_accuracy", "binary_accuracy_keras2", "categorical_accuracy"})
    EXPECT_EQ(metric_of(name, row, row).dtype(), DType::float32) << name;
  EXPECT_EQ(metric_of("sparse_categorical_accuracy", column, row).dtype(), DType::float32);
}

TEST(Metric, EveryLossIsAMetric) {
  const Array y({{1., 0.}}), p({{0.8, 0.4}});
  expect_near(metric_of("mse", y, p), {0.1});
  expect_near(metric_of("mean_absolute_error", y, p), {0.3});
  expect_near(metric_of("bce", y, p), {(-std::log(0.8) - std::log(0.6)) / 2});
}

TEST(Metric, KeepsTheNameAsItWasSpelt) { EXPECT_EQ(Metric("MAE").name(), "MAE"); }

TEST(Metric, RefusesUnknownNamesAndUnequalShapes) {
  expect_refusal<NameError>([] { Metric("acuracy"); }, {"no metric is called 'acuracy'", "'accuracy'"});
  expect_refusal<NameError>([] { Metric("bcee"); }, {"no metric is called 'bcee'", "'bce'"});  // losses by all their names
  const Array p({{0.2, 0.8}});
  expect_refusal<ShapeError>([&] { metric_of("binary_accuracy", Array({1.}), p); }, {"binary_accuracy", "shape of the prediction"});
  expect_refusal<ShapeError>([&] { metric_of("categorical_accuracy", Array({{1., 0., 0.}}), p); }, {"categorical_accuracy"});
  expect_refusal<ShapeError>([&] { metric_of("sparse_categorical_accuracy", Array({{0., 1.}}), p); },
                             {"class numbers", "categorical_accuracy"});
}

TEST(Metric, OfScalarsIsRefused) {
  for (const char* name : {"accuracy", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy"})
    expect_refusal<ShapeError>([&] { metric_of(name, Array(1.), Array(1.)); }, {"accuracy"});
}

TEST(Metric, OfAUserIsTakenAsItIs) {
  const Metric mine("mine", [](const Variable& y, const Variable& p) { return Loss("mae")(y, p); });
  expect_near(metric_of(mine, Array({{1.}}), Array({{3.}})), {2});
}

}  // namespace
}  // namespace pellucid
