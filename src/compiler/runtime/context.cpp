#include "compiler/runtime/context.hpp"

#include <algorithm>
#include <ranges>

#include "base/refuse.hpp"

namespace pellucid::inline v0::compiler {
namespace {

Shape shape_of(const Dims& dims, const Bindings& sizes) {
  Shape shape;
  for (const Dim& dim : dims) shape.push_back(dim.evaluate(sizes));
  return shape;
}

std::string text(const Shape& shape, DType dtype) { return std::string(name(dtype)) + to_string(shape); }

}  // namespace

Context::Context(const Signature& signature, std::shared_ptr<const Variant> variant, const Bindings& sizes) : variant_(std::move(variant)) {
  const Plan& plan = variant_->plan();
  for (std::size_t i = 0; i < signature.size(); ++i) {
    input_shapes_.push_back(shape_of(signature.type(i).dims, sizes));
    input_dtypes_.push_back(signature.type(i).dtype);
  }
  for (const Type& type : variant_->outputs()) output_shapes_.push_back(shape_of(type.dims, sizes));
  for (const std::string& name : plan.program.sizes) sizes_.push_back(sizes.at(name));
  outputs_.resize(plan.outputs.size());
  staged_.resize(plan.inputs.size());
  buffers_.resize(plan.program.buffers.size());
  for (const Plan::Constant& constant : plan.constants)
    buffers_[static_cast<std::size_t>(constant.buffer)] = const_cast<void*>(constant.value.data());  // only read
  arena_.reserve(static_cast<std::size_t>(plan.program.arena_bytes.evaluate(sizes)));
}

bool Context::fits(std::span<const Array> inputs) const {
  if (inputs.size() != input_shapes_.size()) return false;
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (inputs[i].shape() != input_shapes_[i]) return false;
  return true;
}

void Context::point_to(const Signature& signature, std::span<const Array> inputs, std::span<Array> outputs) {
  point_to_outputs(signature, outputs);
  const std::vector<int>& numbers = variant_->plan().inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (numbers[i] >= 0) buffers_[static_cast<std::size_t>(numbers[i])] = const_cast<void*>(dense(i, inputs[i]));  // only read
}

void Context::point_to_outputs(const Signature& signature, std::span<Array> outputs) {
  const std::vector<Type>& types = variant_->outputs();
  const auto where = [&](std::size_t i) { return "function '" + signature.function() + "', output " + std::to_string(i); };
  if (outputs.size() != types.size()) {
    refuse<ValueError>({.where = "function '" + signature.function() + "'",
                        .what = "wrong number of output arrays",
                        .expected = std::to_string(types.size()),
                        .received = std::to_string(outputs.size())});
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    Array& output = outputs[i];
    if (output.dtype() != types[i].dtype || output.shape() != output_shapes_[i]) {
      const Refusal refusal{.where = where(i),
                            .what = "the array does not fit",
                            .expected = text(output_shapes_[i], types[i].dtype),
                            .received = text(output.shape(), output.dtype())};
      if (output.shape() != output_shapes_[i]) refuse<ShapeError>(refusal);
      refuse<DtypeError>(refusal);
    }
    if (!output.is_contiguous())
      refuse<ValueError>(
          {.where = where(i), .what = "the array is not contiguous", .hint = "Give a fresh array, or the copy() of this one."});
    if (!output.is_writable()) refuse<StateError>({.where = where(i), .what = "the array is read-only"});
    const Extent memory{.begin = static_cast<std::byte*>(output.mutable_data()), .bytes = output.nbytes()};
    outputs_moved_ = outputs_moved_ || memory.begin != outputs_[i].begin;
    outputs_[i] = memory;
    for (std::size_t other = 0; other < i; ++other)
      if (outputs_[i].overlaps(outputs_[other]))
        refuse<ValueError>({.where = where(i), .what = "the array shares memory with that of output " + std::to_string(other)});
    buffers_[static_cast<std::size_t>(variant_->plan().outputs[i])] = const_cast<std::byte*>(outputs_[i].begin);
  }
}

// The array as the program wants it: of its dtype, dense, and apart from the outputs.
const void* Context::dense(std::size_t input, const Array& array) {
  if (array.dtype() == input_dtypes_[input] && array.is_contiguous()) {
    const Extent extent{.begin = static_cast<const std::byte*>(array.data()), .bytes = array.nbytes()};
    if (std::ranges::none_of(outputs_, [&](const Extent& output) { return output.overlaps(extent); })) return extent.begin;
  }
  Array& staged = staged_[input];
  if (staged.shape() != input_shapes_[input] || staged.dtype() != input_dtypes_[input])
    staged = Array::uninitialized(input_shapes_[input], input_dtypes_[input]);
  staged.assign(array);
  return staged.data();
}

void Context::point_to_states(const Signature& signature) {
  for (const Plan::State& state : variant_->plan().states) {
    Array& value = state.state->value;
    void*& known = buffers_[static_cast<std::size_t>(state.buffer)];
    if (value.data() == known && !outputs_moved_) continue;  // as in the call before
    void* const memory = value.mutable_data();
    const Extent own{.begin = static_cast<std::byte*>(memory), .bytes = value.nbytes()};
    for (std::size_t i = 0; i < outputs_.size(); ++i)
      if (own.overlaps(outputs_[i]))
        refuse<ValueError>({.where = "function '" + signature.function() + "', output " + std::to_string(i),
                            .what = "the array shares memory with the shared variable '" + state.state->name + "'",
                            .hint = "Give a fresh array, or the copy() of this one."});
    known = memory;
  }
  outputs_moved_ = false;
}

std::size_t Context::bytes() const {
  std::size_t bytes = sizeof(Context) + arena_.bytes() + buffers_.size() * sizeof(void*);
  for (const Array& staged : staged_) bytes += sizeof(Array) + staged.nbytes();
  return bytes;
}

std::unique_ptr<Context> ContextPool::take(std::span<const Array> inputs) {
  std::unique_ptr<Context> context(first_.exchange(nullptr, std::memory_order_acquire));
  if (context && context->fits(inputs)) return context;
  Contexts gone;  // let go after the lock
  const std::scoped_lock lock(guard_);
  if (context) keep(std::move(context), gone);
  const auto found = std::ranges::find_if(others_ | std::views::reverse, [&](const auto& other) { return other->fits(inputs); });
  if (found == others_.rend()) return nullptr;
  context = std::move(*found);
  others_.erase(std::next(found).base());
  bytes_ -= context->bytes();
  return context;
}

void ContextPool::give_back(std::unique_ptr<Context> context) {
  std::unique_ptr<Context> before(first_.exchange(context.release(), std::memory_order_acq_rel));
  if (!before) return;
  Contexts gone;
  const std::scoped_lock lock(guard_);
  keep(std::move(before), gone);
}

void ContextPool::keep(std::unique_ptr<Context> context, Contexts& gone) {
  bytes_ += context->bytes();
  others_.push_back(std::move(context));
  auto kept = others_.begin();
  for (; bytes_ > most_bytes_ || others_.end() - kept > static_cast<std::ptrdiff_t>(most); ++kept) {
    bytes_ -= (*kept)->bytes();
    gone.push_back(std::move(*kept));
  }
  others_.erase(others_.begin(), kept);
}

std::shared_ptr<const Variant> ContextPool::latest() {
  std::unique_ptr<Context> context(first_.exchange(nullptr, std::memory_order_acquire));
  if (context) {
    std::shared_ptr<const Variant> variant = context->shared_variant();
    give_back(std::move(context));
    return variant;
  }
  const std::scoped_lock lock(guard_);
  return others_.empty() ? nullptr : others_.back()->shared_variant();
}

void ContextPool::keep_only(const std::vector<std::shared_ptr<const Variant>>& variants) {
  Contexts gone;
  const std::scoped_lock lock(guard_);
  for (auto& other : others_) {
    if (std::ranges::find(variants, other->shared_variant()) != variants.end()) continue;
    bytes_ -= other->bytes();
    gone.push_back(std::move(other));
  }
  std::erase(others_, nullptr);
}

ContextPool::Counts ContextPool::counts() {
  Counts counts;
  if (std::unique_ptr<Context> context{first_.exchange(nullptr, std::memory_order_acquire)}) {
    counts = {.contexts = 1, .bytes = context->bytes()};
    give_back(std::move(context));
  }
  const std::scoped_lock lock(guard_);
  return {.contexts = counts.contexts + others_.size(), .bytes = counts.bytes + bytes_};
}

}  // namespace pellucid::inline v0::compiler
