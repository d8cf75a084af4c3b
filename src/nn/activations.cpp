// Activations by name: each is an op.
#include <algorithm>
#include <map>

#include <pellucid/layer.hpp>

#include "base/refuse.hpp"
#include "nn/user_function.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

// In Keras's spelling; "linear" is none.
const std::map<std::string, const Op*, std::less<>>& activations() {
  static const std::map<std::string, const Op*, std::less<>> all = {
      {"relu", &table::relu},
      {"relu6", &table::relu6},
      {"leaky_relu", &table::leaky_relu},
      {"sigmoid", &table::sigmoid},
      {"hard_sigmoid", &table::hard_sigmoid},
      {"hard_sigmoid_keras2", &table::hard_sigmoid_keras2},
      {"tanh", &table::tanh},
      {"hard_tanh", &table::hard_tanh},
      {"softplus", &table::softplus},
      {"log_sigmoid", &table::log_sigmoid},
      {"softsign", &table::softsign},
      {"exponential", &table::exp},
      {"elu", &table::elu},
      {"celu", &table::celu},
      {"selu", &table::selu},
      {"gelu", &table::gelu},
      {"silu", &table::silu},
      {"swish", &table::silu},
      {"hard_silu", &table::hard_silu},
      {"hard_swish", &table::hard_silu},
      {"mish", &table::mish},
      {"tanh_shrink", &table::tanh_shrink},
      {"hard_shrink", &table::hard_shrink},
      {"soft_shrink", &table::soft_shrink},
      {"squareplus", &table::squareplus},
      {"sparse_plus", &table::sparse_plus},
      {"sparse_sigmoid", &table::sparse_sigmoid},
      {"sparsemax", &table::sparsemax},
      {"softmax", &table::softmax},
      {"log_softmax", &table::log_softmax},
      {"glu", &table::glu},
  };
  return all;
}

// All axes but the last stay what they are: glu halves that one.
Variable with_axes_of(const Variable& x, const Variable& y, const std::string& name) {
  const bool keeps = y.rank() == x.rank() && std::equal(y.dims().begin(), y.dims().end() - (y.rank() == 0 ? 0 : 1), x.dims().begin());
  if (keeps) return y;
  refuse<ShapeError>({.where = "activation",
                      .what = "the activation '" + name + "' does not keep the axes of the value",
                      .expected = to_string(x.dims()) + ", the last axis perhaps of another extent",
                      .received = to_string(y.type())});
}

}  // namespace

ActivationFunction::ActivationFunction(std::string name) : name_(std::move(name)) {
  if (name_ == "linear") return;
  const auto found = activations().find(name_);
  if (found == activations().end()) {
    std::vector<std::string> known = {"linear"};
    for (const auto& [other, op] : activations()) known.push_back(other);
    refuse<NameError>({.where = "activation", .what = "no activation is called '" + name_ + "'", .hint = nearest_names(name_, known)});
  }
  function_ = [op = found->second](const Variable& x) { return apply(*op, {x}); };
}

ActivationFunction::ActivationFunction(std::string name, std::function<Variable(const Variable&)> function)
    : name_(std::move(name)), function_(std::move(function)) {
  check_function("ActivationFunction", name_, function_ != nullptr);
}

Variable ActivationFunction::operator()(const Variable& x) const {
  if (function_) return with_axes_of(x, function_(x), name_);
  if (name_ == "linear") return x;
  refuse<StateError>({.where = "ActivationFunction", .what = "the activation is empty", .hint = R"(Give it a name: "relu".)"});
}

}  // namespace pellucid::inline v0
