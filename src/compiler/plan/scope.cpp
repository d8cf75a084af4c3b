#include "compiler/plan/scope.hpp"

namespace pellucid::inline v0::compiler {

using loop::Expression;
using loop::Expressions;

namespace {

constexpr int no_buffer = -1;

// A number in the code, for what has one element.
Expression number(const Variable& leaf) {
  const Attributes& attributes = leaf.node()->attributes;
  if (op_of(leaf).role == Role::literal) return loop::constant(attributes.get<double>("value"), leaf.dtype());
  if (op_of(leaf).role != Role::constant || !leaf.dims().empty()) return {};
  const Array& value = *attributes.get<std::shared_ptr<const Array>>("value");
  if (leaf.dtype() == DType::int64 || leaf.dtype() == DType::uint64) return {};  // not every one is a double
  return loop::constant(value.item<double>(), leaf.dtype());
}

class FusedInputs : public Source {
 public:
  FusedInputs(Elements& elements, const Variables& inputs) : elements_(elements), inputs_(inputs) {}
  Expression at(std::size_t input, const Expressions& index) const override { return elements_.at(inputs_[input], index); }

 private:
  Elements& elements_;
  const Variables& inputs_;
};

}  // namespace

Expressions Home::at(const Expressions& index) const {
  Expressions all = prefix;
  for (std::size_t i = 0; i < index.size(); ++i) all.push_back(start.empty() ? index[i] : index[i] + loop::size(start[i]));
  return all;
}

Home Home::at_step(const Expressions& leading) const {
  Home part{.buffer = buffer, .prefix = prefix};
  for (std::size_t i = 0; i < leading.size(); ++i) part.prefix.push_back(start.empty() ? leading[i] : leading[i] + loop::size(start[i]));
  if (!start.empty()) part.start.assign(start.begin() + static_cast<std::ptrdiff_t>(leading.size()), start.end());
  return part;
}

Home Home::part(std::size_t rank, std::size_t axis, const Dim& offset) const {
  Home part = *this;
  if (part.start.empty()) part.start.assign(rank, Dim(0));
  part.start[axis] = part.start[axis] + offset;
  return part;
}

std::unordered_set<Variable> Scope::known() const {
  std::unordered_set<Variable> known;
  for (const auto& [value, element] : elements_) known.insert(value);
  for (const auto& [value, home] : homes_) known.insert(value);
  return known;
}

const Home* Scope::home(const Variable& value) {
  if (const auto found = homes_.find(value); found != homes_.end()) return &found->second;
  if (elements_.contains(value)) return nullptr;
  const Role role = op_of(value).role;
  if (role == Role::shared) keep(value, {.buffer = sheet_.state(value)});
  else if (role == Role::constant) keep(value, {.buffer = sheet_.constant(value)});
  else return nullptr;
  return &homes_.at(value);
}

Expression Scope::find(const Variable& value, const Expressions& index) {
  if (const auto given = elements_.find(value); given != elements_.end()) return given->second(index);
  if (Expression known = number(value)) return known;
  const Home* where = home(value);
  if (where == nullptr) return {};
  return loop::load(where->buffer, value.dtype(), where->at(index));
}

Expression Scope::element(const Variable& value, const Expressions& index) { return Elements(*this, {}).at(value, index); }

std::size_t Elements::Hash::operator()(const Key& key) const {
  std::size_t hash = key.value.hash();
  for (const Expression& at : key.index) hash = (hash ^ std::hash<const void*>()(at.get())) * 0x9e3779b97f4a7c15 + (hash >> 31);
  return hash;
}

Expression Elements::at(const Variable& value, const Expressions& index) {
  Key key{.value = value, .index = canonical_.of(index)};
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  Expression element = members_.contains(value) ? Expression() : scope_.find(value, key.index);
  if (!element) {
    const Node& node = *value.node();
    // What is not found and has no element was not made, as no element of it is read: what asks for it here folds it away.
    element = node.op->element == nullptr
                  ? loop::load(no_buffer, value.dtype(), key.index)
                  : node.op->element(Apply(value.node()), value.index(), FusedInputs(*this, node.inputs), key.index);
  }
  return known_.emplace(std::move(key), std::move(element)).first->second;
}

}  // namespace pellucid::inline v0::compiler
