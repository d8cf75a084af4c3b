// The sums of the first 1, 2, ... elements of an axis, or with `reverse` of the last ones.  A loop that carries the sum so far, and of
// floats what its additions rounded off (loop/summation.hpp).  The cotangent comes back summed from the other end.
#include "graph/scan.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct CumulativeSum {
  static constexpr std::string_view name = "cumulative_sum";
  static constexpr std::string_view doc = "the sums of the first 1, 2, ... elements of an axis";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"axis", AttributeType::integer, "absent: the last"},
       {"reverse", AttributeType::boolean, "from the last element on; absent: false"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    if (inputs[0].dtype() == DType::boolean) inputs[0] = cast_to(inputs[0], DType::int64);
    const bool reverse = attributes.has("reverse") && attributes.get<bool>("reverse");
    attributes = {{"axis", axis_attribute(op, attributes, inputs[0].rank())}, {"reverse", reverse}};
  }
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes&) { return {inputs[0].type()}; }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
    const Attributes& attributes = node.node()->attributes;
    return {vocabulary::cumulative_sum(inputs[0], attributes.with("axis", attributes.get<std::int64_t>("axis") + 1))};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Attributes& attributes = node.node()->attributes;
    return {vocabulary::cumulative_sum(*cotangents[0], attributes.with("reverse", !attributes.get<bool>("reverse")))};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    const auto axis = node.node()->attributes.get<std::int64_t>("axis");
    const Variable first = move_axis(x[0], axis, 0);
    const bool keeps_rest = is_floating(first.dtype());
    const Variable nothing = zeros({widened(first).dtype(), Dims(first.dims().begin() + 1, first.dims().end())});
    const ScanBuild loop = {.sequences = {first},
                            .initial = Variables(keeps_rest ? 2 : 1, nothing),
                            .length = first.dims()[0],
                            .reverse = node.node()->attributes.get<bool>("reverse")};
    const ScanResult sums = scan(loop, keeps_rest ? add_exactly : add);
    return move_axis(sums.collected[0], 0, axis);
  }

 private:
  static ScanYield add(const ScanStep& at) {
    const Variable sum = at.carries[0] + widened(at.slices[0]);
    return {.carries = {sum}, .collected = {cast_to(sum, at.slices[0].dtype())}};
  }
  static ScanYield add_exactly(const ScanStep& at) {
    using namespace vocabulary;
    const Variable before = at.carries[0], term = widened(at.slices[0]);
    const Variable sum = before + term, second = sum - before;
    const Variable rest = at.carries[1] + ((before - (sum - second)) + (term - second));
    const Variable whole = where(equal(rest, rest), sum + rest, sum);
    return {.carries = {sum, rest}, .collected = {cast_to(whole, at.slices[0].dtype())}};
  }
};

}  // namespace
constinit const Op table::cumulative_sum = describe<CumulativeSum>();
}  // namespace pellucid::inline v0
