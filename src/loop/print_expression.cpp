#include "loop/print_expression.hpp"

#include <algorithm>
#include <utility>

#include "loop/operation.hpp"
#include "loop/print_number.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0::loop {

// What is still to be written: a part, text, or the end of a reduction's body. Written from the back of a list, without recursion.
struct ExpressionPrinter::Item {
  const Expression* part = nullptr;
  int tightness = loosest;  // of what stands around the part: looser ones are put in parentheses
  std::string text;
  bool leaves_reduction = false;
};

namespace {

constexpr int longest_repeated = 3, longest_repeated_index = 12;  // nodes of a shared part that is written out each time all the same

// Nodes as they would be written out, up to what matters.
std::unordered_map<const ExpressionNode*, int> lengths(const std::vector<const Expression*>& order) {
  std::unordered_map<const ExpressionNode*, int> lengths;
  for (const Expression* part : order) {
    int length = 1;
    for (const Expression& argument : (*part)->arguments)
      length = std::min(length + lengths.at(argument.get()), longest_repeated_index + 1);
    lengths.emplace(part->get(), length);
  }
  return lengths;
}

// x + -1, as the builders write differences, reads as x - 1.
bool adds_negative(const ExpressionNode& node) {
  return node.operation == Operation::add && node.arguments[1]->operation == Operation::constant && is_integer(node.dtype) &&
         is_signed(node.dtype) && node.arguments[1]->integer < 0;
}

std::string reduction_name(const ExpressionNode& node) {
  if (node.dtype != DType::boolean) return std::string(spelling(node.reduction));
  return node.reduction == Reduction::minimum ? "all" : "any";
}

}  // namespace

std::string ExpressionPrinter::name_of(const Axis& axis) {
  if (const auto found = axes_.find(axis.id); found != axes_.end()) return found->second;
  const std::string wanted = axis.name.empty() ? "axis" : axis.name;
  const auto taken = [&](const std::string& text) {
    return std::ranges::any_of(axes_, [&](const auto& known) { return known.second == text; });
  };
  std::string text = wanted;
  for (int number = 1; taken(text); ++number) text = wanted + "_" + std::to_string(number);
  axes_.emplace(axis.id, text);
  return text;
}

std::string ExpressionPrinter::name_of(int buffer) const {
  const bool known = buffer >= 0 && static_cast<std::size_t>(buffer) < buffers_.size();
  return known ? buffers_[static_cast<std::size_t>(buffer)].name : "buffer" + std::to_string(buffer);
}

std::string ExpressionPrinter::element(int buffer, const Expressions& index) {
  std::string text = name_of(buffer) + "[";
  for (std::size_t i = 0; i < index.size(); ++i) text += (i > 0 ? ", " : "") + text_of(index[i]);
  return text + "]";
}

std::vector<std::string> ExpressionPrinter::name_shared_parts(const Expressions& expressions) {
  ExpressionNode all;  // one root for all of them
  all.arguments = expressions;
  const Expression root(std::make_shared<const ExpressionNode>(all));
  std::vector<const Expression*> order = parts_in_order(root);
  order.pop_back();
  std::unordered_map<const ExpressionNode*, int> uses;
  std::vector<std::uint64_t> bound;  // by reductions
  for (const Expression* part : order) {
    for (const Axis& axis : (*part)->axes) bound.push_back(axis.id);
    for (const Expression& argument : (*part)->arguments) ++uses[argument.get()];
  }
  for (const Expression& expression : expressions) ++uses[expression.get()];
  const auto length = lengths(order);
  const auto inside = [&](const ExpressionNode& node) {
    return std::ranges::any_of(*node.free, [&](auto id) { return std::ranges::find(bound, id) != bound.end(); });
  };
  for (const Expression* part : order) {
    const int longest = (*part)->dtype == DType::int64 ? longest_repeated_index : longest_repeated;
    if (uses[part->get()] > 1 && length.at(part->get()) > longest) shared_.emplace(part->get(), !inside(**part));
  }
  std::vector<std::string> lines;
  for (const Expression* part : order) {
    const auto found = shared_.find(part->get());
    if (found == shared_.end() || !found->second) continue;
    const std::string text = text_of(*part);
    const std::string name = "%" + std::to_string(count_++);
    names_.emplace(part->get(), name);
    lines.push_back(name + " = " + text);
  }
  return lines;
}

std::string ExpressionPrinter::text_of(const Expression& expression) {
  std::string text;
  std::vector<Item> items = {{&expression, loosest, "", false}};
  std::vector<std::pair<const ExpressionNode*, int>> local;  // parts named inside of reductions: their names end with the body
  while (!items.empty()) {
    const Item item = std::move(items.back());
    items.pop_back();
    text += item.text;
    if (item.leaves_reduction) {
      --reductions_;
      while (!local.empty() && local.back().second > reductions_) {
        names_.erase(local.back().first);
        local.pop_back();
      }
    }
    if (item.part == nullptr) continue;
    const ExpressionNode* node = item.part->get();
    if (const auto known = names_.find(node); known != names_.end()) {
      text += known->second;
      continue;
    }
    const std::size_t first = items.size();
    const auto shared = shared_.find(node);
    if (shared != shared_.end() && !shared->second && reductions_ > 0) {
      const std::string name = "%" + std::to_string(count_++);
      items.push_back({nullptr, 0, "(" + name + " := ", false});
      write_node(*node, loosest, items);
      items.push_back({nullptr, 0, ")", false});
      names_.emplace(node, name);
      local.emplace_back(node, reductions_);
    } else {
      write_node(*node, item.tightness, items);
    }
    if (node->operation == Operation::reduce) ++reductions_;
    std::reverse(items.begin() + static_cast<std::ptrdiff_t>(first), items.end());
  }
  return text;
}

// Appends how the node is written, in reading order.
void ExpressionPrinter::write_node(const ExpressionNode& node, int tightness, std::vector<Item>& items) {
  const auto say = [&](std::string text) { items.push_back({nullptr, 0, std::move(text), false}); };
  const auto part = [&](std::size_t argument, int around) { items.push_back({&node.arguments[argument], around, "", false}); };
  const auto list = [&](const std::string& open, const std::string& close) {
    say(open);
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
      if (i > 0) say(", ");
      part(i, loosest);
    }
    say(close);
  };
  const auto in_parentheses = [&](int own, const auto& write) {
    if (own < tightness) say("(");
    write();
    if (own < tightness) say(")");
  };
  switch (node.operation) {
    case Operation::constant: return in_parentheses(tightness_of_leaf(node), [&] { say(constant_text(node)); });
    case Operation::size: return in_parentheses(tightness_of_leaf(node), [&] { say(node.extent.to_string()); });
    case Operation::index: return say(name_of(node.axis));
    case Operation::load: return list(name_of(node.buffer) + "[", "]");
    case Operation::cast: return list(std::string(name(node.dtype)) + "(", ")");
    case Operation::philox: return list("philox(", ")[" + std::to_string(node.integer) + "]");
    case Operation::negate:
    case Operation::logical_not:
      return in_parentheses(prefix, [&] {
        say(node.operation == Operation::negate ? "-" : "!");
        part(0, atom);
      });
    case Operation::reduce: {
      std::string axes;
      for (const Axis& axis : node.axes) axes += (axes.empty() ? "" : ", ") + name_of(axis) + " < " + axis.extent.to_string();
      say(reduction_name(node) + "(" + axes + ": ");
      part(0, loosest);
      items.push_back({nullptr, 0, ")", true});
      return;
    }
    default: break;
  }
  if (adds_negative(node)) {
    return in_parentheses(additive, [&] {
      part(0, additive);
      say(" - " + constant_text(*node.arguments[1]).substr(1));
    });
  }
  const Infix between = infix(node.operation);
  if (between.text.empty()) return list(std::string(spelling(node.operation)) + "(", ")");
  in_parentheses(between.tightness, [&] {
    part(0, between.tightness);
    say(std::string(between.text));
    part(1, between.tightness + 1);
  });
}

std::string print(const Expression& expression, const std::vector<Buffer>& buffers) {
  ExpressionPrinter printer(buffers);
  std::string text;
  for (const std::string& line : printer.name_shared_parts({expression})) text += line + "\n";
  return text + printer.text_of(expression);
}

}  // namespace pellucid::inline v0::loop
