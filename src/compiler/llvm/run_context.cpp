#include "compiler/llvm/run_context.hpp"

#include <type_traits>

#include "compiler/llvm/plain_product.hpp"

namespace pellucid::inline v0::compiler {

namespace {

template <class T>
bool find_outside(const void* data, std::int64_t count, std::int64_t limit, CheckFailure& failure) {
  const T* values = static_cast<const T*>(data);
  for (std::int64_t i = 0; i < count; ++i) {
    // A negative index is a large number when read without its sign; so is an unsigned one that int64 cannot hold.
    const auto value = static_cast<std::int64_t>(values[i]);
    if (static_cast<std::uint64_t>(value) < static_cast<std::uint64_t>(limit)) continue;
    failure.position = i;
    failure.value = value;
    return true;
  }
  return false;
}

bool find_outside(DType dtype, const void* data, std::int64_t count, std::int64_t limit, CheckFailure& failure) {
  switch (dtype) {
    case DType::int8: return find_outside<std::int8_t>(data, count, limit, failure);
    case DType::int16: return find_outside<std::int16_t>(data, count, limit, failure);
    case DType::int32: return find_outside<std::int32_t>(data, count, limit, failure);
    case DType::int64: return find_outside<std::int64_t>(data, count, limit, failure);
    case DType::uint16: return find_outside<std::uint16_t>(data, count, limit, failure);
    case DType::uint32: return find_outside<std::uint32_t>(data, count, limit, failure);
    case DType::uint64: return find_outside<std::uint64_t>(data, count, limit, failure);
    default: return find_outside<std::uint8_t>(data, count, limit, failure);  // bool too
  }
}

int run_check(RunContext* context, std::int64_t site, const void* data, std::int64_t count, std::int64_t limit) {
  const loop::Check& check = context->sites->checks[static_cast<std::size_t>(site)];
  const DType dtype = (*context->buffers)[static_cast<std::size_t>(check.buffer)].dtype;
  if (!find_outside(dtype, data, count, limit, context->failure)) return 0;
  context->failure.check = static_cast<int>(site);
  context->failure.limit = limit;
  return 1;
}

// Exceptions do not pass through machine code, which has nothing to unwind by.
template <class Work>
int keep_exception(RunContext* context, const Work& work) {
  try {
    work();
    return 0;
  } catch (...) {
    context->thrown = std::current_exception();
    return 1;
  }
}

int run_host_call(RunContext* context, std::int64_t site, void* const* data, const std::int64_t* extents) {
  return keep_exception(context, [&] {
    const loop::HostCall& call = context->sites->host_calls[static_cast<std::size_t>(site)];
    const auto spans = [&](const std::vector<int>& numbers) {
      std::vector<loop::HostCall::Span> result;
      for (const int number : numbers) {
        const loop::Buffer& buffer = (*context->buffers)[static_cast<std::size_t>(number)];
        result.push_back({*data++, buffer.dtype, {extents, extents + buffer.dims.size()}});
        extents += buffer.dims.size();
      }
      return result;
    };
    const auto inputs = spans(call.inputs), outputs = spans(call.outputs);
    call.function(inputs, outputs);
  });
}

int run_product(RunContext* context, std::int64_t site, void* const* operands, const std::int64_t* numbers) {
  return keep_exception(context, [&] {
    const loop::Product& product = context->sites->products[static_cast<std::size_t>(site)];
    ProductCall call;
    call.product = &product;
    call.site = static_cast<int>(site);
    call.dtype = (*context->buffers)[static_cast<std::size_t>(product.c.buffer)].dtype;
    for (std::int64_t* extent : {&call.batch, &call.rows, &call.columns, &call.inner}) *extent = *numbers++;
    for (ProductCall::Operand* operand : {&call.a, &call.b, &call.c}) {
      operand->data = *operands++;
      for (std::int64_t* stride : {&operand->batch_stride, &operand->row_stride, &operand->column_stride}) *stride = *numbers++;
    }
    call.accumulate = product.write == loop::Write::add;
    context->do_product(call);
  });
}

}  // namespace

RunContext make_run_context() {
  static_assert(std::is_standard_layout_v<RunContext>);
  return {run_check, run_host_call, run_product};
}

}  // namespace pellucid::inline v0::compiler
