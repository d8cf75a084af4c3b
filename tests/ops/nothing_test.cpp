// What functions of an axis without elements are: as docs/accuracy.md says.
#include <cmath>
#include <limits>

#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/error.hpp>
#include <pellucid/function.hpp>
#include <pellucid/ops.hpp>

#include "harness/refuses.hpp"
#include "harness/sample.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

// [2, 0], with an extent that is known, one that is not, and one that is not in the program either.
std::vector<Array> answers(const std::function<Variable(const Variable&)>& of) {
  const Array none = Array::zeros({2, 0}, DType::float64);
  const Variable known = input("x", {2, 0}, DType::float64), open = input("x", {2, unknown}, DType::float64);
  const Function f({open}, {of(open)}), shared({open}, {of(open)});
  for (std::int64_t n = 1; n < 7; ++n) shared({Array::zeros({2, n}, DType::float64)});
  return {evaluate({of(known)}, {{known, none}})[0], evaluate({of(open)}, {{open, none}})[0], Function({known}, {of(known)})({none})[0],
          f({none})[0], shared({none})[0]};
}

TEST(Nothing, IsSummedMultipliedAndMeasuredByConvention) {
  const std::vector<std::pair<std::string_view, double>> conventions = {{"sum", 0},        {"product", 1}, {"mean", nan},
                                                                        {"variance", nan}, {"l2_norm", 0}, {"log_sum_exp", -infinity}};
  for (const auto& [name, value] : conventions) {
    const auto of = [&, name = name](const Variable& x) { return ops::apply(name, {x}, {{"axes", std::vector<std::int64_t>{1}}}); };
    for (const Array& answer : answers(of))
      EXPECT_TRUE(equal(answer, Array::full({2}, value, DType::float64), {.nan_equal = true})) << name << ": " << answer;
  }
}

TEST(Nothing, IsTheDerivativeByWindowsOfWhichThereAreNone) {
  const Dim n = Dim::named("n");
  const Variable x = input("x", {n, 3}, DType::float64);
  const Variable y = vocabulary::overlap_add(x, {{"axes", Axes{0}}, {"extents", Dims{n + 2}}}), slope = gradient(vocabulary::sum(y * y), x);
  const Function f({x}, {slope});
  for (const std::int64_t count : {0, 1, 2, 0}) {
    const Array at = Array::full({count, 3}, 2, DType::float64);
    const Array expected = evaluate({slope}, {{x, at}})[0];
    EXPECT_EQ(expected.shape(), at.shape());
    EXPECT_TRUE(equal(f({at})[0], expected));
    if (count == 2) {
      EXPECT_TRUE(equal(expected, float64({{4, 8, 8}, {8, 8, 4}})));
    }
  }
}

TEST(Nothing, StaysNothingWhereTheShapeIsKept) {
  for (const std::string_view name : {"softmax", "log_softmax", "sparsemax", "sort", "argsort", "cumulative_sum"})
    for (const Array& answer : answers([&](const Variable& x) { return ops::apply(name, {x}); }))
      EXPECT_EQ(answer.shape(), (Shape{2, 0})) << name;
}

TEST(Nothing, HasNoExtremum) {
  for (const std::string_view name : {"reduce_max", "reduce_min", "argmax", "argmin"})
    EXPECT_THAT([&] { answers([&](const Variable& x) { return ops::apply(name, {x}); }); },
                refuses<ShapeError>(std::string(name), "no elements to choose from"));
}

}  // namespace
}  // namespace pellucid::inline v0
