// Functions of which a part is undefined or infinite and does not count: the derivative is that of the parts that do.
#pragma once

#include <functional>
#include <limits>
#include <string>

#include <pellucid/derive.hpp>

#include "graph/scan.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/movement.hpp"

namespace pellucid {

struct UndefinedCase {
  std::string name;
  std::function<Variable(const Variable& x)> function;  // of float64 [n]
  std::vector<double> at, slope;                        // of the sum, by hand
};

inline std::vector<UndefinedCase> undefined_cases() {
  namespace v = vocabulary;
  constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  const auto root_of_squares = [](const Variable& x) { return v::square_root(x.at({0}) * x.at({0}) + x.at({1}) * x.at({1})); };
  const auto kept = [](const Variable& mask, const Variable& x) { return v::where(mask, x, 0); };
  const auto never = [](const Variable& x) { return v::where(v::less(x.at({0}), -1e300), x.at({0}), 0.25 * x.at({1})); };
  return {
      {"root", [](const Variable& x) { return v::where(v::less(x, 7), x, v::square_root(x - 7)); }, {5, 11}, {1, 0.25}},
      {"largest of a norm", [=](const Variable& x) { return v::maximum(root_of_squares(x), 1e-10); }, {0, 0}, {0, 0}},
      {"chosen norm",
       [=](const Variable& x) { return v::where(v::less(1e-10, root_of_squares(x)), root_of_squares(x), 1e-10); },
       {0, 0},
       {0, 0}},
      {"clipped norm", [=](const Variable& x) { return v::clip(root_of_squares(x), 0.1, 1); }, {0, 0}, {0, 0}},
      {"relu of a norm", [=](const Variable& x) { return v::relu(root_of_squares(x) - 1); }, {0, 0}, {0, 0}},
      {"threshold of a norm",
       [=](const Variable& x) { return v::threshold(root_of_squares(x), {{"threshold", 0.1}, {"default_value", 0.0}}); },
       {0, 0},
       {0, 0}},
      {"quotient", [](const Variable& x) { return v::where(v::equal(x.at({1}), 0), 0, x.at({0}) / x.at({1})); }, {3, 0}, {0, 0}},
      {"least of a pole", [](const Variable& x) { return v::minimum(1 / (x * x), 5); }, {0, 2}, {0, -0.25}},
      {"logarithm", [=](const Variable& x) { return kept(v::less(0, x), v::log(x)); }, {-1, 0, 2}, {0, 0, 0.5}},
      {"entropy", [=](const Variable& x) { return kept(v::less(0, x), x * v::log(x)); }, {0, 1}, {0, 1}},
      {"power", [=](const Variable& x) { return kept(v::less(0, x), v::power(x, 0.5)); }, {0, -1, 4}, {0, 0, 0.25}},
      {"power of a variable", [=](const Variable& x) { return kept(v::less(0, x), v::power(x, x)); }, {-1.5, 1}, {0, 1}},
      {"reciprocal", [=](const Variable& x) { return kept(v::less(0, x), v::reciprocal(x)); }, {0, 2}, {0, -0.25}},
      {"logarithm of one and", [=](const Variable& x) { return kept(v::less(-1, x), v::log1p(x)); }, {-1, -3, 1}, {0, 0, 0.5}},
      {"exponential", [](const Variable& x) { return v::where(v::less(x, 10), v::exp(x), x); }, {1000, 0}, {1, 1}},
      {"functions of infinity",
       [=](const Variable& x) { return kept(v::less(x, 10), v::sin(x) + v::cos(x) + v::tan(x) + v::tanh(x) + v::erf(x) + v::expm1(x)); },
       {infinity, 0},
       {0, 1 + 1 + 1 + 1.1283791670955126 + 1}},
      {"functions of NaN",
       [=](const Variable& x) { return kept(v::less(x, 10), v::sigmoid(x) + v::softplus(x) + v::silu(x) + v::gelu(x) + v::square(x)); },
       {nan, 0},
       {0, 0.25 + 0.5 + 0.5 + 0.5}},
      {"mean of nothing",
       [=](const Variable& x) {
         const Variable mask = cast_to(v::less(5, x), x.dtype()), count = v::sum(mask);
         return v::where(v::less(0, count), v::sum(x * mask) / count, 0);
       },
       {1, 2},
       {0, 0}},
      {"softmax that does not count",
       [=](const Variable& x) {
         const Variable row = v::softmax(x + constant(-infinity, x.dtype()));
         return v::sum(kept(v::less(x, -1e300), row)) + 0.5 * v::sum(x);
       },
       {1, 2},
       {0.5, 0.5}},
      {"log_softmax that does not count",
       [=](const Variable& x) { return kept(v::less(x, -1e300), v::log_softmax(x + constant(-infinity, x.dtype()))) + x; },
       {1, 2},
       {1, 1}},
      {"masked attention",
       [=](const Variable& x) {
         return v::sum(v::softmax(v::where(v::less(x, 2), x, -infinity)) * constant(Array({1., 0., 5.}, DType::float64)));
       },
       {0, 0, 3},
       {0.25, -0.25, 0}},
      {"log_sum_exp of nothing", [](const Variable& x) { return v::log_sum_exp(x); }, {-infinity, -infinity}, {0, 0}},
      {"norm of infinity",
       [=](const Variable& x) { return v::where(v::less(v::l2_norm(x), 10), v::l2_norm(x), x.at({1})); },
       {infinity, 1},
       {0, 1}},
      {"variance of infinity",
       [=](const Variable& x) { return v::where(v::less(v::variance(x), 10), v::variance(x), x.at({1})); },
       {infinity, 1},
       {0, 1}},
      {"product with infinity",
       [=](const Variable& x) { return v::where(v::less(v::product(x), 10), v::product(x), x.at({1})); },
       {infinity, 1},
       {0, 1}},
      {"largest of NaN",
       [=](const Variable& x) { return v::where(v::less(v::reduce_max(x), 10), v::reduce_max(x), x.at({1})); },
       {nan, 1},
       {0, 1}},
      {"multiplied", [=](const Variable& x) { return kept(v::less(x, 10), x * (1 / x)) + x; }, {infinity, nan, 2}, {1, 1, 1}},
      {"the first sum", [](const Variable& x) { return v::cumulative_sum(v::log(x)).at({0}); }, {2, -1, 0}, {0.5, 0, 0}},
      {"sorted", [=](const Variable& x) { return v::minimum(v::sort(1 / v::absolute(x)), 2); }, {0, 1, 4}, {0, -1, -0.0625}},
      {"gathered",
       [](const Variable& x) { return v::gather(v::square_root(x), constant(Array({1, 1}, DType::int64))); },
       {0, 4, -1},
       {0, 0.5, 0}},
      {"the second of two",
       [=](const Variable& x) { return v::top_k(v::minimum(v::log(x), 1), {{"k", std::int64_t{1}}}); },
       {0, 4},
       {0, 0}},
      {"never chosen", never, {nan, 4}, {0, 0.25}},
      {"absolute", [=](const Variable& x) { return kept(v::less(x, 1), v::absolute(x)); }, {nan, -1}, {0, -1}},
      {"modulo", [=](const Variable& x) { return kept(v::less(1.5, x), v::modulo(x, x - 1)); }, {1, 4}, {0, 0}},
      {"root of a relu", [](const Variable& x) { return v::square_root(v::relu(x)); }, {-1, 4}, {0, 0.25}},
      {"bounded logarithm", [](const Variable& x) { return v::maximum(v::log(x), -5); }, {0, 4}, {0, 0.25}},
      {"steps",
       [](const Variable& x) {
         const ScanBuild loop = {.sequences = {x}, .initial = {constant(0.5, x.dtype())}, .length = x.dims()[0]};
         const ScanResult all = scan(loop, [](const ScanStep& at) {
           const Variable next = at.carries[0] * v::sigmoid(at.slices[0]) + v::tanh(at.slices[0]);
           return ScanYield{.carries = {next}, .collected = {next}};
         });
         return all.collected[0].at({0});
       },
       {0, nan, 3},
       {0.5 * 0.25 + 1, 0, 0}},
  };
}

}  // namespace pellucid
