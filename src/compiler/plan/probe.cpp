#include "compiler/plan/probe.hpp"

#include <algorithm>
#include <unordered_set>

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0::compiler {
namespace {

using loop::Expression;
using loop::ExpressionNode;
using loop::Expressions;
using loop::Operation;

class NumberedLoads : public Source {
 public:
  explicit NumberedLoads(const Variables& inputs) : inputs_(inputs) {}
  Expression at(std::size_t input, const Expressions& index) const override {
    return loop::load(static_cast<int>(input), inputs_[input].dtype(), index);
  }

 private:
  const Variables& inputs_;
};

// In additions; from measurements of vector code, rounded.
double weight_of(const ExpressionNode& node) {
  switch (node.operation) {
    case Operation::constant:
    case Operation::index:
    case Operation::size:
    case Operation::load:
    case Operation::reduce: return 0;
    case Operation::flow_product: return 2;
    case Operation::divide:
    case Operation::square_root: return 4;
    case Operation::floor_divide:
    case Operation::modulo: return 6;
    case Operation::exponential:
    case Operation::logarithm: return 10;
    case Operation::expm1:
    case Operation::log1p:
    case Operation::sine:
    case Operation::cosine:
    case Operation::tangent:
    case Operation::tanh:
    case Operation::sech_squared:
    case Operation::erf:
    case Operation::erfc: return 14;
    case Operation::power: return 25;
    case Operation::philox: return 40;
    case Operation::log_gamma:
    case Operation::polygamma: return 500;
    default: return 1;
  }
}

// Walks values, and not the indices of loads, of which it only asks what they depend on.
class Walk {
 public:
  explicit Walk(Probe& probe) : probe_(probe) {}

  void run(const Expression& root) {
    path_.emplace_back(root.get(), false);
    while (!path_.empty()) {
      const auto [node, inside] = path_.back();
      path_.pop_back();
      if (!(inside ? seen_inside_ : seen_).insert(node).second) continue;
      visit(*node, inside);
    }
  }

 private:
  void visit(const ExpressionNode& node, bool inside) {
    if (node.operation == Operation::load) {
      const bool indirect = std::ranges::any_of(node.arguments, holds_load);
      probe_.reads.push_back({static_cast<std::size_t>(node.buffer), node.arguments, inside, indirect});
      if (!indirect) return;
    }
    if (const double weight = weight_of(node); weight > 0) {
      probe_.weight += weight;
      probe_.operations += 1;
    }
    if (node.operation == Operation::reduce) {
      probe_.reduces = true;
      for (const loop::Axis& axis : node.axes) probe_.reduced.push_back(axis);
    }
    for (const Expression& argument : node.arguments) path_.emplace_back(argument.get(), inside || node.operation == Operation::reduce);
  }

  static bool holds_load(const Expression& index) {
    std::vector<const ExpressionNode*> path = {index.get()};
    while (!path.empty()) {
      const ExpressionNode* node = path.back();
      path.pop_back();
      if (node->operation == Operation::load) return true;
      for (const Expression& argument : node->arguments) path.push_back(argument.get());
    }
    return false;
  }

  Probe& probe_;
  std::vector<std::pair<const ExpressionNode*, bool>> path_;
  std::unordered_set<const ExpressionNode*> seen_, seen_inside_;
};

bool is_affine(const Expressions& index) {
  loop::Affine affine;
  return std::ranges::all_of(index, [&](const Expression& at) { return loop::find_affine(at, affine); });
}

}  // namespace

std::vector<loop::Axis> axes_over(const Dims& dims) {
  std::vector<loop::Axis> axes;
  for (const Dim& extent : dims) {
    const char letter = static_cast<char>('i' + std::min<std::size_t>(axes.size(), 'z' - 'i'));
    axes.push_back(loop::make_axis(std::string(1, letter), extent));
  }
  return axes;
}

const Probe& Probes::of(const Variable& value) {
  auto& entry = known_[value];
  if (entry) return *entry;
  entry = std::make_unique<Probe>();
  Probe& probe = *entry;
  probe.axes = axes_over(value.dims());
  Expressions index;
  for (const loop::Axis& axis : probe.axes) index.push_back(loop::index(axis));
  const Node& node = *value.node();
  const Expression element = node.op->element(Apply(value.node()), value.index(), NumberedLoads(node.inputs), index);
  Walk(probe).run(element);
  const bool is_load = element->operation == Operation::load && !probe.reads[0].is_indirect;
  probe.is_view = is_load && is_affine(element->arguments);
  probe.is_reshape = is_load && !probe.is_view && node.op == &table::reshape;
  return probe;
}

}  // namespace pellucid::inline v0::compiler
