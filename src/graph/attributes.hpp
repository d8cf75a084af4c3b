// The attributes of a node: one list that feeds equality, hash, printing and saving.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

struct SharedState;

/// What a room further down notes on a place (which layer call made it); the graph only carries it along.
struct Annotation {
  virtual ~Annotation() = default;
};

using Axes = std::vector<std::int64_t>;

using AttributeValue = std::variant<bool, std::int64_t, double, std::string, DType, Axes, Dims, std::shared_ptr<const Array>,
                                    std::shared_ptr<const Body>, std::shared_ptr<SharedState>, std::shared_ptr<const Annotation>>;

/// Doubles and arrays compare by their bits (0.0 is not -0.0, a NaN is itself); bodies by their graphs; states and annotations by identity.
bool same(const AttributeValue& a, const AttributeValue& b);
std::size_t hash(const AttributeValue& value);
std::string to_string(const AttributeValue& value);

/// Names with values, in the order of the op. Names are string literals of the op's file.
class Attributes {
 public:
  using Entry = std::pair<std::string_view, AttributeValue>;
  Attributes() = default;
  Attributes(std::initializer_list<Entry> entries) : entries_(entries) {}

  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// Asserts that it is there with that type.
  template <class T>
  const T& get(std::string_view name) const {
    return std::get<T>(value(name));
  }
  const AttributeValue& value(std::string_view name) const;
  void set(std::string_view name, AttributeValue value);
  Attributes with(std::string_view name, AttributeValue value) const;  ///< a copy with one changed or added
  const std::vector<Entry>& entries() const { return entries_; }

  friend bool operator==(const Attributes& a, const Attributes& b);
  std::size_t hash() const;

 private:
  const AttributeValue* find(std::string_view name) const;
  std::vector<Entry> entries_;
};

}  // namespace pellucid::inline v0
