#include "graph/requirements.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0 {
namespace {

using Solved = std::map<std::string, Dim, std::less<>>;

// Behind what brings an operand into the shape and dtype of others: what the user wrote.
Variable as_written(Variable operand) {
  constexpr std::array<std::string_view, 4> between = {"ensure_shape", "broadcast", "reshape", "cast"};
  while (std::ranges::find(between, op_of(operand).name) != between.end()) operand = Variable(operand.node()->inputs[0]);
  const Variable inside = skip_places(operand);
  return op_of(inside).role == Role::input ? inside : operand;
}

std::string meeting_at(const NodePointer& node) {
  std::string text(node->op->name);
  text += "(";
  for (const Variable& input : node->inputs) {
    const std::string line = as_written(input).to_string();
    text += (text.back() == '(' ? "" : ", ") + line.substr(0, line.find(' '));
  }
  return text + ")";
}

bool has_all(const Bindings& bindings, const Dim& extent) {
  return std::ranges::all_of(extent.unknowns(), [&](const std::string& name) { return bindings.contains(name); });
}

// "axis 0 of input 'x'"; empty for an unknown that is the whole extent of no axis.
std::string axis_of(const std::string& unknown, const Variables& inputs) {
  for (const Variable& input : inputs)
    for (std::size_t axis = 0; axis < input.rank(); ++axis)
      if (input.dims()[axis] == Dim::named(unknown))
        return "axis " + std::to_string(axis) + " of input '" + (input.name().empty() ? input.to_string() : input.name()) + "'";
  return "";
}

// "axis 0 of input 'x'", or "2*n + 1 (n is axis 0 of input 'x')".
std::string described(const Dim& extent, const Variables& inputs) {
  if (extent.is_unknown())
    if (std::string axis = axis_of(extent.to_string(), inputs); !axis.empty()) return axis;
  std::string origins;
  for (const std::string& unknown : extent.unknowns())
    if (const std::string axis = axis_of(unknown, inputs); !axis.empty())
      origins += (origins.empty() ? "" : ", ") + unknown + " is " + axis;
  return extent.to_string() + (origins.empty() ? "" : " (" + origins + ")");
}

// What the unknown is where the sum is 0; nothing where it does not stand by itself, or is not whole.
std::optional<Dim> root(const Dim& sum, const std::string& unknown) {
  const std::vector<Dim::Summand> summands = sum.summands();
  const auto is_it = [&](const Dim::Summand& summand) { return summand.factors.size() == 1 && summand.factors[0].name == unknown; };
  const auto own = std::ranges::find_if(summands, is_it);
  if (own == summands.end()) return std::nullopt;
  Dim value = 0;
  for (const Dim::Summand& summand : summands) {
    if (is_it(summand)) continue;
    if (summand.coefficient % own->coefficient != 0) return std::nullopt;
    Dim product = -(summand.coefficient / own->coefficient);
    for (const Dim::Factor& factor : summand.factors)
      product = product * (factor.name.empty() ? floor_divide(factor.numerator, factor.denominator) : Dim::named(factor.name));
    value = value + product;
  }
  const std::vector<std::string> others = value.unknowns();
  return std::ranges::find(others, unknown) == others.end() ? std::optional(value) : std::nullopt;
}

}  // namespace

Requirements::Requirements(const Variables& values, const std::unordered_set<Variable>& stop) { add(values, stop); }

void Requirements::add(const Variables& values, const std::unordered_set<Variable>& stop) {
  const std::vector<NodePointer> order = topological(values, stop);
  std::unordered_map<const Node*, NodePointer> users;
  for (const NodePointer& node : order)
    for (const Variable& input : node->inputs) users.try_emplace(input.node().get(), node);
  for (const NodePointer& node : order) {
    for (const auto& [name, value] : node->attributes.entries())
      if (const auto* body = std::get_if<std::shared_ptr<const Body>>(&value)) add((*body)->outputs(), {});
    if (node->op->equal_extents == nullptr) continue;
    const auto user = users.find(node.get());
    for (auto& [wanted, come] : node->op->equal_extents(Apply(node))) {
      const auto is_same = [&, &wanted = wanted, &come = come](const Requirement& other) {
        return (other.wanted == wanted && other.come == come) || (other.wanted == come && other.come == wanted);
      };
      if (std::ranges::any_of(all_, is_same)) continue;
      const bool is_a_check = node->op->elementwise && user != users.end();
      all_.push_back({wanted, come, meeting_at(is_a_check ? user->second : node)});
    }
  }
}

Solved Requirements::solve(const Variables& inputs) const {
  std::unordered_set<std::string> brought;
  for (const Variable& input : inputs)
    for (const Dim& extent : input.dims())
      for (std::string& name : extent.unknowns()) brought.insert(std::move(name));
  Solved solved;
  for (const Requirement& requirement : all_) {
    const Dim wanted = requirement.wanted.substitute(solved), come = requirement.come.substitute(solved);
    if (wanted == come) continue;
    // Unknowns that no input brings go first, then those of what came to meet.
    std::vector<std::string> candidates;
    for (const bool is_brought : {false, true})
      for (const Dim* extent : {&come, &wanted})
        for (const std::string& name : extent->unknowns())
          if (brought.contains(name) == is_brought) candidates.push_back(name);
    for (const std::string& name : candidates) {
      const std::optional<Dim> value = root(come - wanted, name);
      if (!value) continue;
      for (auto& [known, extent] : solved) extent = extent.substitute({{name, *value}});
      solved.emplace(name, *value);
      break;
    }
  }
  return solved;
}

void Requirements::check(const Bindings& bindings, const Variables& inputs, const std::string& where) const {
  for (const auto& [wanted, come, meeting] : all_) {
    if (!has_all(bindings, wanted) || !has_all(bindings, come)) continue;
    const std::int64_t right = wanted.evaluate(bindings), received = come.evaluate(bindings);
    if (right == received) continue;
    const std::string both = wanted.is_known() ? "" : " and " + std::to_string(right);
    refuse<ShapeError>({.where = where,
                        .what = "extents that meet in " + meeting + " differ",
                        .expected = described(come, inputs) + " equal to " + described(wanted, inputs),
                        .received = std::to_string(received) + both,
                        .hint = right == 1 || received == 1
                                    ? "An extent that is not known beforehand is never stretched: declare the input with the extent 1 "
                                      "there, or reshape the value to it."
                                    : ""});
  }
}

void bind_solved(const Solved& solved, Bindings& bindings) {
  for (const auto& [name, extent] : solved)
    if (has_all(bindings, extent)) bindings.try_emplace(name, extent.evaluate(bindings));
}

}  // namespace pellucid::inline v0
