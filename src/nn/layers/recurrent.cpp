#include "nn/layers/recurrent.hpp"

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "nn/layers/checks.hpp"
#include "nn/layers/dropout_mask.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

Variable exchange_batch_and_time(const Variable& x) {
  Axes axes = axes_from(0, x.rank());
  std::swap(axes[0], axes[1]);
  return transpose_to(x, axes);
}

// where(mask, a, b) for a mask [batch] over [batch, units].
Variable choose(const Variable& mask, const Variable& a, const Variable& b) { return vocabulary::where(insert_axis(mask, 1), a, b); }

}  // namespace

Variable StepNames::state(std::size_t which, const Variable& after) {
  return (*this)(before_.names[which], before_.mask ? choose(*before_.mask, after, before_.values[which]) : after);
}

Variable Dropped::for_gate(std::int64_t k) const { return masks_.empty() ? value_ : value_ * masks_[static_cast<std::size_t>(k)]; }

RecurrentOptions checked(std::string_view kind, const RecurrentOptions& options) {
  check_rate(kind, "dropout", options.dropout);
  check_rate(kind, "recurrent_dropout", options.recurrent_dropout);
  return options;
}

Variable RecurrentDefinition::gate(const Variable& all, std::int64_t k, std::int64_t count) const {
  return slice_axis(all, static_cast<std::int64_t>(all.rank()) - 1, k * units_, count * units_);
}

Variable RecurrentDefinition::product(const Dropped& value, const Variable& kernel) const {
  if (!value.differs_by_gate()) return dot_last(value.for_gate(0), kernel);
  Variables parts;
  for (std::int64_t k = 0; k * units_ < kernel.dims()[1].value(); ++k) parts.push_back(dot_last(value.for_gate(k), gate(kernel, k)));
  return concatenate_along(parts, 1);
}

void RecurrentDefinition::build(LayerBuilder& builder, const std::vector<Type>& inputs) {
  if (inputs.empty()) check_input_count(builder.layer_name(), kind(), 0, 1);
  check_rank(builder.layer_name(), kind(), inputs[0], 3);
  kernel_ = builder.weight("kernel", {inputs[0].dims[2], gates() * units_}, options_.kernel_initializer);
  recurrent_kernel_ = builder.weight("recurrent_kernel", {units_, gates() * units_}, options_.recurrent_initializer);
  if (options_.use_bias) bias_ = builder.weight("bias", bias_dims(), bias_initializer());
}

Variable RecurrentDefinition::initial_state(LayerCall& call, const std::string& name, const Variables& inputs, std::size_t which) const {
  const Dim batch = inputs[0].dims()[0];
  const Type type{kernel_.variable().dtype(), {batch, units_}};
  const std::string where = std::string(kind()) + " '" + call.layer_name() + "'";
  Variable value;
  if (inputs.size() > 1) {
    value = cast_to(inputs[1 + which], type.dtype);
    if (!can_be_equal(value.dims(), type.dims))
      refuse<ShapeError>({.where = where,
                          .what = "the initial state '" + name + "' does not fit",
                          .expected = to_string(type),
                          .received = to_string(inputs[1 + which].type())});
    value = with_dims(value, type.dims);
  } else if (options_.stateful) {
    if (!batch.is_known())
      refuse<ValueError>({.where = where,
                          .what = "a stateful layer needs a fixed batch size",
                          .received = to_string(inputs[0].type()),
                          .hint = "Give it: Input({...}, {.batch_size = 1})."});
    value = call.state(name, {batch.value(), units_});
  } else {
    value = zeros(type);
  }
  return call.place("initial_" + name, value);
}

Variables RecurrentDefinition::call(LayerCall& call, const Variables& inputs) {
  const std::vector<std::string> names = state_names();
  if (inputs.size() != 1) check_input_count(call.layer_name(), kind(), inputs.size(), 1 + names.size());
  check_rank(call.layer_name(), kind(), inputs[0].type(), 3);
  check_last_axis(call.layer_name(), kind(), inputs[0].type(), kernel_.variable().dims()[0]);

  const Variable x = cast_to(inputs[0], kernel_.variable().dtype());  // states keep the dtype of the weights
  const Dim batch = x.dims()[0], features = x.dims()[2];
  ScanBuild build{.sequences = {exchange_batch_and_time(x)}, .length = x.dims()[1], .reverse = options_.go_backwards};
  for (std::size_t i = 0; i < names.size(); ++i) build.initial.push_back(initial_state(call, names[i], inputs, i));
  // Keras 3 takes no mask from the sequence when it is given states; the output carries it on all the same.
  const std::optional<Variable> mask = inputs.size() == 1 ? call.mask() : std::nullopt;
  if (mask) {
    build.sequences.push_back(exchange_batch_and_time(*mask));
    build.initial.push_back(zeros(build.initial[0].type()));  // the output before the first unmasked step
  }
  // One mask for all steps (Gal and Ghahramani 2016); as in Keras, where states are dropped every gate has masks of its own.
  Variables input_masks, state_masks;
  for (std::int64_t k = 0; k < (options_.recurrent_dropout > 0 ? gates() : 1); ++k) {
    if (options_.dropout > 0) input_masks.push_back(dropout_mask(call, options_.dropout, {x.dtype(), {batch, features}}));
    if (options_.recurrent_dropout > 0) state_masks.push_back(dropout_mask(call, options_.recurrent_dropout, build.initial[0].type()));
  }

  std::vector<std::pair<std::string, Variable>> named;
  const ScanResult result = scan(build, [&](const ScanStep& at) {
    const Variables before(at.carries.begin(), at.carries.begin() + static_cast<std::ptrdiff_t>(names.size()));
    StepNames name(call, {.names = names, .values = before, .mask = mask ? std::optional(at.slices[1]) : std::nullopt});
    const Variables after = step(name, {at.slices[0], input_masks}, {before[0], state_masks}, before);
    ScanYield yield{.carries = after};
    Variable output = after[0];
    if (mask) {  // at a masked step the output is the output before
      const Variable& earlier = at.carries.back();
      output = choose(at.slices[1], after[0], options_.zero_output_for_mask ? zeros_like(earlier) : earlier);
      yield.carries.push_back(output);
    }
    yield.collected.push_back(output);
    for (const auto& [path, value] : name.named()) yield.collected.push_back(value);
    named = name.named();
    return yield;
  });

  for (std::size_t i = 0; i < named.size(); ++i) call.place_steps(named[i].first, result.collected[1 + i], named[i].second);
  const Variables last(result.carries.begin(), result.carries.begin() + static_cast<std::ptrdiff_t>(names.size()));
  if (options_.stateful)
    for (std::size_t i = 0; i < names.size(); ++i) call.update(call.state(names[i], {batch.value(), units_}), last[i]);

  Variables outputs;
  if (options_.return_sequences) {
    const Variable sequence = exchange_batch_and_time(result.collected[0]);
    outputs.push_back(options_.go_backwards ? reverse_axis(sequence, 1) : sequence);
  } else {
    outputs.push_back(mask ? result.carries.back() : last[0]);
  }
  if (options_.return_state) outputs.insert(outputs.end(), last.begin(), last.end());
  return outputs;
}

}  // namespace pellucid::inline v0
