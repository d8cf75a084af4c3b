#include <pellucid/variable.hpp>

#include "base/refuse.hpp"
#include "graph/node.hpp"

namespace pellucid::inline v0 {

std::string to_string(const Type& type) { return std::string(name(type.dtype)) + to_string(type.dims); }

const Type& Variable::type() const {
  if (!node_)
    refuse<StateError>(
        {.where = "Variable", .what = "the variable is empty", .hint = "Assign one from a model, input() or an operation first."});
  return node_->types[index_];
}

std::optional<Apply> Variable::owner() const {
  type();  // refuses an empty variable
  const Variable value = skip_places(*this);
  if (is_leaf(value)) return std::nullopt;
  return Apply(value.node());
}

Apply Variable::op() const {
  if (auto found = owner()) return *std::move(found);
  refuse<ValueError>(
      {.where = "op", .what = "nothing computes " + to_string(), .hint = "Inputs, weights and constants have no operation."});
}

std::string Variable::name() const {
  type();
  const Role role = op_of(*this).role;
  if (role == Role::input) return node_->attributes.get<std::string>("name");
  if (role == Role::shared) return state_of(*this)->name;
  return "";
}

std::string Variable::path() const {
  type();
  return is_place(*this) ? node_->attributes.get<std::string>("path") : "";
}

std::string Variable::to_string() const {
  if (!node_) return "(empty)";
  std::string text = path().empty() ? name() : path();
  if (text.empty() && (op_of(*this).role == Role::literal)) text = pellucid::to_string(node_->attributes.value("value"));
  if (text.empty()) text = std::string(node_->op->name) + "." + std::to_string(index_);
  return text + " " + pellucid::to_string(type());
}

std::string_view Apply::kind() const { return node_->op->name; }
Variables Apply::inputs() const { return node_->inputs; }

Variables Apply::outputs() const {
  Variables outputs;
  for (std::size_t i = 0; i < node_->types.size(); ++i) outputs.emplace_back(node_, i);
  return outputs;
}

std::vector<std::pair<std::string, std::string>> Apply::attributes() const {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& [name, value] : node_->attributes.entries()) texts.emplace_back(name, pellucid::to_string(value));
  return texts;
}

std::optional<Body> Apply::body() const {
  if (node_->attributes.has("body")) return *node_->attributes.get<std::shared_ptr<const Body>>("body");
  if (node_->op->inner != nullptr) return node_->op->inner(*this);
  return std::nullopt;
}

std::string Apply::to_string() const {
  std::string text(kind());
  text += "(";
  for (const Variable& input : node_->inputs) {
    const std::string line = input.to_string();
    text += (text.back() == '(' ? "" : ", ") + line.substr(0, line.find(' '));
  }
  for (const auto& [name, value] : attributes()) text += (text.back() == '(' ? "" : ", ") + name + "=" + value;
  return text + ")";
}

std::string Target::to_string() const {
  if (!path.empty()) return path;
  return variable.to_string() + (selection ? selection->to_string() : "");
}

}  // namespace pellucid::inline v0
