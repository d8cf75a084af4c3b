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

}  // namespace
}  // namespace pellucid
