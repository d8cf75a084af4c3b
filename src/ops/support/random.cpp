#include "ops/support/random.hpp"

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/refusals.hpp"
#include "ops/support/scan.hpp"

namespace pellucid::inline v0 {

void prepare_random(const Op& op, Variables& inputs, Attributes& attributes) {
  require_attribute(op, attributes, "stream");
  require_attribute(op, attributes, "dims");
  const Type expected = {DType::uint32, {4}};
  if (inputs[0].dtype() != expected.dtype || !can_be_equal(inputs[0].dims(), expected.dims))
    refuse<ShapeError>({.where = std::string(op.name),
                        .what = "'state' is no random state",
                        .expected = to_string(expected) + ": seed low, seed high, step low, step high",
                        .received = received(op, inputs)});
  inputs[0] = with_dims(inputs[0], expected.dims);
  if (inputs.size() == 2) {
    require_integers(op, inputs, 1);
    require_rank(op, inputs, 1, 0);
    inputs[1] = cast_to(inputs[1], DType::int64);
  }
  Attributes complete = {{"stream", attributes.get<std::int64_t>("stream")}, {"dims", attributes.get<Dims>("dims")}};
  const DType dtype = attributes.has("dtype") ? attributes.get<DType>("dtype") : DType::float32;
  if (dtype != DType::float32 && dtype != DType::float64)
    refuse<DtypeError>({.where = std::string(op.name),
                        .what = "random numbers are not made in this dtype",
                        .expected = "float32 or float64",
                        .received = std::string(name(dtype)),
                        .hint = "Cast the result."});
  complete.set("dtype", dtype);
  attributes = std::move(complete);
}

std::vector<Type> infer_random(const Op&, const Variables&, const Attributes& attributes) {
  return {{attributes.get<DType>("dtype"), attributes.get<Dims>("dims")}};
}

Variables RandomOp::vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                              Differentiator& derive) {
  return vectorize_by_loop(node, inputs, batched, size, derive);  // a state for each: rare
}

Variable random_fraction(const Variables& inputs, const Apply& node, std::int64_t word) {
  const Attributes& attributes = node.node()->attributes;
  const auto dtype = attributes.get<DType>("dtype");
  const auto upper_bits = [&](std::int64_t of_word, std::int64_t divisor) {
    const Variable bits = vocabulary::random_bits(
        std::vector<Operand>(inputs.begin(), inputs.end()),
        {{"stream", attributes.get<std::int64_t>("stream")}, {"dims", attributes.get<Dims>("dims")}, {"word", of_word}});
    return cast_to(vocabulary::floor_divide(bits, divisor), dtype);
  };
  if (dtype == DType::float32) return upper_bits(word, 256) * 0x1p-24;
  return upper_bits(word, 1) * 0x1p-32 + upper_bits(word + 2, 2048) * 0x1p-53;
}

}  // namespace pellucid::inline v0
