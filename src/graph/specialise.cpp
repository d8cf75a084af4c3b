#include "graph/specialise.hpp"

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

std::shared_ptr<const Body> specialise_body(const Body& body, const Specialisation& how) {
  std::unordered_map<Variable, Variable> known;
  Variables outputs = specialise(body.outputs(), how, known);
  Variables inputs;
  for (const Variable& input : body.inputs()) inputs.push_back(specialise({input}, how, known)[0]);
  return std::make_shared<const Body>(std::move(inputs), std::move(outputs));
}

Attributes specialise_attributes(const Attributes& attributes, const Specialisation& how) {
  Attributes changed = attributes;
  for (const auto& [name, value] : attributes.entries()) {
    if (const auto* dims = std::get_if<Dims>(&value)) {
      Dims known;
      for (const Dim& dim : *dims) known.push_back(dim.is_known() ? dim : dim.substitute(how.dims));
      changed.set(name, std::move(known));
    } else if (const auto* body = std::get_if<std::shared_ptr<const Body>>(&value)) {
      changed.set(name, specialise_body(**body, how));
    } else if (const auto* dtype = std::get_if<DType>(&value); dtype != nullptr && how.float64 && *dtype == DType::float32) {
      changed.set(name, DType::float64);
    } else if (const auto* array = std::get_if<std::shared_ptr<const Array>>(&value);
               array != nullptr && how.float64 && (*array)->dtype() == DType::float32) {
      changed.set(name, std::make_shared<const Array>((*array)->astype(DType::float64)));
    }
  }
  return changed;
}

}  // namespace

Variables specialise(const Variables& outputs, const Specialisation& how, std::unordered_map<Variable, Variable>& known) {
  return transform(outputs, known, [&](const NodePointer& node, const Variables& inputs) -> std::optional<Variables> {
    const bool may_be_replaced = node->op->role == Role::shared || node->op->role == Role::input;
    if (may_be_replaced && how.leaf) return Variables{how.leaf(Variable(node, 0))};
    return Apply(intern(*node->op, inputs, specialise_attributes(node->attributes, how))).outputs();
  });
}

void bind_dims(const Dims& dims, const Shape& shape, Bindings& bindings, const std::string& where) {
  const auto received = [&] { return to_string(Dims(shape.begin(), shape.end())); };
  if (dims.size() != shape.size())
    refuse<ShapeError>(
        {.where = where,
         .what = "the array has rank " + std::to_string(shape.size()),
         .expected = "rank " + std::to_string(dims.size()) + ", " + to_string(dims),
         .received = received(),
         .hint = shape.size() + 1 == dims.size() ? "A batch or channel axis may be missing: reshape the array so that it has one." : ""});
  for (std::size_t i = 0; i < dims.size(); ++i) {
    if (dims[i].is_unknown()) {
      const auto entry = bindings.emplace(dims[i].to_string(), shape[i]).first;
      if (entry->second == shape[i]) continue;
      refuse<ShapeError>({.where = where,
                          .what = "axis " + std::to_string(i) + " does not fit",
                          .expected = dims[i].to_string() + " = " + std::to_string(entry->second) + " as in the inputs before",
                          .received = received()});
    }
    if (dims[i].is_known() && dims[i].value() != shape[i])
      refuse<ShapeError>({.where = where,
                          .what = "axis " + std::to_string(i) + " does not fit",
                          .expected = std::to_string(dims[i].value()) + " in " + to_string(dims),
                          .received = received()});
  }
  for (std::size_t i = 0; i < dims.size(); ++i) {
    if (dims[i].evaluate(bindings) == shape[i]) continue;
    refuse<ShapeError>({.where = where,
                        .what = "axis " + std::to_string(i) + " does not fit",
                        .expected = dims[i].to_string() + " = " + std::to_string(dims[i].evaluate(bindings)),
                        .received = received()});
  }
}

}  // namespace pellucid::inline v0
