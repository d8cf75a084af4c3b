// log(sigmoid(x)) = -softplus(-x).  d/dx = sigmoid(-x)
#include "ops/support/arithmetic.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogSigmoid : ElementwiseFloating {
  static constexpr std::string_view name = "log_sigmoid";
  static constexpr std::string_view doc = "log(sigmoid(x))";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static Variables slopes(const Apply& node) { return {vocabulary::sigmoid(-node.inputs()[0])}; }
  static Variable inner(const Variables& x, const Apply&) { return -vocabulary::softplus(-x[0]); }
};

}  // namespace
constinit const Op table::log_sigmoid = describe<LogSigmoid>();
}  // namespace pellucid::inline v0
