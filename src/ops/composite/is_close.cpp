// Whether |a - b| <= atol + rtol |b|, elementwise, as NumPy's isclose: infinities are close to themselves alone, NaN to NaN where asked.
// Integers are compared as float64, and float16 and bfloat16 as float32, which hold what the tolerances are smaller than.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct IsClose : Comparison {
  static constexpr std::string_view name = "is_close";
  static constexpr std::string_view doc = "whether |a - b| <= atol + rtol |b|, elementwise; b is what a is held against";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static constexpr std::array<AttributeDoc, 3> attributes = {
      {{"rtol", AttributeType::number, "of |b|; absent: 1e-5"},
       {"atol", AttributeType::number, "beside that; absent: 1e-8"},
       {"equal_nan", AttributeType::boolean, "whether NaN is close to NaN; absent: false"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_comparison(op, inputs, given);
    const DType dtype = inputs[0].dtype(), wide = !is_floating(dtype) ? DType::float64 : promote(dtype, DType::float32);
    for (Variable& input : inputs) input = cast_to(input, wide);
    complete(op, given, {{"rtol", 1e-5}, {"atol", 1e-8}, {"equal_nan", false}});
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const Attributes& given = node.node()->attributes;
    const Variable &a = x[0], &b = x[1];
    const Variable near = less_equal(absolute(a - b), given.get<double>("atol") + given.get<double>("rtol") * absolute(b));
    const Variable close = logical_or(equal(a, b), logical_and(near, is_finite(b)));
    return given.get<bool>("equal_nan") ? logical_or(close, logical_and(is_nan(a), is_nan(b))) : close;
  }
};

}  // namespace
constinit const Op table::is_close = describe<IsClose>();
}  // namespace pellucid::inline v0
