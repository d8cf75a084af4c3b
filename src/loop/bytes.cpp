#include "loop/bytes.hpp"

#include "loop/walk.hpp"

namespace pellucid::inline v0::loop {
namespace {

constexpr std::size_t beside = 128;  // of a node: its control block, its list of free axes, and what the allocator adds

class Counter {
 public:
  void add(const std::vector<Statement>& statements) {
    for (const Statement& statement : statements) {
      bytes_ += sizeof(Statement);
      if (const auto* loop = std::get_if<std::shared_ptr<const Loop>>(&statement)) add((*loop)->body);
      if (const auto* product = std::get_if<Product>(&statement))
        for (const Product::Operand* operand : {&product->a, &product->b, &product->c}) add(operand->offset);
      const auto* kernel = std::get_if<Kernel>(&statement);
      if (kernel == nullptr) continue;
      bytes_ += kernel->axes.size() * sizeof(Axis);
      for (const Store& store : kernel->stores) {
        bytes_ += sizeof(Store);
        add(store.value);
        for (const Expression& index : store.index) add(index);
      }
    }
  }
  void add(const Expression& expression) {
    if (!expression) return;
    const auto is_new = [&](const ExpressionNode& node) { return seen_.insert(&node).second; };
    for (const Expression* part : parts_in_order(expression, is_new, [](const ExpressionNode&) { return true; }))
      bytes_ += sizeof(ExpressionNode) + beside + (*part)->arguments.size() * sizeof(Expression) + (*part)->axes.size() * sizeof(Axis);
  }
  void add(const std::vector<Buffer>& buffers) {
    for (const Buffer& buffer : buffers) bytes_ += sizeof(Buffer) + buffer.dims.size() * sizeof(Dim);
  }
  std::size_t bytes() const { return bytes_; }

 private:
  std::unordered_set<const ExpressionNode*> seen_;
  std::size_t bytes_ = 0;
};

}  // namespace

std::size_t bytes_of(const Program& program) {
  Counter counter;
  counter.add(program.buffers);
  counter.add(program.body);
  return counter.bytes();
}

}  // namespace pellucid::inline v0::loop
