#include "graph/attributes.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <charconv>
#include <functional>

#include "graph/node.hpp"

namespace pellucid::inline v0 {
namespace {

template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};

std::size_t mix(std::size_t seed, std::size_t value) { return seed ^ (value + 0x9e3779b97f4a7c15 + (seed << 6) + (seed >> 2)); }

// On one line, so that what is printed can be read line by line.
std::string quoted(std::string_view text) {
  std::string safe = "\"";
  for (const char letter : text) {
    if (letter == '\n') {
      safe += "\\n";
      continue;
    }
    if (letter == '"' || letter == '\\') safe += '\\';
    safe += letter;
  }
  safe += '"';
  return safe;
}

std::string text_of(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

}  // namespace

bool same(const AttributeValue& a, const AttributeValue& b) {
  if (a.index() != b.index()) return false;
  return std::visit(Overload{
                        [&](double x) { return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(std::get<double>(b)); },
                        [&](const std::shared_ptr<const Array>& x) { return same_bits(*x, *std::get<std::shared_ptr<const Array>>(b)); },
                        [&](const std::shared_ptr<const Body>& x) { return *x == *std::get<std::shared_ptr<const Body>>(b); },
                        [&](const auto& x) { return x == std::get<std::decay_t<decltype(x)>>(b); },
                    },
                    a);
}

std::size_t hash(const AttributeValue& value) {
  const std::size_t seed = value.index();
  return std::visit(Overload{
                        [&](const Axes& axes) {
                          std::size_t h = seed;
                          for (const std::int64_t axis : axes) h = mix(h, std::hash<std::int64_t>()(axis));
                          return h;
                        },
                        [&](const Dims& dims) {
                          std::size_t h = seed;
                          for (const Dim& dim : dims) h = mix(h, dim.hash());
                          return h;
                        },
                        [&](double x) { return mix(seed, std::hash<std::uint64_t>()(std::bit_cast<std::uint64_t>(x))); },
                        [&](DType dtype) { return mix(seed, static_cast<std::size_t>(dtype)); },
                        [&](const std::shared_ptr<const Array>& array) {
                          const Array dense = array->contiguous();
                          return mix(seed, std::hash<std::string_view>()({static_cast<const char*>(dense.data()), dense.nbytes()}));
                        },
                        [&](const std::shared_ptr<const Body>& body) {
                          std::size_t h = seed;
                          for (const Variable& output : body->outputs()) h = mix(h, output.hash());
                          return h;
                        },
                        [&](const std::shared_ptr<SharedState>& state) { return mix(seed, std::hash<const void*>()(state.get())); },
                        [&](const std::shared_ptr<const Annotation>& note) { return mix(seed, std::hash<const void*>()(note.get())); },
                        [&](const auto& x) { return mix(seed, std::hash<std::decay_t<decltype(x)>>()(x)); },
                    },
                    value);
}

std::string to_string(const AttributeValue& value) {
  return std::visit(Overload{
                        [](bool x) { return std::string(x ? "true" : "false"); },
                        [](std::int64_t x) { return std::to_string(x); },
                        [](double x) { return text_of(x); },
                        [](const std::string& x) { return quoted(x); },
                        [](DType x) { return std::string(name(x)); },
                        [](const Axes& axes) { return to_string(Dims(axes.begin(), axes.end())); },
                        [](const Dims& dims) { return to_string(dims); },
                        [](const std::shared_ptr<const Array>& array) {
                          return array->size() <= 4 ? array->to_string()
                                                    : to_string(Type{array->dtype(), Dims(array->shape().begin(), array->shape().end())});
                        },
                        [](const std::shared_ptr<const Body>& body) { return "{" + std::to_string(body->outputs().size()) + " outputs}"; },
                        [](const std::shared_ptr<SharedState>& state) { return "'" + state->name + "'"; },
                        [](const std::shared_ptr<const Annotation>&) { return std::string("(note)"); },
                    },
                    value);
}

const AttributeValue* Attributes::find(std::string_view name) const {
  for (const Entry& entry : entries_)
    if (entry.first == name) return &entry.second;
  return nullptr;
}

const AttributeValue& Attributes::value(std::string_view name) const {
  const AttributeValue* found = find(name);
  assert(found != nullptr && "an op asks for an attribute that its prepare did not set");
  return *found;
}

void Attributes::set(std::string_view name, AttributeValue value) {
  for (Entry& entry : entries_) {
    if (entry.first != name) continue;
    entry.second = std::move(value);
    return;
  }
  entries_.emplace_back(name, std::move(value));
}

Attributes Attributes::with(std::string_view name, AttributeValue value) const {
  Attributes copy = *this;
  copy.set(name, std::move(value));
  return copy;
}

bool operator==(const Attributes& a, const Attributes& b) {
  return std::ranges::equal(a.entries_, b.entries_,
                            [](const auto& x, const auto& y) { return x.first == y.first && same(x.second, y.second); });
}

std::size_t Attributes::hash() const {
  std::size_t h = 0;
  for (const Entry& entry : entries_) h = mix(mix(h, std::hash<std::string_view>()(entry.first)), pellucid::hash(entry.second));
  return h;
}

}  // namespace pellucid::inline v0
