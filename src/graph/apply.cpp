// From operands to a node: numbers get a dtype, the op prepares its arguments, the node is interned.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "base/refuse.hpp"
#include "graph/node.hpp"
#include "graph/numbers.hpp"
#include "graph/op.hpp"

namespace pellucid::inline v0 {

namespace {
bool is_condition(const Op& op, std::size_t input) { return input < op.input_names.size() && op.input_names[input] == "condition"; }
}  // namespace

// A number is weak: it takes the dtype of the values beside it, unless it has a fraction and they are integers. Bool beside it counts as int64,
// a condition not at all.
DType dtype_of_numbers(const Op& op, const std::vector<Operand>& operands) {
  std::optional<DType> beside;
  bool all_integral = true;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (operands[i].is_number()) {
      all_integral = all_integral && operands[i].is_integral();
    } else if (!is_condition(op, i)) {
      const DType dtype = operands[i].variable().dtype();
      beside = beside ? promote(*beside, dtype) : dtype;
    }
  }
  if (!beside) return DType::float32;
  if (!is_floating(*beside) && !all_integral) return DType::float32;
  return *beside == DType::boolean ? DType::int64 : *beside;
}

namespace {

bool is_beyond_double(const Operand& number) { return number.is_integral() && std::abs(number.number()) >= 0x1p53; }

bool holds(DType dtype, const Operand& operand) {
  if (!is_integer(dtype)) return true;
  const double number = operand.number();
  if (dtype == DType::int64 && is_beyond_double(operand)) return number < 0 || std::in_range<std::int64_t>(operand.whole());
  if (dtype == DType::uint64 && is_beyond_double(operand)) return number > 0;
  const int bits = static_cast<int>(8 * size_of(dtype)) - (is_signed(dtype) ? 1 : 0);
  return number >= (is_signed(dtype) ? -std::ldexp(1, bits) : 0) && number < std::ldexp(1, bits);
}

}  // namespace

Array number_as(const Op& op, const Operand& operand, DType dtype) {
  const double number = operand.number();
  if (!holds(dtype, operand))
    refuse<ValueError>({.where = std::string(op.name),
                        .what = "a number does not fit the dtype of the values beside it",
                        .expected = std::string(name(dtype)),
                        .received = to_string(AttributeValue(number)),
                        .hint = "Cast the values to a wider dtype first."});
  if (!is_beyond_double(operand)) return Array(number, dtype);
  return number < 0 ? Array(static_cast<std::int64_t>(operand.whole()), dtype) : Array(operand.whole(), dtype);
}

namespace {

// A number that a double holds is a literal, which rules look into.
Variable literal(const Op& op, const Operand& operand, DType dtype) {
  const Array value = number_as(op, operand, dtype);
  return is_beyond_double(operand) ? constant(value) : constant(operand.number(), dtype);
}

std::string count_text(const Op& op) {
  if (op.least_inputs == op.most_inputs) return std::to_string(op.least_inputs);
  return "at least " + std::to_string(op.least_inputs) +
         (op.most_inputs == any_number ? "" : ", at most " + std::to_string(op.most_inputs));
}

void require_extents(const Op& op, const Dims& dims) {
  if (std::ranges::none_of(dims, [](const Dim& dim) { return dim.is_known() && dim.value() < 0; })) return;
  refuse<ShapeError>({.where = std::string(op.name), .what = "an extent of the result is negative", .received = to_string(dims)});
}

}  // namespace

Variables apply_all(const Op& op, const std::vector<Operand>& operands, Attributes attributes) {
  if (operands.size() < op.least_inputs || operands.size() > op.most_inputs)
    refuse<ValueError>({.where = std::string(op.name),
                        .what = "wrong number of inputs",
                        .expected = count_text(op),
                        .received = std::to_string(operands.size())});
  if (std::ranges::any_of(operands, [](const Operand& operand) { return !operand.is_number() && !operand.variable(); }))
    refuse<StateError>({.where = std::string(op.name), .what = "an input is an empty Variable"});
  const DType number_dtype = dtype_of_numbers(op, operands);
  Variables inputs;
  inputs.reserve(operands.size());
  for (const Operand& operand : operands) inputs.push_back(operand.is_number() ? literal(op, operand, number_dtype) : operand.variable());
  op.prepare(op, inputs, attributes);
  Variables outputs = Apply(intern(op, std::move(inputs), std::move(attributes))).outputs();
  for (const Variable& output : outputs) require_extents(op, output.dims());
  return outputs;
}

Variable apply(const Op& op, const std::vector<Operand>& operands, Attributes attributes) {
  return apply_all(op, operands, std::move(attributes)).at(0);
}

}  // namespace pellucid::inline v0
