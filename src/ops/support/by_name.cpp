// Operations as users call them: by name, with options whose types are checked.
#include "ops/support/by_name.hpp"

#include <algorithm>

#include <pellucid/operand.hpp>

#include "base/refuse.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

bool is_public(const Op& op) { return op.role == Role::ordinary && !op.is_internal; }

const Op& find_public_op(std::string_view name) {
  const auto found = std::ranges::find_if(table::all, [&](const Op* op) { return op->name == name && is_public(*op); });
  if (found != std::end(table::all)) return **found;
  std::vector<std::string> known;
  for (const Op* op : table::all)
    if (is_public(*op)) known.emplace_back(op->name);
  refuse<NameError>(
      {.where = "ops::apply", .what = "there is no operation '" + std::string(name) + "'", .hint = nearest_names(name, known)});
}

namespace ops {
namespace {

const AttributeDoc& find_attribute(const Op& op, std::string_view name) {
  const auto found = std::ranges::find(op.attributes, name, &AttributeDoc::name);
  if (found != op.attributes.end()) return *found;
  std::vector<std::string> known;
  for (const AttributeDoc& attribute : op.attributes) known.emplace_back(attribute.name);
  if (op.reduces) known.emplace_back(keepdims.name);
  refuse<NameError>(
      {.where = std::string(op.name), .what = "there is no option '" + std::string(name) + "'", .hint = nearest_names(name, known)});
}

// The value of an option in the type of the attribute: a whole number is a number too, whole numbers are dims.
AttributeValue converted(const Op& op, const AttributeDoc& attribute, const OptionValue& value) {
  if (attribute.type == AttributeType::number && std::holds_alternative<std::int64_t>(value))
    return static_cast<double>(std::get<std::int64_t>(value));
  if (attribute.type == AttributeType::dims && std::holds_alternative<std::vector<std::int64_t>>(value)) {
    const auto& numbers = std::get<std::vector<std::int64_t>>(value);
    return Dims(numbers.begin(), numbers.end());
  }
  const auto expected = static_cast<std::size_t>(attribute.type);  // both variants hold their types in the order of AttributeType
  if (value.index() != expected)
    refuse<ValueError>({.where = std::string(op.name),
                        .what = "the option '" + std::string(attribute.name) + "' has another type",
                        .expected = std::string(text_of(attribute.type)),
                        .received = std::string(text_of(static_cast<AttributeType>(value.index())))});
  return std::visit([](const auto& held) { return AttributeValue(held); }, value);
}

// The result of a reduction with the axes that left, of extent 1.
Variable with_reduced_axes(const Variable& reduced) {
  const Attributes& attributes = reduced.node()->attributes;
  const Axes axes = attributes.has("axes") ? attributes.get<Axes>("axes") : Axes{attributes.get<std::int64_t>("axis")};
  Dims dims = reduced.dims();
  for (const std::int64_t axis : axes) dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(axis), 1);  // ascending
  return reshape_to(reduced, dims);
}

}  // namespace

Variable apply(std::string_view name, const Operands& inputs,
               const std::vector<std::pair<std::string_view, std::optional<OptionValue>>>& options) {
  const Op& op = find_public_op(name);
  Attributes attributes;
  bool keeps_axes = false;
  for (const auto& [option, value] : options) {
    if (!value) continue;
    if (op.reduces && option == keepdims.name) {
      keeps_axes = std::get<bool>(converted(op, keepdims, *value));
      continue;
    }
    const AttributeDoc& attribute = find_attribute(op, option);
    attributes.set(attribute.name, converted(op, attribute, *value));
  }
  const Variable result = v0::apply(op, inputs, std::move(attributes));
  return keeps_axes ? with_reduced_axes(result) : result;
}

Variable add(const Operand& a, const Operand& b) { return vocabulary::add(a, b); }
Variable subtract(const Operand& a, const Operand& b) { return vocabulary::subtract(a, b); }
Variable multiply(const Operand& a, const Operand& b) { return vocabulary::multiply(a, b); }
Variable divide(const Operand& a, const Operand& b) { return vocabulary::divide(a, b); }
Variable modulo(const Operand& a, const Operand& b) { return vocabulary::modulo(a, b); }
Variable negate(const Operand& x) { return vocabulary::negate(x); }
Variable less(const Operand& a, const Operand& b) { return vocabulary::less(a, b); }
Variable less_equal(const Operand& a, const Operand& b) { return vocabulary::less_equal(a, b); }
Variable greater(const Operand& a, const Operand& b) { return vocabulary::greater(a, b); }
Variable greater_equal(const Operand& a, const Operand& b) { return vocabulary::greater_equal(a, b); }
Variable matmul(const Variable& a, const Variable& b) { return v0::matmul(a, b); }

}  // namespace ops
}  // namespace pellucid::inline v0
