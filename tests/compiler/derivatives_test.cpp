// Compiled derivatives where a part of the function is undefined and does not count.
#include <gtest/gtest.h>

#include <algorithm>

#include <pellucid/function.hpp>

#include "derive/undefined_cases.hpp"

namespace pellucid {
namespace {

class CompiledZeroFlows : public testing::TestWithParam<UndefinedCase> {};

TEST_P(CompiledZeroFlows, AreWhatIsEvaluated) {
  const UndefinedCase it = GetParam();
  const Variable x = input("x", {static_cast<std::int64_t>(it.at.size())}, DType::float64), y = it.function(x), total = vocabulary::sum(y);
  const Variables derivatives = {gradient(total, x), jacobian(y, x, {.mode = JacobianMode::forward}),
                                 jacobian(y, x, {.mode = JacobianMode::reverse}), hessian(total, x)};
  const Array at(it.at);
  const std::vector<Array> compiled = Function({x}, derivatives)({at}), evaluated = evaluate(derivatives, {{x, at}});
  const Tolerance close{.relative = 1e-10, .absolute = 1e-12};
  EXPECT_TRUE(all_close(compiled[0], Array(it.slope), close)) << compiled[0];
  for (std::size_t i = 0; i < compiled.size(); ++i) EXPECT_TRUE(all_close(compiled[i], evaluated[i], close)) << compiled[i] << evaluated[i];
}

INSTANTIATE_TEST_SUITE_P(, CompiledZeroFlows, testing::ValuesIn(undefined_cases()), [](const auto& each) {
  std::string name = each.param.name;
  std::ranges::replace(name, ' ', '_');
  return name;
});

// Second derivatives at points where a norm has no slope, in float32 as well.
TEST(CompiledConventionalSlopes, AreThoseOfTheSmoothFunction) {
  namespace v = vocabulary;
  for (const DType dtype : {DType::float64, DType::float32}) {
    const Variable x = input("x", {3, 2}, dtype), differences = insert_axis(x, 1) - insert_axis(x, 0);
    const Variable squares = v::sum(v::square(differences), {{"axes", Axes{2}}}), norms = v::l2_norm(differences, {{"axes", Axes{2}}});
    const Variables derivatives = {hessian(v::sum(v::exp(-norms * norms)), x), hessian(v::sum(v::square(v::square_root(squares))), x),
                                   jacobian(gradient(v::sum(v::log1p(v::square(norms))), x), x, {.mode = JacobianMode::forward})};
    const Variables expected = {hessian(v::sum(v::exp(-squares)), x), hessian(v::sum(squares), x),
                                jacobian(gradient(v::sum(v::log1p(squares)), x), x, {.mode = JacobianMode::forward})};
    const Array at = Array(std::vector<double>{0.5, -1, 2, 0.25, 0.5, -1}, Shape{3, 2}).astype(dtype);
    const std::vector<Array> compiled = Function({x}, derivatives)({at}), smooth = Function({x}, expected)({at});
    const double within = dtype == DType::float32 ? 1e-5 : 1e-12;
    for (std::size_t i = 0; i < compiled.size(); ++i)
      EXPECT_TRUE(all_close(compiled[i], smooth[i], {.relative = within, .absolute = within})) << compiled[i] << smooth[i];
  }
}

}  // namespace
}  // namespace pellucid
