// Uniform on {0, 1, ..., 2^24 - 1} / 2^24, in float64 on multiples of 2^-53 that begin with the same digits: at least 0, below 1.
#include "ops/support/random.hpp"

namespace pellucid::inline v0 {
namespace {

struct RandomUniform : RandomReal {
  static constexpr std::string_view name = "random_uniform";
  static constexpr std::string_view doc =
      "uniform from 0 to below 1; state: uint32[4], seed and step counter, low words first; step: of a scan, absent: 0";
  static Variable inner(const Variables& x, const Apply& node) { return random_fraction(x, node, 0); }
};

}  // namespace
constinit const Op table::random_uniform = describe<RandomUniform>();
}  // namespace pellucid::inline v0
