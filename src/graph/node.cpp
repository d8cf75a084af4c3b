// The table of nodes: process-wide, in shards, weak. A node that nobody holds leaves it.
#include "graph/node.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <unordered_map>

namespace pellucid::inline v0 {
namespace {

struct Shard {
  std::mutex guard;
  std::unordered_multimap<std::size_t, std::pair<const Node*, std::weak_ptr<const Node>>> nodes;
};

constexpr std::size_t shard_count = 64;

// Never destroyed: nodes may die after static objects do.
std::array<Shard, shard_count>& shards() {
  static auto* table = new std::array<Shard, shard_count>();  // NOLINT(cppcoreguidelines-owning-memory)
  return *table;
}

Shard& shard_of(std::size_t hash) { return shards()[(hash >> 7) % shard_count]; }

std::size_t hash_of(const Op& op, const Variables& inputs, const Attributes& attributes) {
  std::size_t hash = std::hash<const void*>()(&op) ^ (attributes.hash() * 0x9e3779b97f4a7c15);
  for (const Variable& input : inputs) hash = (hash ^ input.hash()) * 0x100000001b3 + (hash >> 29);
  return hash;
}

// Looks with the shard locked. What was held for a moment goes to `held`: letting the last handle of a node go would lock the shard again.
NodePointer find_in(Shard& shard, std::size_t hash, const Op& op, const Variables& inputs, const Attributes& attributes,
                    std::vector<NodePointer>& held) {
  const auto [first, last] = shard.nodes.equal_range(hash);
  for (auto entry = first; entry != last; ++entry) {
    NodePointer node = entry->second.second.lock();
    if (!node) continue;
    if (node->op == &op && node->inputs == inputs && node->attributes == attributes) return node;
    held.push_back(std::move(node));
  }
  return nullptr;
}

}  // namespace

Node::~Node() {
  if (hash != 0) {
    Shard& shard = shard_of(hash);
    const std::scoped_lock lock(shard.guard);
    const auto [first, last] = shard.nodes.equal_range(hash);
    for (auto entry = first; entry != last; ++entry) {
      if (entry->second.first != this) continue;
      shard.nodes.erase(entry);
      break;
    }
  }
  // The first node to die on this thread takes the others with it in a loop.
  thread_local Variables* dying = nullptr;
  if (dying != nullptr) {
    std::ranges::move(inputs, std::back_inserter(*dying));
    inputs.clear();
    return;
  }
  Variables doomed = std::move(inputs);
  dying = &doomed;
  while (!doomed.empty()) {
    const Variable next = std::move(doomed.back());
    doomed.pop_back();
  }
  dying = nullptr;
}

NodePointer intern(const Op& op, Variables inputs, Attributes attributes) {
  const std::size_t hash = hash_of(op, inputs, attributes) | 1;  // 0 says: not in the table
  Shard& shard = shard_of(hash);
  std::vector<NodePointer> held;  // let go after the locks below
  {
    const std::scoped_lock lock(shard.guard);
    if (NodePointer found = find_in(shard, hash, op, inputs, attributes, held)) return found;
  }
  auto node = std::make_shared<Node>();
  node->types = op.infer(op, inputs, attributes);  // may refuse; nothing is changed yet
  node->op = &op;
  node->inputs = std::move(inputs);
  node->attributes = std::move(attributes);
  const std::scoped_lock lock(shard.guard);
  if (NodePointer winner = find_in(shard, hash, op, node->inputs, node->attributes, held)) return winner;  // another thread was quicker
  node->hash = hash;
  shard.nodes.emplace(hash, std::pair{node.get(), std::weak_ptr<const Node>(node)});
  return node;
}

std::size_t live_nodes() {
  std::size_t count = 0;
  for (Shard& shard : shards()) {
    const std::scoped_lock lock(shard.guard);
    count += shard.nodes.size();
  }
  return count;
}

std::int64_t new_id() {
  static std::atomic<std::int64_t> last{0};
  return ++last;
}

NodePointer rebuild(const NodePointer& of, Variables inputs) {
  if (inputs == of->inputs) return of;
  return intern(*of->op, std::move(inputs), of->attributes);
}

Variable rebuild(const Variable& of, Variables inputs) { return {rebuild(of.node(), std::move(inputs)), of.index()}; }

bool is_leaf(const Variable& variable) {
  const Role role = op_of(variable).role;
  return role != Role::ordinary && role != Role::place && role != Role::scan;
}

Variable skip_places(Variable variable) {
  while (is_place(variable)) variable = Variable(variable.node()->inputs[0]);  // a copy first: the place may die, and its inputs with it
  return variable;
}

}  // namespace pellucid::inline v0
