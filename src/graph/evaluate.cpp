// The reference evaluator: the executable specification of graphs. Each node runs for itself in the loop language's interpreter.
#include <algorithm>

#include "base/refuse.hpp"
#include "graph/requirements.hpp"
#include "graph/run_node.hpp"
#include "graph/scan.hpp"
#include "graph/specialise.hpp"

namespace pellucid::inline v0 {
namespace {

using Values = std::unordered_map<Variable, Array>;

// Runs graphs whose dims are known. Programs of nodes are kept, since a scan's body runs many times.
class Evaluator {
 public:
  void run(const Variables& outputs, Values& values) {
    std::unordered_set<Variable> given;
    for (const auto& [variable, value] : values) given.insert(variable);
    for (const NodePointer& node : topological(outputs, given)) {
      if (values.contains(Variable(node, 0))) continue;
      const std::vector<Array> results = run(node, values);
      for (std::size_t i = 0; i < results.size(); ++i) values.insert_or_assign(Variable(node, i), results[i]);
    }
  }

 private:
  std::vector<Array> run(const NodePointer& node, const Values& values) {
    std::vector<Array> inputs;
    for (const Variable& input : node->inputs) inputs.push_back(values.at(input));
    switch (node->op->role) {
      case Role::place: return inputs;
      case Role::literal: {
        const DType dtype = node->types[0].dtype;
        return {Array(Number(node->attributes.get<double>("value")), dtype)};
      }
      case Role::constant: return {*node->attributes.get<std::shared_ptr<const Array>>("value")};
      case Role::shared: return {SharedVariable::find(Variable(node, 0))->get_value()};
      case Role::scan: return run_scan(Apply(node), inputs);
      case Role::input:
      case Role::parameter:
        refuse<ValueError>({.where = "evaluate", .what = "no value is given for the input " + Variable(node, 0).to_string()});
      case Role::ordinary: break;
    }
    if (node->op->inner != nullptr) return run_body(inner(node), inputs);
    const auto [entry, is_new] = programs_.try_emplace(node.get());
    if (is_new) entry->second = NodeProgram(Apply(node));
    return entry->second.run(inputs);
  }

  const Body& inner(const NodePointer& node) {
    const auto found = bodies_.find(node.get());
    return found != bodies_.end() ? found->second : bodies_.emplace(node.get(), node->op->inner(Apply(node))).first->second;
  }

  std::vector<Array> run_body(const Body& body, const std::vector<Array>& inputs) {
    Values values;
    for (std::size_t i = 0; i < inputs.size(); ++i) values.emplace(body.inputs()[i], inputs[i]);
    run(body.outputs(), values);
    std::vector<Array> outputs;
    for (const Variable& output : body.outputs()) outputs.push_back(values.at(output));
    return outputs;
  }

  std::vector<Array> run_scan(const Apply& node, const std::vector<Array>& inputs) {
    const ScanParts parts = scan_parts(node);
    const std::int64_t length = parts.length.value();
    const auto carry_end = inputs.begin() + static_cast<std::ptrdiff_t>(parts.first_constant());
    std::vector<Array> carries(inputs.begin() + static_cast<std::ptrdiff_t>(parts.first_carry()), carry_end);
    std::vector<Array> collected;
    for (std::size_t i = 0; i < parts.collected; ++i) {
      const Type& type = node.node()->types[parts.carries + i];
      collected.push_back(Array::uninitialized(known_shape(type.dims), type.dtype));
    }
    for (std::int64_t turn = 0; turn < length; ++turn) {
      const std::int64_t step = parts.reverse ? length - 1 - turn : turn;
      const Selection at_step(std::vector<Selection::Item>{step});
      std::vector<Array> arguments = {Array(Number(step), DType::int64)};
      for (std::size_t i = 0; i < parts.sequences; ++i) arguments.push_back(inputs[i].select(at_step));
      arguments.insert(arguments.end(), carries.begin(), carries.end());
      arguments.insert(arguments.end(), carry_end, inputs.end());
      std::vector<Array> results = run_body(*parts.body, arguments);
      const auto collected_from = results.begin() + static_cast<std::ptrdiff_t>(parts.carries);
      for (std::size_t i = 0; i < parts.collected; ++i) collected[i].select(at_step).assign(collected_from[static_cast<std::ptrdiff_t>(i)]);
      carries.assign(results.begin(), collected_from);
    }
    carries.insert(carries.end(), collected.begin(), collected.end());
    return carries;
  }

  std::unordered_map<const Node*, NodeProgram> programs_;
  std::unordered_map<const Node*, Body> bodies_;
};

// A leaf that stands for an input or a shared variable once its dims, and perhaps another dtype, are known.
Variable stand_in(const Variable& leaf, const Array& value) {
  return input(leaf.name(), Dims(value.shape().begin(), value.shape().end()), value.dtype());
}

Array as_asked(const Array& value, DType dtype, bool float64) {
  return value.astype(float64 && dtype == DType::float32 ? DType::float64 : dtype);
}

// Extents that only this call tells to be equal, before anything is computed; and those that they tell.
void check_requirements(const Variables& outputs, const std::vector<std::pair<Variable, Array>>& inputs, Bindings& bindings) {
  Variables given;
  for (const auto& [variable, value] : inputs) given.push_back(variable);
  std::unordered_set<Variable> stop(given.begin(), given.end());
  const Requirements requirements(outputs, stop);
  bind_solved(requirements.solve(given), bindings);
  requirements.check(bindings, given, "evaluate");
}

}  // namespace

Shape known_shape(const Dims& dims) {
  Shape shape;
  for (const Dim& dim : dims) shape.push_back(dim.value());
  return shape;
}

std::vector<Array> evaluate(const Variables& outputs, const std::vector<std::pair<Variable, Array>>& inputs,
                            const EvaluateOptions& options) {
  Bindings bindings;
  for (const auto& [variable, value] : inputs) bind_dims(variable.dims(), value.shape(), bindings, "input '" + variable.name() + "'");
  check_requirements(outputs, inputs, bindings);
  Values values;
  std::unordered_map<Variable, Variable> known;
  const auto give = [&](const Variable& leaf, const Array& value) {
    const Array cast = as_asked(value, leaf.dtype(), options.float64);
    const Variable standing = stand_in(leaf, cast);
    values.insert_or_assign(standing, cast);
    return standing;
  };
  for (const auto& [variable, value] : inputs) {
    const Array cast = as_asked(value, variable.dtype(), options.float64);
    const Variable standing = input("given", Dims(cast.shape().begin(), cast.shape().end()), cast.dtype());
    values.insert_or_assign(standing, cast);
    known.insert_or_assign(variable, standing);
    // A model's input is a place; derivatives may have been made of what lies under it.
    if (const Variable leaf = skip_places(variable); op_of(leaf).role == Role::input) known.insert_or_assign(leaf, standing);
  }
  Specialisation how{.float64 = options.float64, .leaf = [&](const Variable& leaf) -> Variable {
                       if (op_of(leaf).role != Role::shared) {
                         refuse<ValueError>({.where = "evaluate", .what = "no value is given for the input " + leaf.to_string()});
                       }
                       return give(leaf, SharedVariable::find(leaf)->get_value());
                     }};
  for (const auto& [name, value] : bindings) how.dims.emplace(name, value);
  const Variables ready = specialise(outputs, how, known);
  Evaluator().run(ready, values);
  std::vector<Array> results;
  for (const Variable& output : ready) results.push_back(values.at(output));
  return results;
}

}  // namespace pellucid::inline v0
