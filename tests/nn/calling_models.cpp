// Models called on values of other extents and dtypes than their inputs have: fitted where they can be, else refused before anything is read.
#include <pellucid/ops.hpp>

#include "nn/support.hpp"

namespace pellucid {
namespace {

Array counted(const Shape& shape) {
  Array array = Array::uninitialized(shape);
  float k = 0;
  for (float& element : array.mutable_span<float>()) element = ++k;
  return array;
}

TEST(CallingModels, ChecksRanksAndKnownExtents) {
  const Input i({6}), j({6});
  const Model sum({i, j}, {i + j});
  expect_refusal<ShapeError>([&] { sum({Input({4}), Input({6})}); }, {"Model", "expected [batch, 6]", "[batch, 4]"});
  expect_refusal<ShapeError>([&] { sum({Input({6}), Input({6, 2})}); }, {"Model", "expected [batch, 6]", "[batch, 6, 2]"});
  const Model last(i, Variable(i).select("[:, -1]"));
  expect_refusal<ShapeError>([&] { last(Input({9})); }, {"expected [batch, 6]"});
}

TEST(CallingModels, ChecksUnknownExtentsInEachCall) {
  const Input i({6}), j({6}), x({unknown}, {.name = "x"}), z({unknown}, {.name = "z"});
  const Model sum({i, j}, {i + j}), outer({x, z}, {sum({x, z})});
  expect_near(outer.predict({counted({1, 6}), counted({1, 6})})[0], {2, 4, 6, 8, 10, 12});
  expect_refusal<ShapeError>([&] { outer.predict({counted({2, 5}), counted({2, 1})}); }, {"'x' equal to 6", "received 5"});
}

TEST(CallingModels, GivesUnknownExtentsThoseOfTheArguments) {
  const Input a({unknown}), b({unknown});
  const Model sum({a, b}, {a + b});
  EXPECT_EQ(sum({Input({5}), Input({5})}).dims()[1], 5);
  expect_refusal<ShapeError>([&] { sum({Input({5}), Input({4})}); }, {"[batch, 5]", "[batch, 4]"});
  const Input x({unknown}, {.name = "x"}), z({unknown}, {.name = "z"});
  const Model outer({x, z}, {sum({x, z})});
  expect_near(outer.predict({counted({1, 3}), counted({1, 3})})[0], {2, 4, 6});
  expect_refusal<ShapeError>([&] { outer.predict({counted({1, 3}), counted({1, 1})}); }, {"'x'", "'z'", "3", "1"});
  const Dim time = Dim::named("t");
  const Input first({time}), second({time});
  const Model tied({first, second}, {first * second}), of_both({x, z}, {tied({x, z})});
  expect_refusal<ShapeError>([&] { of_both.predict({counted({1, 3}), counted({1, 2})}); }, {"3", "2"});
}

TEST(CallingModels, CastsToTheDtypeOfTheInput) {
  const Input i({4});
  const Model scale(i, i / 255.0), grow(i, ops::exp(i * 0.5)), shifted(i, Dense(4)(i) + i);
  for (const DType dtype : {DType::uint8, DType::int32, DType::float64, DType::float16}) {
    const Input given({4}, {.dtype = dtype});
    const Array x = counted({1, 4}).astype(dtype);
    EXPECT_EQ(scale(given).dtype(), DType::float32);
    expect_near(Model(given, scale(given)).predict(x), {1 / 255.0, 2 / 255.0, 3 / 255.0, 4 / 255.0});
    EXPECT_NEAR(Model(given, grow(given)).predict(x).at<float>({0, 1}), std::exp(1.0), 1e-6);
    EXPECT_EQ(Model(given, shifted(given)).predict(x).shape(), (Shape{1, 4}));
  }
}

TEST(CallingModels, ChecksTheStepsOfALayerInside) {
  const Input i({5, 2}), x({unknown, 2}, {.name = "x"});
  const Model of_five(i, LSTM(3)(i)), outer(x, of_five(x));
  EXPECT_EQ(outer.predict(counted({1, 5, 2})).shape(), (Shape{1, 3}));
  expect_refusal<ShapeError>([&] { outer.predict(counted({1, 3, 2})); }, {"'x' equal to 5", "received 3"});
}

}  // namespace
}  // namespace pellucid
