// Graphs as text and as pictures.
#include <unordered_map>

#include "graph/walk.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::string_view version_line = "graph 1\n";

// Numbers nodes in the order of the walk; leaves and places go by their names.
class Printer {
 public:
  std::string print(const Variables& outputs, const std::string& indent) {
    std::string text;
    for (const NodePointer& node : topological(outputs)) text += line(node, indent);
    text += indent + "return";
    for (const Variable& output : outputs) text += " " + reference(output);
    return text + "\n";
  }

 private:
  std::string reference(const Variable& variable) {
    const auto [entry, is_new] = numbers_.emplace(variable.node().get(), numbers_.size());
    std::string text = "%" + std::to_string(entry->second);
    if (variable.node()->types.size() > 1) text += "." + std::to_string(variable.index());
    return text;
  }

  std::string line(const NodePointer& node, const std::string& indent) {
    const auto [entry, is_new] = numbers_.emplace(node.get(), numbers_.size());
    std::string text = indent + "%" + std::to_string(entry->second) + ": ";
    for (std::size_t i = 0; i < node->types.size(); ++i) text += (i > 0 ? ", " : "") + to_string(node->types[i]);
    text += " = " + std::string(node->op->name) + "(";
    for (std::size_t i = 0; i < node->inputs.size(); ++i) text += (i > 0 ? ", " : "") + reference(node->inputs[i]);
    text += ")" + attributes(*node) + "\n";
    if (node->attributes.has("body")) {
      const Body& body = *node->attributes.get<std::shared_ptr<const Body>>("body");
      text += indent + "  body of %" + std::to_string(entry->second) + "\n" + Printer().print(body.outputs(), indent + "    ");
    }
    return text;
  }

  static std::string attributes(const Node& node) {
    std::string text;
    for (const auto& [name, value] : node.attributes.entries())
      if (name != "id" && name != "dtype" && name != "dims" && name != "body" && name != "note")
        text += " " + std::string(name) + "=" + to_string(value);
    return text;
  }

  std::unordered_map<const Node*, std::size_t> numbers_;
};

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') safe += '\\';
    safe += letter == '\n' ? ' ' : letter;
  }
  return safe;
}

}  // namespace

std::string print(const Variables& of) { return std::string(version_line) + Printer().print(of, ""); }

std::string to_dot(const Variables& of) {
  std::string text = "digraph {\n  node [shape=box]\n";
  std::unordered_map<const Node*, std::size_t> numbers;
  for (const NodePointer& node : topological(of)) {
    const std::size_t number = numbers.emplace(node.get(), numbers.size()).first->second;
    const Variable first(node, 0);
    const std::string name = first.path().empty() ? first.name() : first.path();
    text += "  n" + std::to_string(number) + " [label=\"" + escaped(name.empty() ? node->op->name : name) + "\\n" +
            to_string(first.type()) + "\"";
    if (node->op->role == Role::place) text += ", style=rounded";
    text += "]\n";
    for (const Variable& input : node->inputs)
      text += "  n" + std::to_string(numbers.at(input.node().get())) + " -> n" + std::to_string(number) + "\n";
  }
  return text + "}\n";
}

}  // namespace pellucid::inline v0
