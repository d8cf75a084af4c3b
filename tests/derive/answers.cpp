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
