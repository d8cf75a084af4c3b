// A map from names to values that keeps the order in which they were added.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <pellucid/export.hpp>
#include <pellucid/name.hpp>

namespace pellucid::inline v0 {

namespace detail {
struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
};
[[noreturn]] PELLUCID_API void refuse_unknown_name(std::string_view name, const std::vector<std::string>& known);
[[noreturn]] PELLUCID_API void refuse_second_name(std::string_view name);
}  // namespace detail

/// Names with values, in the order in which they were added: `for (const auto& [path, value] : answers)`, `answers["lstm/forget_gate"]`.
template <class T>
class OrderedMap {
 public:
  using Entry = std::pair<std::string, T>;
  using const_iterator = typename std::vector<Entry>::const_iterator;

  OrderedMap() = default;
  OrderedMap(std::initializer_list<Entry> entries) {
    for (const Entry& entry : entries) insert(entry.first, entry.second);
  }

  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }
  const_iterator begin() const { return entries_.begin(); }
  const_iterator end() const { return entries_.end(); }
  bool contains(NameView name) const { return find(name) != nullptr; }

  /// Null when there is no such name.
  const T* find(NameView name) const {
    const auto found = positions_.find(std::string_view(name));
    return found == positions_.end() ? nullptr : &entries_[found->second].second;
  }
  T* find(NameView name) { return const_cast<T*>(std::as_const(*this).find(name)); }

  /// Throws NameError with the nearest names; never adds.
  const T& operator[](NameView name) const {
    if (const T* value = find(name)) return *value;
    detail::refuse_unknown_name(name, names());
  }
  T& operator[](NameView name) { return const_cast<T&>(std::as_const(*this)[name]); }

  /// Adds at the end. Throws NameError when the name is already there.
  void insert(std::string name, T value) {
    if (contains(name)) detail::refuse_second_name(name);
    entries_.emplace_back(std::move(name), std::move(value));
    positions_.emplace(entries_.back().first, entries_.size() - 1);
  }

  /// Replaces the value of that name, or adds at the end.
  void insert_or_assign(std::string name, T value) {
    if (T* old = find(name)) *old = std::move(value);
    else insert(std::move(name), std::move(value));
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    names.reserve(size());
    for (const Entry& entry : entries_) names.push_back(entry.first);
    return names;
  }

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t, detail::NameHash, std::equal_to<>> positions_;
};

}  // namespace pellucid::inline v0
