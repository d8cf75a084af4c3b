// A model called on other values: its layers are called again, and the operations between them take the extents of what is given.
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "graph/specialise.hpp"
#include "nn/model/state.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"

namespace pellucid::inline v0 {
namespace {

// Gives the model's unknown extents those of the arguments, and the arguments the model's dtypes. Where an argument has an unknown extent in the
// place of a known one, or two arguments share one, each call checks it.
class Arguments {
 public:
  explicit Arguments(const ModelState& model) : model_(model) {}

  Variable fitted(std::size_t which, const Variable& argument) {
    const Variable& own = model_.inputs[which];
    if (argument.rank() != own.rank()) refuse_argument(which, argument);
    Dims dims;
    for (std::size_t axis = 0; axis < own.rank(); ++axis) {
      const Dim& wanted = own.dims()[axis];
      if (wanted.is_unknown()) dims_.try_emplace(wanted.to_string(), argument.dims()[axis]);
      dims.push_back(wanted.is_known() ? wanted : wanted.substitute(dims_));
    }
    if (!can_be_equal(argument.dims(), dims)) refuse_argument(which, argument);
    return with_dims(cast_to(argument, own.dtype()), dims);
  }

  Specialisation extents() const { return {.dims = dims_}; }

 private:
  [[noreturn]] void refuse_argument(std::size_t which, const Variable& argument) const {
    const Variable& own = model_.inputs[which];
    refuse<ShapeError>({.where = "Model '" + model_.name + "'",
                        .what = "the argument for the input '" + skip_places(own).name() + "' does not fit",
                        .expected = to_string(own.dims()),
                        .received = to_string(argument.dims()) + ", " + argument.to_string()});
  }

  const ModelState& model_;
  std::map<std::string, Dim, std::less<>> dims_;
};

}  // namespace

Variables call_again(const ModelState& model, const Variables& inputs, const std::function<Layer(const Layer&)>& layer_for) {
  if (inputs.size() != model.inputs.size())
    refuse<ValueError>({.where = "Model '" + model.name + "'",
                        .what = "the model was called on another number of inputs",
                        .expected = std::to_string(model.inputs.size()),
                        .received = std::to_string(inputs.size())});
  Arguments fitting(model);
  std::unordered_map<Variable, Variable> known;
  for (std::size_t i = 0; i < inputs.size(); ++i) known.insert_or_assign(model.inputs[i], fitting.fitted(i, inputs[i]));
  const Specialisation extents = fitting.extents();
  for (const auto& [call, outputs] : calls_behind(model.outputs)) {
    if (call->parent || is_input_layer(call->layer)) continue;
    const Variables fresh = layer_for(call->layer).call(specialise(call->arguments, extents, known));
    for (std::size_t i = 0; i < outputs.size(); ++i)
      if (outputs[i]) known.insert_or_assign(outputs[i], fresh[i]);
  }
  return specialise(model.outputs, extents, known);
}

Variables ModelDefinition::call(LayerCall& call, const Variables& inputs) {
  call.record()->is_of_model = true;
  return call_again(built(model_, "a call"), inputs, [](const Layer& layer) { return layer; });
}

}  // namespace pellucid::inline v0
