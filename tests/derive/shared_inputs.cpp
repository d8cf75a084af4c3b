// Operations with inner graphs whose inputs are made of one another, or are one: what flows through each counts once.
#include <gtest/gtest.h>

#include <pellucid/derive.hpp>

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

TEST(SharedInputs, AreDerivedByAllThatTheyMove) {
  const Variable x = input("x", {2}, DType::float64), h = v::tanh(x * 2), k = v::tanh(h * 2), p = v::sigmoid(x);
  const Array at({0.3, -0.4}, DType::float64);
  const std::vector<Variable> values = {v::stack(x, x),
                                        v::square(v::stack(x, h, k)),
                                        v::mean_squared_error(x, k),
                                        v::huber(x, k),
                                        v::mean_absolute_error(x, k + k),
                                        v::glu(v::stack(x, x)),
                                        v::variance(v::stack(x, x * x, x)),
                                        v::categorical_crossentropy(p, p),
                                        v::binary_crossentropy(p, x, {{"from_logits", true}})};
  for (const Variable& value : values) {
    const Variable y = v::sum(value);
    const GradientCheck check = check_gradient(y, {x}, {{x, at}}, {.order = 2});
    EXPECT_TRUE(check) << print({value}) << check.to_string();
    const std::vector<Array> both =
        evaluate({jacobian(y, x, {.mode = JacobianMode::reverse}), jacobian(y, x, {.mode = JacobianMode::forward})}, {{x, at}});
    EXPECT_TRUE(all_close(both[0], both[1], {.relative = 1e-12, .absolute = 1e-14})) << print({value}) << both[0] << both[1];
  }
}

}  // namespace
}  // namespace pellucid::inline v0
