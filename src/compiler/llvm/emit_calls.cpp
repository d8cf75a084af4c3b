// Statements that machine code hands back to C++.
#include "compiler/llvm/kernel/kernel_emitter.hpp"
#include "compiler/llvm/program_emitter.hpp"

namespace pellucid::inline v0::compiler {

namespace {

// The values in memory, one after the other.
llvm::Value* listed(Frame& frame, llvm::Type* type, llvm::ArrayRef<llvm::Value*> values) {
  llvm::Value* list = frame.allocate(type, values.size());
  for (std::size_t i = 0; i < values.size(); ++i) frame.ir.CreateStore(values[i], frame.ir.CreateConstInBoundsGEP1_64(type, list, i));
  return list;
}

}  // namespace

void ProgramEmitter::call_back(Frame& frame, CallBack which, std::size_t site, llvm::ArrayRef<llvm::Value*> more) {
  llvm::IRBuilder<>& ir = frame.ir;
  llvm::Value* at = ir.CreateConstInBoundsGEP1_64(ir.getPtrTy(), frame.context(), static_cast<std::uint64_t>(which));
  Values arguments = {frame.context(), frame.number(static_cast<std::int64_t>(site))};
  arguments.append(more.begin(), more.end());
  llvm::SmallVector<llvm::Type*, 6> types;
  for (const llvm::Value* argument : arguments) types.push_back(argument->getType());
  auto* type = llvm::FunctionType::get(ir.getInt32Ty(), types, false);
  llvm::CallInst* status = ir.CreateCall(type, ir.CreateLoad(ir.getPtrTy(), at), arguments);
  status->setDoesNotThrow();
  frame.stop_if(status);
}

void ProgramEmitter::emit_check(Frame& frame, const loop::Check& check) {
  const Dim count = product(work_.program.buffers[static_cast<std::size_t>(check.buffer)].dims);
  call_back(frame, CallBack::check, sites_.checks.size(), {frame.buffer(check.buffer), frame.dim(count), frame.dim(check.limit)});
  sites_.checks.push_back(check);
}

void ProgramEmitter::emit_host_call(Frame& frame, const loop::HostCall& call) {
  Values pointers, extents;
  for (const std::vector<int>* numbers : {&call.inputs, &call.outputs})
    for (const int number : *numbers) {
      pointers.push_back(frame.buffer(number));
      for (const Dim& dim : work_.program.buffers[static_cast<std::size_t>(number)].dims) extents.push_back(frame.dim(dim));
    }
  call_back(frame, CallBack::host_call, sites_.host_calls.size(),
            {listed(frame, frame.ir.getPtrTy(), pointers), listed(frame, frame.ir.getInt64Ty(), extents)});
  sites_.host_calls.push_back(call);
}

void ProgramEmitter::emit_product(Frame& frame, const loop::Product& product) {
  Values pointers, numbers;
  for (const Dim* extent : {&product.batch, &product.rows, &product.columns, &product.inner}) numbers.push_back(frame.dim(*extent));
  for (const loop::Product::Operand* operand : {&product.a, &product.b, &product.c}) {
    const DType dtype = work_.program.buffers[static_cast<std::size_t>(operand->buffer)].dtype;
    llvm::Value* offset = operand->offset ? evaluate_integer(frame, operand->offset) : frame.number(0);
    pointers.push_back(frame.ir.CreateInBoundsGEP(stored_type(dtype, frame.ir.getContext()), frame.buffer(operand->buffer), offset));
    for (const Dim* stride : {&operand->batch_stride, &operand->row_stride, &operand->column_stride}) numbers.push_back(frame.dim(*stride));
  }
  call_back(frame, CallBack::product, sites_.products.size(),
            {listed(frame, frame.ir.getPtrTy(), pointers), listed(frame, frame.ir.getInt64Ty(), numbers)});
  sites_.products.push_back(product);
}

}  // namespace pellucid::inline v0::compiler
