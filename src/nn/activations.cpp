// Activations by name: each is the op of that name.
#include <algorithm>
#include <map>

#include <pellucid/layer.hpp>

#include "base/refuse.hpp"
#include "nn/user_function.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

// Keras's spellings for ops that have another name, and the activations among the ops.
const std::map<std::string, std::string, std::less<>>& spellings() {
  static const std::map<std::string, std::string, std::less<>> all = {
      {"relu", "relu"},
      {"relu6", "relu6"},
      {"leaky_relu", "leaky_relu"},
      {"sigmoid", "sigmoid"},
      {"hard_sigmoid", "hard_sigmoid"},
      {"hard_sigmoid_keras2", "hard_sigmoid_keras2"},
      {"tanh", "tanh"},
      {"hard_tanh", "hard_tanh"},
      {"softplus", "softplus"},
      {"log_sigmoid", "log_sigmoid"},
      {"softsign", "softsign"},
      {"exponential", "exp"},
      {"elu", "elu"},
      {"celu", "celu"},
      {"selu", "selu"},
      {"gelu", "gelu"},
      {"silu", "silu"},
      {"swish", "silu"},
      {"hard_silu", "hard_silu"},
      {"hard_swish", "hard_silu"},
      {"mish", "mish"},
      {"tanh_shrink", "tanh_shrink"},
      {"hard_shrink", "hard_shrink"},
      {"soft_shrink", "soft_shrink"},
      {"squareplus", "squareplus"},
      {"sparse_plus", "sparse_plus"},
      {"sparse_sigmoid", "sparse_sigmoid"},
      {"sparsemax", "sparsemax"},
      {"softmax", "softmax"},
      {"log_softmax", "log_softmax"},
      {"glu", "glu"},
  };
  return all;
}

const Op* find_op(std::string_view name) {
  const auto* const found = std::ranges::find(table::all, name, &Op::name);
  return found == std::end(table::all) ? nullptr : *found;
}

}  // namespace

ActivationFunction::ActivationFunction(std::string name) : name_(std::move(name)) {
  if (name_ == "linear") return;
  const auto spelling = spellings().find(name_);
  const Op* op = spelling == spellings().end() ? nullptr : find_op(spelling->second);
  if (op == nullptr) {
    std::vector<std::string> known = {"linear"};
    for (const auto& [spelt, op_name] : spellings())
      if (find_op(op_name) != nullptr) known.push_back(spelt);
    refuse<NameError>({.where = "activation", .what = "no activation is called '" + name_ + "'", .hint = nearest_names(name_, known)});
  }
  function_ = [op](const Variable& x) { return apply(*op, {x}); };
}

ActivationFunction::ActivationFunction(std::string name, std::function<Variable(const Variable&)> function)
    : name_(std::move(name)), function_(std::move(function)) {
  check_function("ActivationFunction", name_, function_ != nullptr);
}

Variable ActivationFunction::operator()(const Variable& x) const {
  if (function_) return function_(x);
  if (name_ == "linear") return x;
  refuse<StateError>({.where = "ActivationFunction", .what = "the activation is empty", .hint = R"(Give it a name: "relu".)"});
}

}  // namespace pellucid::inline v0
