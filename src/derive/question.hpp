// A question about derivatives, brought into a form that the walks take: every value differentiated by stands in the graph of those that are
// differentiated, and every selection is a part of the graph.
#pragma once

#include <optional>

#include <pellucid/derive.hpp>

#include "derive/differentiator.hpp"

namespace pellucid::inline v0 {

class DerivativeQuestion {
 public:
  DerivativeQuestion(std::string_view function, const Targets& of, const Targets& wrt);

  std::string_view function() const { return function_; }
  const Variables& of() const { return of_; }
  const Variables& wrt() const { return wrt_; }  // stand in the graph of `of`; of the whole values
  bool is_inside_scan(std::size_t i) const { return turned_[i].has_value(); }

  /// From a derivative by wrt()[i], whose last axes are those of it, to what was asked: axes as of the outside value, the selected part.
  Variable as_asked(const Variable& derivative, std::size_t i) const { return part_asked(derivative, i, 0); }
  /// The same where the axis of examples is not among the last axes, but the first of the whole.
  Variable as_asked_of_example(const Variable& derivative, std::size_t i) const;
  /// The same for second derivatives: [wrt..., wrt...].
  Variable as_asked_twice(const Variable& derivative, std::size_t i) const;
  /// From a tangent of the asked value to one of wrt()[i]: the transpose of the former.
  Variable as_inside(const Variable& tangent, std::size_t i) const;
  /// The type of what was asked of wrt number i.
  Type asked_type(std::size_t i) const;

  /// What is answered where nothing flows: zeros where a path leads through something constant or where zero is asked for; refuses otherwise.
  Variable without_flow(std::size_t i, std::size_t of, const Type& type, IfDisconnected otherwise) const;

 private:
  // The axes of wrt number i stand before the last `behind`.
  Variable part_asked(const Variable& derivative, std::size_t i, std::size_t behind) const;

  std::string_view function_;
  Targets asked_of_, asked_wrt_;
  Variables of_, wrt_;
  std::vector<std::optional<Axes>> turned_;  // of values inside scans: the axes with which they are collected, or none where they are not
};

/// `outputs` with `zeros` (returned second) added to the place of that id wherever it stands inside a scan's body: [length, ...] in front of its
/// own axes for each loop around it. Nothing when no such place is there.
std::optional<std::pair<Variables, Variable>> perturb_inside(const Variables& outputs, std::int64_t place);

}  // namespace pellucid::inline v0
