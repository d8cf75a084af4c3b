#include "compiler/schedule/access.hpp"

#include <algorithm>
#include <set>

#include "loop/linear.hpp"

namespace pellucid::inline v0::compiler {

namespace {

using loop::Operation;

// What an operation costs against an addition.
double weight_of(Operation operation) {
  switch (operation) {
    case Operation::constant:
    case Operation::index:
    case Operation::size:
    case Operation::load:
    case Operation::reduce: return 0;
    case Operation::flow_product: return 2;
    case Operation::divide:
    case Operation::square_root: return 4;
    case Operation::exponential:
    case Operation::expm1: return 16;
    case Operation::logarithm:
    case Operation::log1p:
    case Operation::tanh:
    case Operation::sech_squared: return 22;
    case Operation::sine:
    case Operation::cosine:
    case Operation::tangent:
    case Operation::erf:
    case Operation::erfc:
    case Operation::power: return 40;
    case Operation::philox: return 60;
    case Operation::log_gamma:
    case Operation::polygamma: return 500;
    default: return 1;
  }
}

// Functions that are written out as long chains: several vectors of them run faster beside each other. 0: not one.
std::int64_t side_by_side(const loop::ExpressionNode& node) {
  switch (node.operation) {
    case Operation::exponential:
    case Operation::expm1:
    case Operation::tanh:
    case Operation::sech_squared: return node.dtype == DType::float32 ? 4 : 0;
    case Operation::logarithm:
    case Operation::log1p: return node.dtype == DType::float32 ? 2 : 0;
    case Operation::philox: return 2;
    default: return 0;
  }
}

class Examiner {
 public:
  Examiner(KernelFacts& facts, const std::vector<loop::Buffer>& buffers) : facts_(facts), buffers_(buffers) {}

  void visit(const loop::Expression& expression, const std::vector<loop::Axis>& scope, bool inside_reduction) {
    const loop::ExpressionNode& node = *expression;
    if (!seen_.insert(&node).second) return;
    if (!inside_reduction) {
      facts_.operations += weight_beside(node);
      if (const std::int64_t wanted = side_by_side(node)) {
        facts_.side_by_side = facts_.side_by_side == 1 ? wanted : std::min(facts_.side_by_side, wanted);
      }
    }
    if (is_floating(node.dtype)) facts_.element_bytes = std::max(facts_.element_bytes, static_cast<std::int64_t>(size_of(node.dtype)));
    if (node.operation == Operation::load)
      facts_.accesses.push_back({node.arguments, &buffers_[static_cast<std::size_t>(node.buffer)].dims, false, false, scope});
    if (node.operation != Operation::reduce) {
      for (const loop::Expression& argument : node.arguments) visit(argument, scope, inside_reduction);
      return;
    }
    facts_.reductions.push_back({&node, std::max(1.0, operations_along(node.arguments[0], node.axes.back())), scope});
    std::vector<loop::Axis> inner = scope;
    inner.insert(inner.end(), node.axes.begin(), node.axes.end());
    visit(node.arguments[0], inner, true);
  }

 private:
  // tanh and its slope at one place share most of their work.
  double weight_beside(const loop::ExpressionNode& node) {
    const bool shares = node.operation == Operation::tanh || node.operation == Operation::sech_squared;
    return shares && !under_tanh_.insert(node.arguments[0].get()).second ? 6 : weight_of(node.operation);
  }

  KernelFacts& facts_;
  const std::vector<loop::Buffer>& buffers_;
  std::set<const loop::ExpressionNode*> seen_, under_tanh_;
};

}  // namespace

bool varies_along(const loop::ExpressionNode& node, const loop::Axis& axis) { return std::ranges::binary_search(*node.free, axis.id); }

bool MemoryAccess::varies_along(const loop::Axis& axis) const {
  return std::ranges::any_of(indices, [&](const loop::Expression& index) { return compiler::varies_along(*index, axis); });
}

std::optional<std::int64_t> MemoryAccess::stride_along(const loop::Axis& axis) const {
  Dim stride = 0, unit = 1;
  for (std::size_t i = indices.size(); i-- > 0; unit = unit * (*dims)[i]) {
    if (!compiler::varies_along(*indices[i], axis)) continue;
    const auto linear = loop::find_linear(indices[i]);
    if (!linear) return std::nullopt;
    for (const loop::Linear::Part& part : linear->parts) {
      if (part.of->operation == Operation::index ? part.of->axis == axis : compiler::varies_along(*part.of, axis)) {
        if (part.of->operation != Operation::index) return std::nullopt;
        stride = stride + part.coefficient * unit;
      }
    }
  }
  return stride.is_known() ? stride.value() : usual_extent;
}

double MemoryAccess::times() const {
  double count = 1;
  for (const loop::Axis& axis : scope)
    if (varies_along(axis)) count *= static_cast<double>(extent_of(axis));
  return count;
}

double operations_along(const loop::Expression& expression, const loop::Axis& axis) {
  std::set<const loop::ExpressionNode*> seen;
  std::vector<const loop::ExpressionNode*> pending = {expression.get()};
  double sum = 0;
  while (!pending.empty()) {
    const loop::ExpressionNode* node = pending.back();
    pending.pop_back();
    if (!varies_along(*node, axis) || !seen.insert(node).second) continue;
    sum += weight_of(node->operation);
    for (const loop::Expression& argument : node->arguments) pending.push_back(argument.get());
  }
  return sum;
}

KernelFacts examine(const loop::Kernel& kernel, const std::vector<loop::Buffer>& buffers) {
  KernelFacts facts;
  Examiner examiner(facts, buffers);
  for (const loop::Store& store : kernel.stores) {
    examiner.visit(store.value, kernel.axes, false);
    for (const loop::Expression& index : store.index) examiner.visit(index, kernel.axes, false);
    for (const int buffer : {store.buffer, store.rest})
      if (buffer >= 0)
        facts.accesses.push_back(
            {store.index, &buffers[static_cast<std::size_t>(buffer)].dims, true, store.write == loop::Write::add, kernel.axes});
  }
  return facts;
}

}  // namespace pellucid::inline v0::compiler
