// The nodes that compute nothing: inputs, constants, shared variables, parameters of bodies; and places, which name what others compute.
#include <algorithm>
#include <array>

#include "base/refuse.hpp"
#include "graph/node.hpp"

namespace pellucid::inline v0 {
namespace {

std::vector<Type> infer_declared(const Op&, const Variables&, const Attributes& attributes) {
  return {{attributes.get<DType>("dtype"), attributes.get<Dims>("dims")}};
}

Dims dims_of(const Shape& shape) { return {shape.begin(), shape.end()}; }

constexpr std::array<AttributeDoc, 4> input_attributes = {{{"id", AttributeType::integer, "tells inputs of one name apart"},
                                                           {"name", AttributeType::text, ""},
                                                           {"dtype", AttributeType::dtype, ""},
                                                           {"dims", AttributeType::dims, ""}}};
constexpr Op input_op = {.name = "input",
                         .doc = "a value that a call gives",
                         .role = Role::input,
                         .input_names = {},
                         .attributes = input_attributes,
                         .infer = infer_declared};

constexpr std::array<AttributeDoc, 3> parameter_attributes = {{{"position", AttributeType::integer, "among the body's inputs"},
                                                               {"dtype", AttributeType::dtype, ""},
                                                               {"dims", AttributeType::dims, ""}}};
constexpr Op parameter_op = {
    .name = "parameter", .doc = "an input of a body", .role = Role::parameter, .attributes = parameter_attributes, .infer = infer_declared};

constexpr std::array<AttributeDoc, 2> literal_attributes = {
    {{"value", AttributeType::number, "with all its digits"}, {"dtype", AttributeType::dtype, ""}}};
constexpr Op literal_op = {.name = "literal",
                           .doc = "a number",
                           .role = Role::literal,
                           .attributes = literal_attributes,
                           .infer = [](const Op&, const Variables&, const Attributes& attributes) {
                             return std::vector<Type>{{attributes.get<DType>("dtype"), {}}};
                           }};

constexpr std::array<AttributeDoc, 1> constant_attributes = {{{"value", AttributeType::internal, ""}}};
constexpr Op constant_op = {.name = "constant",
                            .doc = "an array that does not change",
                            .role = Role::constant,
                            .attributes = constant_attributes,
                            .infer = [](const Op&, const Variables&, const Attributes& attributes) {
                              const Array& value = *attributes.get<std::shared_ptr<const Array>>("value");
                              return std::vector<Type>{{value.dtype(), dims_of(value.shape())}};
                            }};

constexpr std::array<AttributeDoc, 1> shared_attributes = {{{"state", AttributeType::internal, ""}}};
constexpr Op shared_op = {.name = "shared",
                          .doc = "state that outlives a call",
                          .role = Role::shared,
                          .attributes = shared_attributes,
                          .infer = [](const Op&, const Variables&, const Attributes& attributes) {
                            const Array& value = attributes.get<std::shared_ptr<SharedState>>("state")->value;
                            return std::vector<Type>{{value.dtype(), dims_of(value.shape())}};
                          }};

constexpr std::array<std::string_view, 1> place_inputs = {"value"};
constexpr std::array<AttributeDoc, 3> place_attributes = {{{"id", AttributeType::integer, "keeps equal values at two places apart"},
                                                           {"path", AttributeType::text, ""},
                                                           {"note", AttributeType::internal, "of a room further down"}}};
constexpr Op place_op = {.name = "place",
                         .doc = "names where a value is made or enters a layer",
                         .role = Role::place,
                         .elementwise = true,
                         .least_inputs = 1,
                         .most_inputs = 1,
                         .input_names = place_inputs,
                         .attributes = place_attributes,
                         .infer = [](const Op&, const Variables& inputs, const Attributes&) { return std::vector<Type>{inputs[0].type()}; },
                         .derivative = Derivative::pullback};

Variable leaf(const Op& op, Attributes attributes) { return {intern(op, {}, std::move(attributes)), 0}; }

}  // namespace

Variable input(std::string_view name, const Dims& dims, DType dtype) {
  if (name.empty()) refuse<ValueError>({.where = "input", .what = "the name is empty", .expected = "a name by which the value is given"});
  const std::string where = "input '" + std::string(name) + "'";
  if (dims.size() > max_rank)
    refuse<ShapeError>({.where = where,
                        .what = "too many axes",
                        .expected = "at most " + std::to_string(max_rank),
                        .received = std::to_string(dims.size())});
  if (std::ranges::any_of(dims, [](const Dim& dim) { return dim.is_known() && dim.value() < 0; }))
    refuse<ShapeError>({.where = where,
                        .what = "an extent is negative",
                        .received = to_string(dims),
                        .hint = "Leave an extent open with pellucid::unknown."});
  return leaf(input_op, {{"id", new_id()}, {"name", std::string(name)}, {"dtype", dtype}, {"dims", dims}});
}

Variable parameter(std::int64_t position, const Type& type) {
  return leaf(parameter_op, {{"position", position}, {"dtype", type.dtype}, {"dims", type.dims}});
}

Variable constant(double value, DType dtype) { return leaf(literal_op, {{"value", value}, {"dtype", dtype}}); }

Variable constant(const Array& value) { return leaf(constant_op, {{"value", std::make_shared<const Array>(value.copy())}}); }

Variable place(const Variable& value, std::string_view path, std::shared_ptr<const Annotation> note) {
  Attributes attributes = {{"id", new_id()}, {"path", std::string(path)}};
  if (note) attributes.set("note", std::move(note));
  return {intern(place_op, {value}, std::move(attributes)), 0};
}

std::int64_t place_id(const Variable& place) { return place.node()->attributes.get<std::int64_t>("id"); }

std::shared_ptr<const Annotation> note_of(const Variable& place) {
  if (!is_place(place) || !place.node()->attributes.has("note")) return nullptr;
  return place.node()->attributes.get<std::shared_ptr<const Annotation>>("note");
}

SharedVariable::SharedVariable(const Array& value, std::string_view name) {
  auto state = std::make_shared<SharedState>();
  state->name = name;
  state->value = value.copy();
  variable_ = leaf(shared_op, {{"state", std::move(state)}});
}

const std::shared_ptr<SharedState>& state_of(const Variable& shared) {
  shared.type();  // refuses an empty one
  return shared.node()->attributes.get<std::shared_ptr<SharedState>>("state");
}

std::optional<SharedVariable> SharedVariable::find(const Variable& variable) {
  if (!variable || op_of(variable).role != Role::shared) return std::nullopt;
  SharedVariable found;
  found.variable_ = variable;
  return found;
}

Array SharedVariable::get_value() const {
  const SharedState& state = *state_of(variable_);
  const StateReading lock(state);
  return state.value.copy();
}

void SharedVariable::set_value(const Array& value) const {
  SharedState& state = *state_of(variable_);
  const StateWriting lock(state);
  if (value.shape() != state.value.shape())
    refuse<ShapeError>({.where = "shared variable '" + state.name + "'",
                        .what = "the new value has another shape",
                        .expected = to_string(dims_of(state.value.shape())),
                        .received = to_string(dims_of(value.shape()))});
  state.value.assign(value);
}

Array SharedVariable::borrow() const {
  const SharedState& state = *state_of(variable_);
  const StateReading lock(state);
  return state.value;
}

}  // namespace pellucid::inline v0
