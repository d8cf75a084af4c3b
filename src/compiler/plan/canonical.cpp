#include "compiler/plan/canonical.hpp"

#include <bit>
#include <utility>

#include "loop/rebuild.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0::compiler {

using loop::Expression;
using loop::ExpressionNode;
using loop::Expressions;
using loop::Operation;

std::size_t Canonical::Hash::operator()(const Expression& expression) const {
  const ExpressionNode& node = *expression;
  std::size_t hash = static_cast<std::size_t>(node.operation) * 64 + static_cast<std::size_t>(node.dtype);
  const auto mix = [&](std::size_t value) { hash = (hash ^ value) * 0x9e3779b97f4a7c15 + (hash >> 31); };
  mix(std::bit_cast<std::uint64_t>(node.real));
  mix(static_cast<std::size_t>(node.integer));
  mix(static_cast<std::size_t>(node.axis.id));
  mix(static_cast<std::size_t>(node.buffer));
  for (const Expression& argument : node.arguments) mix(std::bit_cast<std::uintptr_t>(argument.get()));
  return hash;
}

bool Canonical::Alike::operator()(const Expression& a, const Expression& b) const {
  if (a == b) return true;
  return a->operation != Operation::reduce && a->operation == b->operation && a->dtype == b->dtype && a->arguments == b->arguments &&
         std::bit_cast<std::uint64_t>(a->real) == std::bit_cast<std::uint64_t>(b->real) && a->integer == b->integer && a->axis == b->axis &&
         a->buffer == b->buffer && a->extent == b->extent;
}

Expression Canonical::of(const Expression& expression) {
  const auto is_new = [&](const ExpressionNode& node) { return !known_.contains(&node); };
  for (const Expression* part : loop::parts_in_order(expression, is_new, [](const ExpressionNode&) { return true; })) {
    Expressions arguments;
    bool same = true;
    for (const Expression& argument : (*part)->arguments) {
      arguments.push_back(known_.at(argument.get()));
      same = same && arguments.back() == argument;
    }
    const Expression again = same ? *part : loop::with_arguments(**part, std::move(arguments));
    const Expression& first = *table_.insert(again).first;
    known_.emplace(part->get(), first);
    known_.emplace(first.get(), first);
    held_.push_back(*part);
  }
  return known_.at(expression.get());
}

Expressions Canonical::of(const Expressions& expressions) {
  Expressions canonical;
  canonical.reserve(expressions.size());
  for (const Expression& expression : expressions) canonical.push_back(of(expression));
  return canonical;
}

}  // namespace pellucid::inline v0::compiler
