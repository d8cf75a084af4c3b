#include <pellucid/function.hpp>

#include <algorithm>

#include "base/refuse.hpp"
#include "compiler/runtime/build_question.hpp"
#include "compiler/runtime/checked_sizes.hpp"
#include "compiler/runtime/context.hpp"
#include "compiler/runtime/profiler.hpp"
#include "compiler/runtime/variants.hpp"

namespace pellucid::inline v0 {

using compiler::Context;

struct Function::State {
  State(const Variables& inputs, const Variables& outputs, const FunctionOptions& options)
      : question(compiler::build_question(inputs, outputs, options)),
        signature(question),
        locks(compiler::states_read(question), compiler::states_updated(question)),
        variants(question, options.any_size, options.limits.program_bytes),
        checked_sizes(question),
        pool(options.limits.idle_bytes) {}

  std::unique_ptr<Context> context_for(std::span<const Array> inputs) {
    if (auto context = pool.take(inputs)) return context;
    std::vector<Shape> shapes;
    for (const Array& input : inputs) shapes.push_back(input.shape());
    return context_for(shapes);
  }

  std::unique_ptr<Context> context_for(const std::vector<Shape>& shapes) {
    const Bindings sizes = signature.bind(shapes);
    const std::uint64_t forgotten = variants.counts().forgotten;
    auto variant = variants.find(sizes);
    if (variant->sizes().size() < sizes.size()) checked_sizes.check(sizes);
    auto context = std::make_unique<Context>(signature, std::move(variant), sizes);
    if (variants.counts().forgotten != forgotten) pool.keep_only(variants.kept());  // else idle calls would keep forgotten programs
    return context;
  }

  std::shared_ptr<const compiler::Variant> latest() {
    if (auto variant = pool.latest()) return variant;
    const auto kept = variants.kept();
    return kept.empty() ? nullptr : kept.front();
  }

  void run(Context& context, std::span<const Array> inputs, std::span<Array> outputs) {
    context.point_to(signature, inputs, outputs);
    if (!locks.try_lock(context.locks)) {
      refuse<StateError>({.where = "function '" + signature.function() + "'",
                          .what = "another call is updating the same shared variables",
                          .hint = "Calls with updates run one at a time: let one end before the next begins."});
    }
    const struct Unlock {
      const StateLocks::View& view;
      ~Unlock() { StateLocks::unlock(view); }
    } unlock{context.locks};
    context.point_to_states(signature);
    if (profiler.is_on()) profiler.run(context);
    else context.run();
  }

  // A context goes back to the pool when its call ends, however it ends.
  struct Lease {
    Lease(State& owner, std::unique_ptr<Context> taken) : state(owner), context(std::move(taken)) {}
    ~Lease() { state.pool.give_back(std::move(context)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    State& state;
    std::unique_ptr<Context> context;
  };

  const compiler::Question question;
  const compiler::Signature signature;
  const StateLocks locks;
  compiler::Variants variants;
  compiler::CheckedSizes checked_sizes;
  compiler::ContextPool pool;
  compiler::Profiler profiler;
};

namespace {

Variables values_of(const Targets& targets) {
  Variables values;
  for (const Target& target : targets) values.push_back(target.value());
  return values;
}

template <class Pointer>
auto& existing(const Pointer& state) {
  if (!state) refuse<StateError>({.where = "function", .what = "the Function is empty", .hint = "Make one from inputs and outputs."});
  return *state;
}

}  // namespace

Function::Function(const Variables& inputs, const Variables& outputs, const FunctionOptions& options)
    : state_(std::make_shared<State>(inputs, outputs, options)) {}
Function::Function(const Variables& inputs, const Targets& outputs, const FunctionOptions& options)
    : Function(inputs, values_of(outputs), options) {}
Function::Function(const Variables& inputs, std::initializer_list<Target> outputs, const FunctionOptions& options)
    : Function(inputs, Targets(outputs), options) {}

std::vector<Array> Function::operator()(const std::vector<Array>& inputs) const {
  State& state = existing(state_);
  const State::Lease lease(state, state.context_for(inputs));
  const std::vector<Type>& types = lease.context->variant().outputs();
  std::vector<Array> outputs;
  outputs.reserve(types.size());
  for (std::size_t i = 0; i < types.size(); ++i) outputs.push_back(Array::uninitialized(lease.context->output_shapes()[i], types[i].dtype));
  state.run(*lease.context, inputs, outputs);
  return outputs;
}

void Function::call_into(std::span<const Array> inputs, std::span<Array> outputs) const {
  State& state = existing(state_);
  const State::Lease lease(state, state.context_for(inputs));
  state.run(*lease.context, inputs, outputs);
}

std::vector<Shape> Function::output_shapes(const std::vector<Shape>& inputs) const {
  State& state = existing(state_);
  for (const Shape& shape : inputs) element_count(shape);  // refuses negative extents
  const Bindings sizes = state.signature.bind(inputs);
  state.checked_sizes.check(sizes);
  std::vector<Shape> shapes;
  for (const Variables* values : {&state.question.outputs, &state.question.reads}) {
    for (const Variable& value : *values) {
      shapes.emplace_back();
      for (const Dim& dim : value.dims()) shapes.back().push_back(dim.evaluate(sizes));
    }
  }
  return shapes;
}

const std::string& Function::name() const { return existing(state_).signature.function(); }

std::string Function::backend() const { return compiler::runs_native() ? "native" : "interpreter"; }

FunctionMemory Function::memory() const {
  State& state = existing(state_);
  const CacheCounts programs = state.variants.counts();
  const compiler::ContextPool::Counts idle = state.pool.counts();
  return {.programs = programs.entries,
          .program_bytes = programs.bytes,
          .idle = idle.contexts,
          .idle_bytes = idle.bytes,
          .compiled = programs.made,
          .forgotten = programs.forgotten};
}

std::string Function::program_text() const {
  const auto latest = existing(state_).latest();
  return latest ? loop::print(latest->program()) : "";
}

std::string Function::native_text() const {
  const auto latest = existing(state_).latest();
  return latest ? latest->native_text() : "";
}

void Function::start_profile() const { existing(state_).profiler.start(); }
FunctionProfile Function::profile() const { return existing(state_).profiler.result(); }

}  // namespace pellucid::inline v0
