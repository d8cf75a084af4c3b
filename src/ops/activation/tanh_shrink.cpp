// x - tanh(x).  d/dx = tanh(x)^2. Near 0, where that cancels, (x cosh(x) - sinh(x)) / cosh(x): the sum of 2 k x^(2 k + 1) / (2 k + 1)! from k = 1 on
// has positive terms, and 1 / cosh(x) = sqrt(sech_squared(x)).
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct TanhShrink : ElementwiseFloating {
  static constexpr std::string_view name = "tanh_shrink";
  static constexpr std::string_view doc = "x - tanh(x)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) {
    const Variable t = vocabulary::tanh(node.inputs()[0]);
    return {t * t};
  }
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    constexpr double near = 2;
    const Variable series = shrunken(clip(x[0], -near, near)) * square_root(sech_squared(x[0]));
    return where(less(absolute(x[0]), near), series, x[0] - tanh(x[0]));
  }

  static Variable shrunken(const Variable& x) {
    constexpr int terms = 11;  // for |x| up to 2, in float64
    const Variable square = x * x;
    double factor = 1;  // (2 k + 1)! / (2 k)
    std::vector<double> coefficients;
    for (int k = 1; k <= terms; ++k) {
      factor *= 2 * k * (2 * k + 1);
      coefficients.push_back(2 * k / factor);
    }
    Variable sum = full(coefficients.back(), x.type());
    for (int k = terms - 1; k >= 1; --k) sum = sum * square + coefficients[static_cast<std::size_t>(k - 1)];
    return x * square * sum;
  }
};

}  // namespace
constinit const Op table::tanh_shrink = describe<TanhShrink>();
}  // namespace pellucid::inline v0
