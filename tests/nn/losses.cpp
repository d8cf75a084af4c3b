// Losses by name and with options: values, aliases, what they refuse.
#include "nn/support.hpp"

namespace pellucid {
namespace {

const Array targets({{1., 0.}, {0., 1.}});
const Array predictions({{0.8, 0.2}, {0.6, 0.4}});

Array loss_of(const Loss& loss, const Array& y, const Array& p) { return value_of(loss(constant(y), constant(p))); }

TEST(Loss, NamesAndAliasesAreKeras) {
  for (const char* name : {"mse", "MSE", "mean_squared_error", "MeanSquaredError"})
    expect_near(loss_of(name, targets, predictions), {0.04, 0.36});
  for (const char* name : {"mae", "MAE", "mean_absolute_error", "MeanAbsoluteError"})
    expect_near(loss_of(name, targets, predictions), {0.2, 0.6});
  for (const char* name : {"huber", "Huber"}) expect_near(loss_of(name, targets, predictions), {0.02, 0.18});
  for (const char* name : {"bce", "BCE", "binary_crossentropy", "BinaryCrossentropy"})
    expect_near(loss_of(name, targets, predictions), {-std::log(0.8), -std::log(0.4)});
  for (const char* name : {"categorical_crossentropy", "CategoricalCrossentropy"})
    expect_near(loss_of(name, targets, predictions), {-std::log(0.8), -std::log(0.4)});
  expect_near(loss_of("sparse_categorical_crossentropy", Array({0, 1}), predictions), {-std::log(0.8), -std::log(0.4)});
}

TEST(Loss, KeepsTheNameAsItWasSpelt) {
  EXPECT_EQ(Loss("MSE").name(), "MSE");
  EXPECT_TRUE(Loss("mse"));
  EXPECT_FALSE(Loss());
}

TEST(Loss, SaysWhatYHolds) {
  EXPECT_EQ(Loss("mse").labels(), LabelKind::like_prediction);
  EXPECT_EQ(Loss("sparse_categorical_crossentropy").labels(), LabelKind::classes);
  EXPECT_EQ(Loss("mine", [](const Variable& y, const Variable&) { return y; }).labels(), LabelKind::anything);
}

TEST(Loss, AnUnknownNameGetsTheNearest) {
  expect_refusal<NameError>([] { Loss("binary_crossentorpy"); }, {"no loss is called 'binary_crossentorpy'", "'binary_crossentropy'"});
}

TEST(Loss, AnEmptyOneIsRefused) {
  expect_refusal<StateError>([] { loss_of(Loss(), targets, predictions); }, {"the loss is empty"});
}

TEST(Loss, ARowIsNeverComparedWithAColumn) {
  const Array y({1., 2., 3.}), column({{1.}, {1.}, {1.}});
  expect_near(loss_of("mse", y, column), {0, 1, 4});
  expect_near(loss_of("mse", y, Array({1., 1., 1.})), {0, 1, 4});
  expect_refusal<ShapeError>([&] { loss_of("mse", y, Array({{1., 1., 1.}})); },
                             {"mean_squared_error", "target float32[3], prediction float32[1, 3]"});
}

TEST(Loss, OptionsOfCrossentropies) {
  const double smooth = 0.1, hard = -std::log(0.8), soft = -std::log(0.2);
  expect_near(loss_of(BinaryCrossentropy({.label_smoothing = 2 * smooth}), Array({{1.}}), Array({{0.8}})),
              {(1 - smooth) * hard + smooth * soft});
  expect_near(loss_of(CategoricalCrossentropy({.label_smoothing = 2 * smooth}), Array({{1., 0.}}), Array({{0.8, 0.2}})),
              {(1 - smooth) * hard + smooth * soft});
  expect_near(loss_of(BinaryCrossentropy({.from_logits = true}), Array({{1.}}), Array({{2.}})), {std::log1p(std::exp(-2))});
  expect_near(loss_of(CategoricalCrossentropy({.from_logits = true}), Array({{1., 0.}}), Array({{2., 0.}})), {std::log1p(std::exp(-2))});
  expect_near(loss_of(SparseCategoricalCrossentropy({.from_logits = true}), Array({0}), Array({{2., 0.}})), {std::log1p(std::exp(-2))});
  expect_near(loss_of(BinaryCrossentropy({.label_smoothing = 1}), Array({{1.}}), Array({{0.8}})), {(hard + soft) / 2});
  expect_refusal<ValueError>([] { BinaryCrossentropy({.label_smoothing = -0.1}); },
                             {"BinaryCrossentropy", "label_smoothing", "from 0 to 1"});
  expect_refusal<ValueError>([] { CategoricalCrossentropy({.label_smoothing = 1.5}); }, {"CategoricalCrossentropy"});
}

TEST(Loss, HuberGrowsInALineFromDeltaOn) {
  const Array y({{0., 0.}}), p({{0.5, -3.}});
  expect_near(loss_of(Huber(), y, p), {(0.125 + 2.5) / 2});
  expect_near(loss_of(Huber({.delta = 2}), y, p), {(0.125 + 4) / 2});
  EXPECT_EQ(Huber().name(), "huber");
  expect_refusal<ValueError>([] { Huber({.delta = 0}); }, {"Huber", "'delta' is not positive", "above 0"});
}

TEST(Loss, OfAUserIsTakenAsItIs) {
  const Loss distance("distance", [](const Variable& y, const Variable& p) { return Loss("mae")(y, p); });
  expect_near(loss_of(distance, targets, predictions), {0.2, 0.6});
}

}  // namespace
}  // namespace pellucid
