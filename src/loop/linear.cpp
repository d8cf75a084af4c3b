#include "loop/linear.hpp"

#include <algorithm>
#include <utility>

#include <pellucid/error.hpp>

#include "loop/fold.hpp"

namespace pellucid::inline v0::loop {

namespace {

constexpr int longest = 256;  // indices are short; beyond this an expression is something else and not worth the time

bool same_node(const ExpressionNode& a, const ExpressionNode& b) {
  return a.operation == b.operation && a.dtype == b.dtype && a.arguments.size() == b.arguments.size() && a.integer == b.integer &&
         a.axis == b.axis && a.extent == b.extent && a.buffer == b.buffer && a.reduction == b.reduction && a.axes == b.axes &&
         std::equal(reinterpret_cast<const char*>(&a.real), reinterpret_cast<const char*>(&a.real + 1),
                    reinterpret_cast<const char*>(&b.real));
}

}  // namespace

bool same(const Expression& a, const Expression& b) {
  std::vector<std::pair<const Expression*, const Expression*>> pending = {{&a, &b}};
  for (int steps = 0; !pending.empty(); ++steps) {
    const auto [x, y] = pending.back();
    pending.pop_back();
    if (*x == *y) continue;
    if (steps > longest || !same_node(**x, **y)) return false;
    for (std::size_t i = 0; i < (*x)->arguments.size(); ++i) pending.emplace_back(&(*x)->arguments[i], &(*y)->arguments[i]);
  }
  return true;
}

void Linear::add(const Expression& part, const Dim& coefficient) {
  const auto found = std::ranges::find_if(parts, [&](const Part& known) { return same(known.of, part); });
  if (found == parts.end()) {
    if (coefficient != Dim(0)) parts.push_back({part, coefficient});
    return;
  }
  found->coefficient = found->coefficient + coefficient;
  if (found->coefficient == Dim(0)) parts.erase(found);
}

void Linear::add(const Linear& other, const Dim& factor) {
  for (const Part& part : other.parts) add(part.of, part.coefficient * factor);
  constant = constant + other.constant * factor;
}

std::optional<Linear> find_linear(const Expression& expression) try {
  if (expression->dtype != DType::int64) return std::nullopt;
  Linear linear;
  std::vector<std::pair<const Expression*, Dim>> pending = {{&expression, 1}};
  for (int steps = 0; !pending.empty(); ++steps) {
    if (steps > longest) return std::nullopt;
    const auto [part, factor] = std::move(pending.back());
    pending.pop_back();
    const Expressions& arguments = (*part)->arguments;
    const auto add = [&](std::size_t argument, const Dim& times) { pending.emplace_back(arguments.data() + argument, times); };
    if (const auto known = as_dim(*part)) {
      linear.constant = linear.constant + factor * *known;
      continue;
    }
    switch ((*part)->operation) {
      case Operation::add:
        add(1, factor);
        add(0, factor);
        break;
      case Operation::subtract:
        add(1, Dim(0) - factor);
        add(0, factor);
        break;
      case Operation::negate: add(0, Dim(0) - factor); break;
      case Operation::multiply:
        if (const auto right = as_dim(arguments[1])) add(0, factor * *right);
        else if (const auto left = as_dim(arguments[0])) add(1, factor * *left);
        else linear.add(*part, factor);
        break;
      default: linear.add(*part, factor);
    }
  }
  return linear;
} catch (const ValueError&) {
  return std::nullopt;  // coefficients beyond 64 bits
}

Expression expression_of(const Linear& linear) {
  Expression sum;
  const auto negative = [](const Dim& dim) { return dim.is_known() && dim.value() < 0; };
  for (const Linear::Part& part : linear.parts) {
    if (sum && negative(part.coefficient)) sum = sum - part.of * size(Dim(0) - part.coefficient);
    else if (sum) sum = sum + part.of * size(part.coefficient);
    else sum = part.of * size(part.coefficient);
  }
  const Expression constant = size(linear.constant);
  return sum ? sum + constant : constant;
}

}  // namespace pellucid::inline v0::loop
