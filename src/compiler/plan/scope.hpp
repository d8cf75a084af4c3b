// Where values are found while a program is written: in buffers, at a step of a sequence, or by computing them on the spot.
#pragma once

#include <functional>
#include <unordered_map>

#include "compiler/plan/canonical.hpp"
#include "compiler/plan/sheet.hpp"

namespace pellucid::inline v0::compiler {

/// A buffer, or a part of it: at fixed leading indices (the step of a loop), from some position of the other axes on (a part of a whole).
struct Home {
  int buffer = -1;
  loop::Expressions prefix = {};
  Dims start = {};  // empty: from the first on
  bool is_whole() const { return prefix.empty() && start.empty(); }
  loop::Expressions at(const loop::Expressions& index) const;
  Home at_step(const loop::Expressions& leading) const;  ///< the part at these first indices
  /// The part of this one that begins so far along an axis.
  Home part(std::size_t rank, std::size_t axis, const Dim& offset) const;
};

/// The top of a function, or the inside of a scan.
class Scope {
 public:
  using Element = std::function<loop::Expression(const loop::Expressions& index)>;

  explicit Scope(Sheet& sheet) : sheet_(sheet) {}
  Sheet& sheet() const { return sheet_; }

  void give(const Variable& value, Element element) { elements_.insert_or_assign(value, std::move(element)); }
  void keep(const Variable& value, Home home) { homes_.insert_or_assign(value, std::move(home)); }

  /// The values that were given or kept.
  std::unordered_set<Variable> known() const;
  /// Null when the value is not stored (constants and shared variables are).
  const Home* home(const Variable& value);
  /// The element of a value that is given, kept or a leaf; empty for one that must be computed.
  loop::Expression find(const Variable& value, const loop::Expressions& index);
  /// The element in any case; what is not found is computed from what is.
  loop::Expression element(const Variable& value, const loop::Expressions& index);

 private:
  Sheet& sheet_;
  std::unordered_map<Variable, Element> elements_;
  std::unordered_map<Variable, Home> homes_;
};

/// The elements of one kernel: what is asked for twice at one index is one expression.
class Elements {
 public:
  Elements(Scope& scope, const Variables& members) : scope_(scope), members_(members.begin(), members.end()) {}
  loop::Expression at(const Variable& value, const loop::Expressions& index);

 private:
  struct Key {
    Variable value;
    loop::Expressions index;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };
  Scope& scope_;
  std::unordered_set<Variable> members_;  // computed here though they may have a home
  Canonical canonical_;
  std::unordered_map<Key, loop::Expression, Hash> known_;
};

}  // namespace pellucid::inline v0::compiler
