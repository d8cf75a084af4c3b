// e^2 / 2 where |e| <= delta, else delta (|e| - delta / 2), for e = prediction - target; the mean over the last axis. With c the e that is cut to
// -delta and delta both are c (e - c / 2), which neither overflows nor loses digits.  Huber 1964, "Robust estimation of a location parameter"
#include "base/refuse.hpp"
#include "ops/support/loss.hpp"

namespace pellucid::inline v0 {
namespace {

struct Huber : LossOp {
  static constexpr std::string_view name = "huber";
  static constexpr std::string_view doc =
      "the mean of e^2 / 2, or delta (|e| - delta / 2) where |e| > delta, over the last axis; e = prediction - target";
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"delta", AttributeType::number, "from where on it grows in a line, above 0; absent: 1"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    LossOp::prepare(op, inputs, given);
    complete(op, given, {{"delta", 1.0}});
    const double delta = given.get<double>("delta");
    if (!(delta > 0))
      refuse<ValueError>({.where = std::string(op.name),
                          .what = "'delta' is not positive",
                          .expected = "a number above 0",
                          .received = to_string(AttributeValue(delta))});
  }
  static Variable inner(const Variables& x, const Apply& node) {
    const double delta = node.node()->attributes.get<double>("delta");
    const Variable error = x[1] - x[0], cut = vocabulary::clip(error, -delta, delta);
    return mean_last(cut * (error - cut / 2));
  }
};

}  // namespace
constinit const Op table::huber = describe<Huber>();
}  // namespace pellucid::inline v0
