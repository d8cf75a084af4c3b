#include "compiler/rewrite/rewrite.hpp"

#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "graph/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

// The rules of some tables by the op that they look for.
class Index {
 public:
  explicit Index(std::span<const Table* const> tables) {
    for (const Table* table : tables)
      for (const Rule& rule : table->rules)
        for (std::size_t i = 0; i < rule.heads.size(); ++i)
          if (i == 0 || rule.heads[i] != nullptr) by_head_[rule.heads[i]].push_back(&rule);
  }

  // Those that may match: first those that look for the op, then those for any.
  auto of(const Op* op) const { return std::array{rules(op), rules(nullptr)}; }

 private:
  std::span<const Rule* const> rules(const Op* head) const {
    const auto found = by_head_.find(head);
    return found != by_head_.end() ? found->second : std::span<const Rule* const>();
  }

  std::unordered_map<const Op*, std::vector<const Rule*>> by_head_;
};

std::shared_ptr<const Body> body_of(const NodePointer& node) {
  return node->op->role == Role::scan ? attribute<std::shared_ptr<const Body>>(node, "body") : nullptr;
}

class Rewriter {
 public:
  explicit Rewriter(std::span<const Table* const> tables) : index_(tables) {}

  Variables run(const Variables& values) {
    may_fire_ += per_node * topological(values).size();
    for (const Variable& value : values) settle(value.node());
    Variables results;
    for (const Variable& value : values) results.push_back(settled(value));
    return results;
  }
  RewriteReport report() { return std::move(report_); }

 private:
  // A node on its way: what it depends on is settled first, then what it became.
  struct Entry {
    bool is_open = false, is_done = false;
    Variables becomes;
  };
  static constexpr std::size_t per_node = 16;  // firings; far more than honest rules need

  void settle(const NodePointer& root) {
    path_.push_back(root);
    while (!path_.empty()) {
      const NodePointer node = path_.back();
      Entry& entry = entries_[node];
      if (!advance(node, entry)) continue;
      entry.is_done = true;
      path_.pop_back();
    }
  }

  // False when something else is to be settled before.
  bool advance(const NodePointer& node, Entry& entry) {
    if (entry.becomes.empty()) {
      const std::shared_ptr<const Body> body = body_of(node);
      if (!entry.is_open && body) may_fire_ += per_node * topological(body->outputs()).size();
      entry.is_open = true;
      const bool waits_for_inputs = is_waiting(node->inputs), waits_for_body = body && is_waiting(body->outputs());
      if (waits_for_inputs || waits_for_body) return false;
      const NodePointer again = renewed(node, body);
      entry.becomes = again == node ? rewritten(node) : Apply(again).outputs();
      if (entry.becomes.front().node() == node) return true;
    }
    if (is_waiting(entry.becomes)) return false;
    for (Variable& value : entry.becomes) value = settled(value);
    return true;
  }

  bool is_waiting(const Variables& values) {
    const std::size_t before = path_.size();
    for (const Variable& value : values) {
      const Entry& entry = entries_[value.node()];
      if (entry.is_done) continue;
      if (entry.is_open) report_.is_exhausted = true;  // it became itself in the end: left as it is
      else path_.push_back(value.node());
    }
    return path_.size() > before;
  }

  Variable settled(const Variable& value) const {
    const Entry& entry = entries_.at(value.node());
    return entry.is_done ? entry.becomes[value.index()] : value;
  }

  NodePointer renewed(const NodePointer& node, const std::shared_ptr<const Body>& body) const {
    const auto all_settled = [&](const Variables& values) {
      Variables now;
      for (const Variable& value : values) now.push_back(settled(value));
      return now;
    };
    if (body) {
      const Body changed(body->inputs(), all_settled(body->outputs()));
      if (!(changed == *body))
        return intern(*node->op, all_settled(node->inputs), node->attributes.with("body", std::make_shared<const Body>(changed)));
    }
    return rebuild(node, all_settled(node->inputs));
  }

  Variables rewritten(const NodePointer& node) {
    for (const auto& rules : index_.of(node->op))
      for (const Rule* rule : rules) {
        Variables outputs = rule->rewrite(node, node->inputs).outputs;
        if (outputs.empty()) continue;
        if (may_fire_ == 0) {
          report_.is_exhausted = true;
          return Apply(node).outputs();
        }
        --may_fire_;
        ++report_.fired[rule->name];
        assert(std::ranges::equal(outputs, node->types, {}, &Variable::type) && "a rule changes a type");
        return outputs;
      }
    return Apply(node).outputs();
  }

  const Index index_;
  std::unordered_map<NodePointer, Entry> entries_;
  std::vector<NodePointer> path_;
  std::size_t may_fire_ = 100;
  RewriteReport report_;
};

}  // namespace

RewriteReport rewrite(Variables& values, std::span<const Table* const> tables) {
  Rewriter rewriter(tables);
  values = rewriter.run(values);
  return rewriter.report();
}

}  // namespace pellucid::inline v0::compiler
