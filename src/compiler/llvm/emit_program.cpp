#include "compiler/llvm/kernel/kernel_emitter.hpp"
#include "compiler/llvm/program_emitter.hpp"

namespace pellucid::inline v0::compiler {

namespace {

// Instructions of intermediate code after which a function is full: translation takes more than linear time in the size of a function.
constexpr unsigned full = 3000;

}  // namespace

void ProgramEmitter::emit() {
  Frame entry(work_, entry_name, true, {});
  emit_statements(entry, work_.program.body);
  entry.finish();
}

std::unique_ptr<Frame> ProgramEmitter::new_part() {
  return std::make_unique<Frame>(work_, "part" + std::to_string(++parts_), false, axes_);
}

void ProgramEmitter::emit_statements(Frame& frame, const std::vector<loop::Statement>& statements) {
  std::unique_ptr<Frame> part;
  const auto end_part = [&] {
    if (part == nullptr) return;
    part->finish();
    frame.call(*part, axes_);
    part = nullptr;
  };
  for (const loop::Statement& statement : statements) {
    Frame* current = part ? part.get() : &frame;
    if (current->function()->getInstructionCount() > full) {
      end_part();
      part = new_part();
      current = part.get();
    }
    emit_statement(*current, statement);
  }
  end_part();
}

void ProgramEmitter::emit_statement(Frame& frame, const loop::Statement& statement) {
  if (const auto* kernel = std::get_if<loop::Kernel>(&statement)) return KernelEmitter(frame, *kernel).emit();
  if (const auto* product = std::get_if<loop::Product>(&statement)) return emit_product(frame, *product);
  if (const auto* call = std::get_if<loop::HostCall>(&statement)) return emit_host_call(frame, *call);
  if (const auto* check = std::get_if<loop::Check>(&statement)) return emit_check(frame, *check);
  emit_loop(frame, *std::get<std::shared_ptr<const loop::Loop>>(statement));
}

void ProgramEmitter::emit_loop(Frame& frame, const loop::Loop& loop) {
  llvm::Value* extent = frame.dim(loop.axis.extent);
  axes_.push_back(loop.axis);
  frame.loop(frame.number(0), extent, 1, {}, [&](llvm::Value* at, const Values&) {
    if (loop.reverse) at = frame.ir.CreateSub(frame.ir.CreateSub(extent, frame.number(1)), at);
    frame.set_axis(loop.axis.id, at);
    emit_statements(frame, loop.body);
    return Values();
  });
  axes_.pop_back();
}

}  // namespace pellucid::inline v0::compiler
