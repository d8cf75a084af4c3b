#include "compiler/llvm/native.hpp"

#include <ctime>
#include <utility>

#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>

#include "base/refuse.hpp"
#include "compiler/llvm/machine/session.hpp"
#include "compiler/llvm/machine/translate.hpp"
#include "compiler/llvm/plain_product.hpp"
#include "compiler/llvm/program_emitter.hpp"
#include "compiler/llvm/run_context.hpp"

namespace pellucid::inline v0::compiler {

struct NativeCode::Parts {
  std::vector<loop::Buffer> buffers;
  Sites sites;
  ProductFunction product = nullptr;
  NativeCost cost;
  std::unique_ptr<LoadedCode> code;
  int (*entry)(void* const* buffers, const std::int64_t* sizes, std::byte* arena, RunContext* context) = nullptr;
};

NativeCode::NativeCode(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
NativeCode::NativeCode(NativeCode&&) noexcept = default;
NativeCode& NativeCode::operator=(NativeCode&&) noexcept = default;
NativeCode::~NativeCode() = default;

// The sanitizer of function types looks for a mark in front of the function, which code made here does not have.
#if defined(__clang__)
__attribute__((no_sanitize("function")))
#endif
CheckFailure
NativeCode::run(void* const* buffers, const std::int64_t* sizes, std::byte* arena) const {
  RunContext context = make_run_context();
  context.buffers = &parts_->buffers;
  context.sites = &parts_->sites;
  context.do_product = parts_->product;
  if (parts_->entry(buffers, sizes, arena, &context) != 0 && context.thrown) std::rethrow_exception(context.thrown);
  return context.failure;
}

const loop::Check& NativeCode::check(int number) const { return parts_->sites.checks.at(static_cast<std::size_t>(number)); }
const NativeCost& NativeCode::cost() const { return parts_->cost; }

// What is linked stands in pages of its own, for code and for constants, beside what the linker notes of them.
std::size_t NativeCode::bytes() const {
  constexpr std::size_t beside = std::size_t{16} << 10;
  return parts_->cost.object_bytes + beside;
}

namespace {

// Of this thread alone: what other work on the machine takes is no cost of ours.
class Timer {
 public:
  double lap() {
    const double now = read();
    return now - std::exchange(last_, now);
  }

 private:
  static double read() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
  }
  double last_ = read();
};

}  // namespace

std::shared_ptr<const NativeCode> make_native(const loop::Program& program, const NativeOptions& options) {
  if (!can_make_native_code()) {
    refuse<ResourceError>({.where = "native code",
                           .what = "this system does not let memory become executable",
                           .hint = "Programs can still be interpreted."});
  }
  auto parts = std::make_unique<NativeCode::Parts>();
  parts->buffers = program.buffers;
  parts->product = options.product != nullptr ? options.product : plain_product;

  Timer timer;
  const Target target = choose_target(options.vector_bits);
  const auto machine = make_machine(target, options.optimisation);
  llvm::LLVMContext context;
  context.setDiscardValueNames(options.ir == nullptr);
  llvm::Module module("program", context);
  module.setDataLayout(machine->createDataLayout());
  module.setTargetTriple(machine->getTargetTriple().str());
  Work work{program, target, module};
  ProgramEmitter(work, parts->sites).emit();
  parts->cost.emit_ms = timer.lap();

  optimise(module, *machine, options.optimisation);
  parts->cost.instructions = module.getInstructionCount();
  parts->cost.optimise_ms = timer.lap();
  if (options.ir != nullptr) llvm::raw_string_ostream(*options.ir) << module;
  if (options.assembly != nullptr) *options.assembly = assembly_of(module, *machine);
  timer.lap();

  auto object = translate(module, *machine);
  parts->cost.object_bytes = object->getBufferSize();
  parts->cost.translate_ms = timer.lap();
  parts->code = load_object(std::move(object), ProgramEmitter::entry_name);
  parts->entry = reinterpret_cast<decltype(parts->entry)>(parts->code->entry());
  parts->cost.link_ms = timer.lap();
  return std::make_shared<const NativeCode>(std::move(parts));
}

}  // namespace pellucid::inline v0::compiler
