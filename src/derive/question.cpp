#include "derive/question.hpp"

#include <algorithm>

#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

void check_floating(std::string_view function, const Target& target, std::string_view role) {
  if (!target.variable) refuse<ValueError>({.where = std::string(function), .what = "'" + std::string(role) + "' is an empty Variable"});
  if (!is_floating(target.variable.dtype()))
    refuse<UndefinedDerivativeError>({.where = std::string(function),
                                      .what = "'" + std::string(role) + "', " + target.to_string() + ", holds no floating numbers",
                                      .expected = "float32 or float64",
                                      .received = std::string(name(target.variable.dtype()))});
}

// What the place says it holds of a scan's inside, or the place's own id when it stands in no graph but a body.
std::optional<std::pair<std::int64_t, Axes>> inside_of(const Variable& variable) {
  if (const auto note = std::dynamic_pointer_cast<const InsideScan>(note_of(variable))) return std::pair{note->inside, note->axes};
  if (is_place(variable)) return std::pair{place_id(variable), Axes{}};
  return std::nullopt;
}

}  // namespace

DerivativeQuestion::DerivativeQuestion(std::string_view function, const Targets& of, const Targets& wrt)
    : function_(function), asked_of_(of), asked_wrt_(wrt), turned_(wrt.size()) {
  for (const Target& target : of) check_floating(function, target, "of");
  for (const Target& target : wrt) check_floating(function, target, "wrt");
  for (const Target& target : of) of_.push_back(target.value());
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    // The scan is made anew with zeros added at the place, which changes the graph under all values found so far: they are carried along.
    Variables all = of_;
    all.insert(all.end(), wrt_.begin(), wrt_.end());
    const auto inside = inside_of(wrt[i].variable);
    const auto perturbed = inside ? perturb_inside(all, inside->first) : std::nullopt;
    if (perturbed) {
      const auto behind_of = perturbed->first.begin() + static_cast<std::ptrdiff_t>(of_.size());
      of_.assign(perturbed->first.begin(), behind_of);
      wrt_.assign(behind_of, perturbed->first.end());
      turned_[i] = inside->second;
    }
    wrt_.push_back(perturbed ? perturbed->second : wrt[i].variable);
  }
}

Variable DerivativeQuestion::part_asked(const Variable& derivative, std::size_t i, std::size_t behind) const {
  // Axes of the derivative: `before` ones of what is differentiated, `rank` ones of wrt number i, and `behind`.
  Variable result = derivative;
  const std::size_t rank = wrt_[i].rank(), before = derivative.rank() - behind - rank;
  if (turned_[i] && !turned_[i]->empty()) {
    Axes axes = axes_from(0, derivative.rank());
    for (std::size_t k = 0; k < rank; ++k) axes[before + k] = static_cast<std::int64_t>(before) + (*turned_[i])[k];
    result = transpose_to(result, axes);
  }
  if (!asked_wrt_[i].selection) return result;
  std::vector<Selection::Item> items(before, Slice{});
  const auto& part = asked_wrt_[i].selection->items();
  items.insert(items.end(), part.begin(), part.end());
  const bool open = std::ranges::any_of(items, [](const auto& item) { return std::holds_alternative<Ellipsis>(item); });
  if (open) items.insert(items.end(), behind, Slice{});
  else items.emplace_back(Ellipsis{});
  return result.select(Selection(std::move(items)));
}

Variable DerivativeQuestion::as_asked_of_example(const Variable& derivative, std::size_t i) const {
  const auto& part = asked_wrt_[i].selection;
  const bool whole_batch =
      !part || part->items().empty() || part->items()[0] == Selection::Item(Slice{}) || std::holds_alternative<Ellipsis>(part->items()[0]);
  if (!whole_batch)
    refuse<ValueError>({.where = std::string(function_),
                        .what = "'" + asked_wrt_[i].to_string() + "' selects among the examples",
                        .expected = "all examples: a selection that begins with ':'",
                        .received = part->to_string(),
                        .hint = "Select from the result instead."});
  return part_asked(derivative, i, 0);  // a whole axis before those left: the ':' of the examples is that of the axis before
}

Variable DerivativeQuestion::as_asked_twice(const Variable& derivative, std::size_t i) const {
  const std::size_t rank = wrt_[i].rank();
  return part_asked(part_asked(derivative, i, rank), i, 0);
}

Variable DerivativeQuestion::as_inside(const Variable& tangent, std::size_t i) const {
  // as_asked is linear: its transpose is its pullback.
  const Variable whole = place(zeros(wrt_[i].type()), "whole");
  const Flows back = GraphDifferentiator().pullback({as_asked(whole, i)}, {whole}, {tangent});
  return *back[0];
}

Type DerivativeQuestion::asked_type(std::size_t i) const { return as_asked(wrt_[i], i).type(); }

}  // namespace pellucid::inline v0
