// x with other numbers where it is NaN or infinite; the slope there is 0. Integers and bool stay.
#include <limits>

#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct NanToNum : Elementwise {
  static constexpr std::string_view name = "nan_to_num";
  static constexpr std::string_view doc = "x, and numbers in the place of NaN and of infinities";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 3> attributes = {
      {{"nan", AttributeType::number, "in the place of NaN; absent: 0"},
       {"posinf", AttributeType::number, "of infinity; absent: the largest number of the dtype"},
       {"neginf", AttributeType::number, "of minus infinity; absent: the least number of the dtype"}}};
  using derivative = OfInner;
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    const double largest = largest_of(inputs[0].dtype());
    complete(op, given, {{"nan", 0.0}, {"posinf", largest}, {"neginf", -largest}});
  }
  static Variable inner(const Variables& inputs, const Apply& node) {
    using namespace vocabulary;
    const Variable& x = inputs[0];
    if (!is_floating(x.dtype())) return x;
    const auto number = [&](std::string_view name) { return constant(node.node()->attributes.get<double>(name), x.dtype()); };
    const Variable infinite = where(less(x, 0), number("neginf"), number("posinf"));
    return where(is_nan(x), number("nan"), where(is_inf(x), infinite, x));
  }

  // 1 for integers, which have nothing to replace.
  static double largest_of(DType dtype) {
    switch (dtype) {
      case DType::float64: return std::numeric_limits<double>::max();
      case DType::float32: return std::numeric_limits<float>::max();
      case DType::bfloat16: return 0x1.fep127;
      case DType::float16: return 0x1.ffcp15;
      default: return 1;
    }
  }
};

}  // namespace
constinit const Op table::nan_to_num = describe<NanToNum>();
}  // namespace pellucid::inline v0
