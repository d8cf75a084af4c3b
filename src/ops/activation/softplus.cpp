// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), exact for large x.  d/dx = sigmoid(x)
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Softplus : ElementwiseFloating {
  static constexpr std::string_view name = "softplus";
  static constexpr std::string_view doc = "log(1 + exp(x))";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::sigmoid(node.inputs()[0])}; }
  static Variable inner(const Variables& x, const Apply&) {
    using namespace vocabulary;
    return maximum(x[0], 0) + log1p(exp(-absolute(x[0])));
  }
};

}  // namespace
constinit const Op table::softplus = describe<Softplus>();
}  // namespace pellucid::inline v0
