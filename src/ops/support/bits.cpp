#include "ops/support/bits.hpp"

#include "base/refuse.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

void refuse_floats(const Op& op, const Variables& inputs) {
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (is_floating(inputs[i].dtype()))
      refuse<DtypeError>({.where = std::string(op.name),
                          .what = "'" + input_name(op, i) + "' does not hold integers",
                          .expected = "an integer dtype or bool",
                          .received = received(op, inputs),
                          .hint = "Cast it where its values are whole."});
}

}  // namespace

void prepare_bits(const Op& op, Variables& inputs, Attributes& attributes) {
  refuse_floats(op, inputs);
  prepare_comparison(op, inputs, attributes);
}

void prepare_shift(const Op& op, Variables& inputs, Attributes& attributes) {
  refuse_floats(op, inputs);
  prepare_elementwise(op, inputs, attributes);
}

}  // namespace pellucid::inline v0
