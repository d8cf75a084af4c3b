#include "compiler/llvm/frame.hpp"

#include <algorithm>

#include <llvm/IR/Module.h>

namespace pellucid::inline v0::compiler {

namespace {

llvm::Function* declare(Work& work, const std::string& name, bool is_entry, std::size_t axes) {
  llvm::LLVMContext& context = work.module.getContext();
  llvm::SmallVector<llvm::Type*, 8> parameters(4, llvm::PointerType::getUnqual(context));
  parameters.append(axes, llvm::Type::getInt64Ty(context));
  auto* type = llvm::FunctionType::get(llvm::Type::getInt32Ty(context), parameters, false);
  auto* function =
      llvm::Function::Create(type, is_entry ? llvm::Function::ExternalLinkage : llvm::Function::InternalLinkage, name, work.module);
  function->addFnAttr(llvm::Attribute::NoUnwind);
  function->addFnAttr("target-cpu", work.target.cpu);
  if (!work.target.features.empty()) function->addFnAttr("target-features", work.target.features);
  const std::string bits = std::to_string(work.target.vector_bits);
  function->addFnAttr("prefer-vector-width", bits);
  function->addFnAttr("min-legal-vector-width", bits);
  return function;
}

}  // namespace

Frame::Frame(Work& work_, const std::string& name, bool is_entry, const std::vector<loop::Axis>& axes)
    : work(work_),
      ir(work_.module.getContext()),
      function_(declare(work_, name, is_entry, axes.size())),
      entry_(work_.module.getContext()) {
  llvm::LLVMContext& context = work.module.getContext();
  entry_.SetInsertPoint(llvm::BasicBlock::Create(context, "entry", function_));
  body_ = llvm::BasicBlock::Create(context, "body", function_);
  ir.SetInsertPoint(body_);
  for (std::size_t i = 0; i < axes.size(); ++i) set_axis(axes[i].id, function_->getArg(static_cast<unsigned>(4 + i)));
}

llvm::Value* Frame::axis(std::uint64_t id) const {
  const auto found = axes_.find(id);
  return found == axes_.end() ? nullptr : found->second;
}

llvm::Value* Frame::buffer(int number) {
  const auto& buffers = work.program.buffers;
  int root = number;
  while (buffers[static_cast<std::size_t>(root)].alias_of >= 0) root = buffers[static_cast<std::size_t>(root)].alias_of;
  llvm::Value*& pointer = buffers_[root];
  if (pointer != nullptr) return pointer;
  const loop::Buffer& buffer = buffers[static_cast<std::size_t>(root)];
  if (buffer.role == loop::Role::temporary) {
    pointer = entry_.CreateInBoundsGEP(entry_.getInt8Ty(), function_->getArg(2), dim(buffer.arena_offset));
  } else {
    llvm::Value* at = entry_.CreateConstInBoundsGEP1_64(entry_.getPtrTy(), function_->getArg(0), static_cast<std::uint64_t>(root));
    pointer = entry_.CreateLoad(entry_.getPtrTy(), at);
  }
  return pointer;
}

llvm::Value* Frame::dim(const Dim& dim) {
  if (dim.is_known()) return number(dim.value());
  const std::string text = dim.to_string();
  if (const auto found = dims_.find(text); found != dims_.end()) return found->second;
  llvm::Value* value = evaluate(dim);
  return dims_[text] = value;
}

llvm::Value* Frame::evaluate(const Dim& whole) {
  llvm::Value* sum = number(0);
  for (const Dim::Summand& summand : whole.summands()) {
    llvm::Value* product = number(summand.coefficient);
    for (const Dim::Factor& factor : summand.factors) {
      llvm::Value* value = nullptr;
      if (factor.name.empty()) {
        value = floor_divide_by_positive(entry_, dim(factor.numerator), dim(factor.denominator));
      } else {
        llvm::Value*& known = dims_[factor.name];
        if (known == nullptr) {
          const auto& sizes = work.program.sizes;
          const auto position = static_cast<std::uint64_t>(std::ranges::find(sizes, factor.name) - sizes.begin());
          known = entry_.CreateLoad(entry_.getInt64Ty(),
                                    entry_.CreateConstInBoundsGEP1_64(entry_.getInt64Ty(), function_->getArg(1), position));
        }
        value = known;
      }
      product = entry_.CreateMul(product, value);
    }
    sum = entry_.CreateAdd(sum, product);
  }
  return sum;
}

Values Frame::loop(llvm::Value* from, llvm::Value* to, std::int64_t step, const Values& carried, const Body& body) {
  const auto* first = llvm::dyn_cast<llvm::ConstantInt>(from);
  const auto* end = llvm::dyn_cast<llvm::ConstantInt>(to);
  const bool known = first != nullptr && end != nullptr;
  if (known && first->getSExtValue() >= end->getSExtValue()) return carried;
  if (known && first->getSExtValue() + step >= end->getSExtValue()) return body(from, carried);

  llvm::LLVMContext& context = ir.getContext();
  llvm::BasicBlock* before = ir.GetInsertBlock();
  llvm::BasicBlock* turn = llvm::BasicBlock::Create(context, "turn", function_);
  llvm::BasicBlock* after = llvm::BasicBlock::Create(context, "after", function_);
  if (known) ir.CreateBr(turn);
  else ir.CreateCondBr(ir.CreateICmpSLT(from, to), turn, after);

  ir.SetInsertPoint(turn);
  llvm::PHINode* at = ir.CreatePHI(ir.getInt64Ty(), 2);
  at->addIncoming(from, before);
  Values now;
  for (llvm::Value* value : carried) {
    llvm::PHINode* phi = ir.CreatePHI(value->getType(), 2);
    phi->addIncoming(value, before);
    now.push_back(phi);
  }
  Values next = body(at, now);
  llvm::Value* following = ir.CreateAdd(at, number(step), "", true, true);
  llvm::BasicBlock* last = ir.GetInsertBlock();
  ir.CreateCondBr(ir.CreateICmpSLT(following, to), turn, after);
  at->addIncoming(following, last);
  for (std::size_t i = 0; i < now.size(); ++i) llvm::cast<llvm::PHINode>(now[i])->addIncoming(next[i], last);

  ir.SetInsertPoint(after);
  if (known) return next;
  Values result;
  for (std::size_t i = 0; i < next.size(); ++i) {
    llvm::PHINode* phi = ir.CreatePHI(next[i]->getType(), 2);
    phi->addIncoming(carried[i], before);
    phi->addIncoming(next[i], last);
    result.push_back(phi);
  }
  return result;
}

llvm::Value* Frame::allocate(llvm::Type* type, std::size_t count) { return entry_.CreateAlloca(type, entry_.getInt64(count)); }

llvm::Value* Frame::spare() {
  if (spare_ == nullptr) {
    spare_ = entry_.CreateAlloca(entry_.getInt64Ty());
    entry_.CreateStore(entry_.getInt64(0), spare_);
  }
  return spare_;
}

void Frame::stop_if(llvm::Value* status) {
  if (stop_ == nullptr) {
    stop_ = llvm::BasicBlock::Create(ir.getContext(), "stop", function_);
    llvm::IRBuilder<>(stop_).CreateRet(ir.getInt32(1));
  }
  llvm::BasicBlock* on = llvm::BasicBlock::Create(ir.getContext(), "on", function_);
  ir.CreateCondBr(ir.CreateICmpNE(status, ir.getInt32(0)), stop_, on);
  ir.SetInsertPoint(on);
}

void Frame::call(const Frame& callee, const std::vector<loop::Axis>& axes) {
  Values arguments;
  for (unsigned i = 0; i < 4; ++i) arguments.push_back(function_->getArg(i));
  for (const loop::Axis& each : axes) arguments.push_back(axis(each.id));
  llvm::CallInst* status = ir.CreateCall(callee.function_, arguments);
  status->setDoesNotThrow();
  stop_if(status);
}

void Frame::finish() {
  ir.CreateRet(ir.getInt32(0));
  entry_.CreateBr(body_);
}

llvm::Value* floor_divide_by_positive(llvm::IRBuilder<>& ir, llvm::Value* dividend, llvm::Value* divisor) {
  llvm::Value* quotient = ir.CreateSDiv(dividend, divisor);
  llvm::Value* rest = ir.CreateSub(dividend, ir.CreateMul(quotient, divisor));
  llvm::Value* below = ir.CreateICmpSLT(rest, llvm::Constant::getNullValue(rest->getType()));
  return ir.CreateAdd(quotient, ir.CreateSExt(below, quotient->getType()));
}

}  // namespace pellucid::inline v0::compiler
