// Normal with mean 0 and variance 1 (Box and Muller 1958): sqrt(-2 log u) cos(2 pi v) of two uniform numbers, where 0 < u <= 1, 0 <= v < 1.
#include <cmath>
#include <numbers>

#include "ops/support/arithmetic.hpp"
#include "ops/support/random.hpp"

namespace pellucid::inline v0 {
namespace {

struct RandomNormal : RandomReal {
  static constexpr std::string_view name = "random_normal";
  static constexpr std::string_view doc = "normal with mean 0 and variance 1; state and step as for random_uniform";
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const Variable u = random_fraction(x, node, 0) + std::ldexp(1.0, -random_digits(node)), v = random_fraction(x, node, 1);
    return square_root(-2 * log(u)) * cos(2 * std::numbers::pi * v);
  }
};

}  // namespace
constinit const Op table::random_normal = describe<RandomNormal>();
}  // namespace pellucid::inline v0
