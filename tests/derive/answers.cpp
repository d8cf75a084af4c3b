// Zero, disconnected and undefined are three answers; what is refused says why.
#include "derive/networks.hpp"
#include "harness/refuses.hpp"

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
  const Variable chosen = vocabulary::where(vocabulary::less(x, 0), z, 2 * z);  // what flows to z is on no path to x
  EXPECT_EQ(value(gradient(chosen, x, {.reduce = "sum"}), at).to_vector<double>(), (std::vector<double>{0, 0}));
}

TEST(Answers, ZeroForwardToo) {
  EXPECT_EQ(value(pushforward(vocabulary::floor(x), x, z), at).to_vector<double>(), (std::vector<double>{0, 0}));
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
  EXPECT_THROW(pushforward(stop_gradient(x * 2), x, x), DisconnectedError);
}

TEST(Answers, DisconnectedNamesALoopOfWhichOneResultIsAskedFor) {
  const ScanResult result = scan({.sequences = {x}, .initial = {constant(1., DType::float64)}, .length = 2}, [&](const ScanStep& at) {
    const Variable next = at.carries[0] * stop_gradient(at.slices[0]);
    return ScanYield{.carries = {next}, .collected = {next}};
  });
  const std::string text = message<DisconnectedError>([&] { gradient(result.carries[0], x); });
  EXPECT_NE(text.find("first at scan("), std::string::npos) << text;
}

// A break is where something arrives and nothing goes on: integers beside the path are no part of it.
TEST(Answers, DisconnectedLooksAtThePathAlone) {
  const Variable chosen = vocabulary::gather(stop_gradient(x), constant(Array({0}, DType::int64)));
  EXPECT_NE(message<DisconnectedError>([&] { gradient(chosen, x, {.reduce = "sum"}); }).find("stop_gradient("), std::string::npos);
}

TEST(Answers, DisconnectedInALoopWhoseOtherCarryDepends) {
  const ScanResult result = scan({.sequences = {x}, .initial = {zeros({DType::float64, {}}), z}, .length = 2}, [](const ScanStep& at) {
    return ScanYield{.carries = {at.carries[0] + at.slices[0], at.carries[1] * 2}};
  });
  EXPECT_EQ(value(pushforward(result.carries[0], x, x), at).item<double>(), 0.5 - 1.5);
  EXPECT_THROW(pushforward(result.carries[1], x, x), DisconnectedError);
  EXPECT_THROW(gradient(result.carries[1], x, {.reduce = "sum"}), DisconnectedError);
}

TEST(Answers, DisconnectedFromEachFunction) {
  EXPECT_THROW(pullback(x * 2, z, x), DisconnectedError);
  EXPECT_THROW(pushforward(x * 2, z, z), DisconnectedError);
  EXPECT_THAT([] { pushforward(Targets{z, x}, Targets{z}, Variables{z}); },
              refuses<DisconnectedError>("'x float64[2]' does not depend on 'z float64[2]'"));
  EXPECT_THAT([] { pullback(Targets{x}, Targets{x, z}, Variables{x}); },
              refuses<DisconnectedError>("'x float64[2]' does not depend on 'z float64[2]'"));
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
  const Variable shares = vocabulary::one_hot(cast_to(x, DType::int32), {{"depth", 3}});
  EXPECT_THROW(gradient(shares, x, {.reduce = "sum"}), UndefinedDerivativeError);
}

TEST(Answers, IntegersBesideAPathThatCountsAddNothing) {
  const Variable steps = cast_to(cast_to(x, DType::int32), DType::float64);
  EXPECT_EQ(value(gradient(x * x + steps, x, {.reduce = "sum"}), at).to_vector<double>(), (std::vector<double>{1, -3}));
  EXPECT_EQ(value(pushforward(x * x + steps, x, ones_like(x)), at).to_vector<double>(), (std::vector<double>{1, -3}));
}

TEST(Answers, APlaceOfConstantsCountsInsideLoopsToo) {
  const Variable two = place(constant(2.0, DType::float64), "two");
  const ScanResult result =
      scan({.initial = {x}, .length = 3}, [&](const ScanStep& at) { return ScanYield{.carries = {at.carries[0] * two}}; });
  // 2 x 2^3 by the 2: 4 * 2^3 x
  EXPECT_EQ(value(gradient(two * result.carries[0], two, {.reduce = "sum"}), at).item<double>(), 32 * (0.5 - 1.5));
  EXPECT_EQ(value(gradient(result.carries[0], two, {.reduce = "sum"}), at).item<double>(), 12 * (0.5 - 1.5));
}

TEST(Answers, UndefinedThroughAnOperationThatSaysSo) {
  static Op rough = table::tanh;
  rough.name = "rough";
  rough.derivative = Derivative::undefined;
  rough.undefined_reason = "it has corners everywhere";
  const Variable y = apply(rough, {x});
  EXPECT_THAT([&] { gradient(y, x, {.reduce = "sum"}); },
              refuses<UndefinedDerivativeError>("[rough]", "the derivative through 'rough' is undefined: it has corners everywhere"));
  EXPECT_THAT([&] { pushforward(y, x, x); }, refuses<UndefinedDerivativeError>("it has corners everywhere"));
}

TEST(Answers, OtherRefusals) {
  EXPECT_THAT([] { gradient(x, x); }, refuses<ShapeError>("[gradient]", "is not one number", "float64[2]", "reduce"));
  EXPECT_THAT([] { gradient(x, x, {.reduce = "summ"}); }, refuses<NameError>("'reduce' cannot be 'summ'", "sum"));
  EXPECT_THAT([] { gradient(Variable(), x); }, refuses<ValueError>("[gradient]", "'of' is an empty Variable"));
  EXPECT_THAT([] { gradient(vocabulary::sum(x), Variable()); }, refuses<ValueError>("'wrt' is an empty Variable"));
  EXPECT_THAT([] { pullback(x * 2, x, input("c", {3}, DType::float64)); },
              refuses<ShapeError>("[pullback]", "cotangent 0 does not fit", "expected float64[2]; received float64[3]"));
  EXPECT_THAT([] { pullback(x * 2, x, input("c", {2}, DType::float32)); }, refuses<DtypeError>("cotangent 0", "received float32[2]"));
  EXPECT_THAT([] { pullback(Targets{x}, Targets{x}, Variables{}); },
              refuses<ValueError>("another number of cotangents is needed", "expected 1; received 0"));
  EXPECT_THAT([] { pushforward(x * 2, x, input("t", {3}, DType::float64)); }, refuses<ShapeError>("[pushforward]", "tangent 0"));
  EXPECT_THAT([] { jacobian(vocabulary::sum(x), x, {.per_example = true}); },
              refuses<ShapeError>("is a single number and has no examples", "axis 0 counts examples"));
  EXPECT_THAT([] { per_example_gradient(vocabulary::sum(x), x); },
              refuses<ShapeError>("[per_example_gradient]", "is not one number an example", "[batch]"));
  EXPECT_THAT([] { per_example_gradient(Variable(), x); }, refuses<ValueError>("'of' is an empty Variable"));
  EXPECT_THAT([] { vectorize({x}, {x}, {}, 3); }, refuses<ValueError>("each input needs one batched value", "expected 1; received 0"));
  EXPECT_THAT([] { vectorize({x}, {x}, {x}, 3); },
              refuses<ShapeError>("the batched value of x", "does not fit", "expected float64[3, 2]; received float64[2]"));
  EXPECT_THAT([] { vectorize({x}, {x}, {input("b", {3, 2})}, 3); }, refuses<DtypeError>("the batched value of x", "float32[3, 2]"));
  const Variable number = vocabulary::sum(x * x);
  EXPECT_THAT([&] { hessian_vector_product(number, Targets{x}, Variables{}); }, refuses<ValueError>("each wrt needs one vector"));
  EXPECT_THAT([&] { hessian_vector_product(number, x, input("v", {3}, DType::float64)); },
              refuses<ShapeError>("vector 0 does not fit", "expected float64[2]; received float64[3]"));
  EXPECT_THAT([&] { hessian_vector_product(number, x, input("v", {2})); }, refuses<DtypeError>("vector 0 does not fit", "float32[2]"));
  EXPECT_THAT([] { check_gradient(x, {x}, at, {.order = 3}); }, refuses<ValueError>("'order' is 3", "expected 1 or 2"));
}

}  // namespace
}  // namespace pellucid
