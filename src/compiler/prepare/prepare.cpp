#include "compiler/prepare/prepare.hpp"

#include "graph/scan.hpp"
#include "graph/walk.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0::compiler {
namespace {

using Known = std::unordered_map<Variable, Variable>;

// The same change to all that the question asks for, inside scans too.
class Deep {
 public:
  explicit Deep(Change change) : change_(std::move(change)) {}

  void operator()(Question& question) {
    Known known;
    set_values(question, run(all_values(question), known));
  }

 private:
  Variables run(const Variables& values, Known& known) {
    return transform(values, known, [&](const NodePointer& node, const Variables& inputs) -> std::optional<Variables> {
      if (node->op->role != Role::scan) return change_(node, inputs);
      const auto body = node->attributes.get<std::shared_ptr<const Body>>("body");
      const std::shared_ptr<const Body> changed = inside(body);
      if (*changed == *body) return change_(node, inputs);
      const NodePointer again = intern(*node->op, inputs, node->attributes.with("body", changed));
      if (const auto more = change_(again, inputs)) return more;
      return Apply(again).outputs();
    });
  }

  std::shared_ptr<const Body> inside(const std::shared_ptr<const Body>& body) {
    Known known;
    return std::make_shared<const Body>(body->inputs(), run(body->outputs(), known));
  }

  Change change_;
};

}  // namespace

void bind_sizes(Question& question, const Bindings& bindings) {
  Specialisation how;
  for (const auto& [name, extent] : question.solved) {
    Dim bound = extent;
    for (const auto& [unknown, value] : bindings) bound = bound.substitute({{unknown, Dim(value)}});
    how.dims.emplace(name, bound);
  }
  for (const auto& [name, value] : bindings) how.dims.emplace(name, value);
  Known known;
  Variables parameters;
  for (const Variable& input : question.inputs) {
    Type type = input.type();
    for (Dim& dim : type.dims)
      if (!dim.is_known()) dim = dim.substitute(how.dims);
    parameters.push_back(parameter(static_cast<std::int64_t>(parameters.size()), type));
    known.emplace(input, parameters.back());
  }
  question.inputs = std::move(parameters);
  set_values(question, specialise(all_values(question), how, known));
}

void take_places(Question& question) {
  Deep([](const NodePointer& node, const Variables& inputs) -> std::optional<Variables> {
    return node->op->role == Role::place ? std::optional(Variables{inputs[0]}) : std::nullopt;
  })(question);
}

namespace {

std::optional<Variables> inlined(const NodePointer& node, const Variables& inputs) {
  if (node->op->inner == nullptr) return std::nullopt;
  const Body body = node->op->inner(Apply(rebuild(node, inputs)));
  Known known;
  for (std::size_t i = 0; i < inputs.size(); ++i) known.emplace(body.inputs()[i], inputs[i]);
  return transform(body.outputs(), known, inlined);
}

std::optional<Variables> opened(const NodePointer& node, const Variables& inputs) {
  if (node->op->role != Role::scan) return std::nullopt;
  const ScanParts parts = scan_parts(Apply(node));
  if (!(parts.length == Dim(1))) return std::nullopt;
  Variables arguments = {constant(0, DType::int64)};
  for (std::size_t i = 0; i < inputs.size(); ++i) arguments.push_back(i < parts.sequences ? remove_axis(inputs[i], 0) : inputs[i]);
  Variables outputs = instantiate(*parts.body, arguments);
  for (std::size_t i = parts.carries; i < outputs.size(); ++i) outputs[i] = insert_axis(outputs[i], 0);
  return outputs;
}

}  // namespace

void inline_composites(Question& question) { Deep{inlined}(question); }
void open_short_scans(Question& question) { Deep{opened}(question); }

}  // namespace pellucid::inline v0::compiler
