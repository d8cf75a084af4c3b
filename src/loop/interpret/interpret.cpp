// Runs programs: the meaning of each statement.
#include <array>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "loop/check.hpp"
#include "loop/interpret/generate.hpp"
#include "loop/interpret/memory.hpp"
#include "loop/interpret/product.hpp"
#include "loop/program.hpp"

namespace pellucid::inline v0::loop {

namespace {

class Interpreter {
 public:
  Interpreter(const Program& program, const CallFrame& frame, bool checked)
      : bindings_(bindings_of(program, frame)), memory_(program, frame, bindings_, checked), context_{memory_, bindings_, {}, checked} {}

  void run(const std::vector<Statement>& body) {
    for (const Statement& statement : body) std::visit([&](const auto& one) { run(one); }, statement);
  }

 private:
  void run(const Kernel& kernel) {
    code_for(kernel, [&] { return generate(kernel, context_); }).run();
  }

  void run(const Product& product) {
    Code& code = code_for(product, [&] { return generate(Expressions{product.a.offset, product.b.offset, product.c.offset}, context_); });
    code.run();
    const auto offset = [&](std::size_t operand) { return code.slots[static_cast<std::size_t>(code.roots[operand])].integer; };
    run_product(product, {offset(0), offset(1), offset(2)}, memory_, bindings_, context_.checked);
  }

  void run(const HostCall& call) {
    const auto spans = [&](const std::vector<int>& buffers) {
      std::vector<HostCall::Span> spans;
      for (const int buffer : buffers) spans.push_back({memory_[buffer].data, memory_[buffer].buffer->dtype, memory_[buffer].shape});
      return spans;
    };
    call.function(spans(call.inputs), spans(call.outputs));
  }

  void run(const Check& check) {
    const Block& block = memory_[check.buffer];
    check_indices(check, block.buffer->dtype, block.data, block.shape, check.limit.evaluate(bindings_));
  }

  void run(const std::shared_ptr<const Loop>& loop) {
    const std::int64_t extent = loop->axis.extent.evaluate(bindings_);
    context_.loops.push_back(loop->axis);
    for (std::int64_t turn = 0; turn < extent; ++turn) {
      positions_[loop->axis.id] = loop->reverse ? extent - 1 - turn : turn;
      run(loop->body);
    }
    context_.loops.pop_back();
  }

  // The code of a statement, made the first time it runs; with the positions of the loops around it.
  template <class Make>
  Code& code_for(const auto& statement, const Make& make) {
    auto found = made_.find(&statement);
    if (found == made_.end()) found = made_.emplace(&statement, make()).first;
    Generated& generated = found->second;
    for (const LoopSlot& loop : generated.around)
      generated.code.slots[static_cast<std::size_t>(loop.slot)].integer = positions_.at(loop.axis);
    return generated.code;
  }

  Bindings bindings_;
  Memory memory_;
  Context context_;
  std::unordered_map<const void*, Generated> made_;
  std::unordered_map<std::uint64_t, std::int64_t> positions_;
};

}  // namespace

void interpret(const Program& program, const CallFrame& frame, bool checked) { Interpreter(program, frame, checked).run(program.body); }

}  // namespace pellucid::inline v0::loop
