// Zero, disconnected and undefined are three answers; what is refused says why.
#include <gtest/gtest.h>

#include <pellucid/error.hpp>

#include "derive/networks.hpp"

namespace pellucid {
namespace {

template <class E, class F>
std::string message(const F& call) {
  try {
    call();
  } catch (const E& error) {
    return error.what();
  }
  return "(nothing was thrown)";
}

const Variable x = input("x", {2}, DType::float64), z = input("z", {2}, DType::float64);
const Inputs at = {{x, Array({0.5, -1.5}, DType::float64)}, {z, Array({1., 2.}, DType::float64)}};

TEST(Answers, ZeroWhereThePathIsConstant) {
  EXPECT_EQ(value(gradient(vocabulary::floor(x), x, {.reduce = "sum"}), at).to_vector<double>(), (std::vector<double>{0, 0}));
  const Variable step = cast_to(vocabulary::less(x, 0), DType::float64);
  EXPECT_EQ(value(gradient(step, x, {.reduce = "sum"}), at).to_vector<double>(), (std::vector<double>{0, 0}));
}

TEST(Answers, DisconnectedNamesBothEnds) {
  const std::string text = message<DisconnectedError>([] { gradient(place(x * 2, "dense/output"), z, {.reduce = "sum"}); });
  EXPECT_NE(text.find("dense/output"), std::string::npos) << text;
  EXPECT_NE(text.find("'z "), std::string::npos) << text;
  EXPECT_NE(text.find("no path"), std::string::npos) << text;
}

TEST(Answers, DisconnectedNamesWhereEveryPathBreaks) {
  const std::string text = message<DisconnectedError>([] { gradient(stop_gradient(x * 2) * z, x, {.reduce = "sum"}); });
  EXPECT_NE(text.find("stop_gradient("), std::string::npos) << text;
}

// A break is where something arrives and nothing goes on: integers beside the path are no part of it.
TEST(Answers, DisconnectedLooksAtThePathAlone) {
  const Variable chosen = vocabulary::gather(stop_gradient(x), constant(Array({0}, DType::int64)));
  EXPECT_NE(message<DisconnectedError>([&] { gradient(chosen, x, {.reduce = "sum"}); }).find("stop_gradient("), std::string::npos);
}

TEST(Answers, ZeroIsTheWayOut) {
  EXPECT_EQ(value(gradient(x, z, {.reduce = "sum", .if_disconnected = IfDisconnected::zero}), at).to_vector<double>(),
            (std::vector<double>{0, 0}));
}

TEST(Answers, UndefinedThroughIntegers) {
  const Variable y = cast_to(cast_to(x, DType::int32), DType::float64);
  const std::string text = message<UndefinedDerivativeError>([&] { gradient(y, x, {.reduce = "sum"}); });
  EXPECT_NE(text.find("integers"), std::string::npos) << text;
  EXPECT_THROW(gradient(cast_to(x, DType::int32), x, {.reduce = "sum"}), UndefinedDerivativeError);
}

TEST(Answers, APlaceOfConstantsCountsInsideLoopsToo) {
  const Variable two = place(constant(2.0, DType::float64), "two");
  const ScanResult result =
      scan({.initial = {x}, .length = 3}, [&](const ScanStep& at) { return ScanYield{.carries = {at.carries[0] * two}}; });
  // 2 x 2^3 by the 2: 4 * 2^3 x
  EXPECT_EQ(value(gradient(two * result.carries[0], two, {.reduce = "sum"}), at).item<double>(), 32 * (0.5 - 1.5));
  EXPECT_EQ(value(gradient(result.carries[0], two, {.reduce = "sum"}), at).item<double>(), 12 * (0.5 - 1.5));
}

TEST(Answers, OtherRefusals) {
  EXPECT_THROW(gradient(x, x), ShapeError);
  EXPECT_THROW(gradient(x, x, {.reduce = "summ"}), NameError);
  EXPECT_THROW(gradient(Variable(), x), ValueError);
  EXPECT_THROW(gradient(vocabulary::sum(x), Variable()), ValueError);
  EXPECT_THROW(pullback(x * 2, x, input("c", {3}, DType::float64)), ShapeError);
  EXPECT_THROW(pullback(x * 2, x, input("c", {2}, DType::float32)), DtypeError);
  EXPECT_THROW(pullback(Targets{x}, Targets{x}, Variables{}), ValueError);
  EXPECT_THROW(pushforward(x * 2, x, input("t", {3}, DType::float64)), ShapeError);
  EXPECT_THROW(jacobian(vocabulary::sum(x), x, {.per_example = true}), ShapeError);
  EXPECT_THROW(per_example_gradient(vocabulary::sum(x), x), ShapeError);
  EXPECT_THROW(per_example_gradient(Variable(), x), ValueError);
  EXPECT_THROW(vectorize({x}, {x}, {}, 3), ValueError);
  EXPECT_THROW(vectorize({x}, {x}, {x}, 3), ShapeError);
  EXPECT_THROW(vectorize({x}, {x}, {input("b", {3, 2})}, 3), DtypeError);
  EXPECT_THROW(hessian_vector_product(vocabulary::sum(x * x), Targets{x}, Variables{}), ValueError);
  EXPECT_THROW(hessian_vector_product(vocabulary::sum(x * x), x, input("v", {3}, DType::float64)), ShapeError);
  EXPECT_THROW(hessian_vector_product(vocabulary::sum(x * x), x, input("v", {2})), DtypeError);
  EXPECT_THROW(check_gradient(x, {x}, at, {.order = 3}), ValueError);
}

}  // namespace
}  // namespace pellucid
