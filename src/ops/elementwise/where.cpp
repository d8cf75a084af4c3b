// `then` where the condition holds, else `otherwise`.  The cotangent goes to the one that was chosen, by choice and not by multiplication:
// an infinite or undefined slope on the other side never shows.
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Where : Elementwise {
  static constexpr std::string_view name = "where";
  static constexpr std::string_view doc = "then where condition holds, else otherwise; elementwise";
  static constexpr std::array<std::string_view, 3> inputs = {"condition", "then", "otherwise"};
  static void prepare(const Op& op, Variables& inputs, Attributes&) {
    const Dims dims = common_dims(op, inputs);
    const DType dtype = promote(inputs[1].dtype(), inputs[2].dtype());
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = broadcast_to(cast_to(inputs[i], i == 0 ? DType::boolean : dtype), dims);
  }
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes&) { return {inputs.back().type()}; }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Variable condition = node.inputs()[0], cotangent = *cotangents[0], zero = zeros_like(cotangent);
    return {std::nullopt, vocabulary::where(condition, cotangent, zero), vocabulary::where(condition, zero, cotangent)};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return loop::select(x[0], x[1], x[2]); }
};

}  // namespace
constinit const Op table::where = describe<Where>();
}  // namespace pellucid::inline v0
