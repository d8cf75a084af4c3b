#include "ops/support/contraction.hpp"

#include <algorithm>
#include <cctype>

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const Op& op = table::contraction;

[[noreturn]] void refuse_labels(const std::string& text, const std::string& what) {
  refuse<ValueError>({.where = std::string(op.name),
                      .what = what,
                      .expected = "one letter an axis, each in at least two of a, b and the result, as in \"ik,kj->ij\"",
                      .received = "\"" + text + "\""});
}

std::string first_letters(std::size_t count) { return {alphabet.begin(), alphabet.begin() + static_cast<std::ptrdiff_t>(count)}; }

void check_part(const std::string& text, const std::string& part) {
  for (const char label : part) {
    if (std::isalpha(static_cast<unsigned char>(label)) == 0) refuse_labels(text, std::string("'") + label + "' is no label");
    if (std::ranges::count(part, label) > 1) refuse_labels(text, std::string("the label '") + label + "' stands twice in one part");
  }
}

}  // namespace

Labels Labels::canonical() const {
  std::map<char, char> names;
  const auto rename = [&](const std::string& part) {
    std::string renamed;
    for (const char label : part) renamed += names.try_emplace(label, alphabet[names.size()]).first->second;
    return renamed;
  };
  Labels result;
  result.a = rename(a);
  result.b = rename(b);
  result.out = rename(out);
  return result;
}

Labels parse_labels(const std::string& text) {
  const std::size_t arrow = text.find("->"), comma = text.substr(0, arrow).find(',');
  if (comma == std::string::npos || arrow == std::string::npos) refuse_labels(text, "the labels cannot be read");
  const Labels labels = {text.substr(0, comma), text.substr(comma + 1, arrow - comma - 1), text.substr(arrow + 2)};
  const std::string all = labels.a + labels.b + labels.out;
  for (const std::string& part : {labels.a, labels.b, labels.out}) check_part(text, part);
  for (const char label : all)
    if (std::ranges::count(all, label) < 2) refuse_labels(text, std::string("the label '") + label + "' stands only once");
  return labels;
}

Labels labels_of(const Apply& contraction) { return parse_labels(contraction.node()->attributes.get<std::string>("labels")); }

std::map<char, Dim> extents_of(const Labels& labels, const Variables& operands) {
  std::map<char, Dim> extents;
  const std::string* parts[] = {&labels.a, &labels.b};
  for (std::size_t i = 0; i < 2; ++i) {
    require_rank(op, operands, i, parts[i]->size());
    for (std::size_t axis = 0; axis < parts[i]->size(); ++axis) {
      const Dim& extent = operands[i].dims()[axis];
      const auto entry = extents.try_emplace((*parts[i])[axis], extent).first;
      if (entry->second == extent) continue;
      refuse<ShapeError>(
          {.where = std::string(op.name),
           .what = "axis " + std::to_string(axis) + " of '" + input_name(op, i) + "' does not fit",
           .expected = "extent " + entry->second.to_string() + " for the label '" + std::string(1, entry->first) + "' of " + labels.text(),
           .received = received(op, operands)});
    }
  }
  return extents;
}

void make_labels_meet(const Labels& labels, Variable& a, Variable& b) {
  if (labels.a.size() != a.rank() || labels.b.size() != b.rank()) return;
  for (const char label : labels.a)
    if (const std::size_t other = labels.b.find(label); other != std::string::npos) make_meet(a, labels.a.find(label), b, other);
}

char unused_letter(const std::string& used) {
  const std::size_t found = alphabet.find_first_not_of(used);
  if (found == std::string_view::npos)
    refuse<ValueError>({.where = std::string(op.name), .what = "more axes than letters", .received = "\"" + used + "\""});
  return alphabet[found];
}

Variable contract(const Variable& a, const Variable& b, const Labels& labels) {
  return vocabulary::contraction(a, b, {{"labels", labels.text()}});
}

Variable matmul(const Variable& a, const Variable& b) {
  const auto refuse_shapes = [&](const std::string& what) {
    refuse<ShapeError>({.where = "matmul",
                        .what = what,
                        .expected = "the last axis of 'a' as long as the last but one of 'b'",
                        .received = "a " + to_string(a.type()) + ", b " + to_string(b.type())});
  };
  if (a.rank() == 0 || b.rank() == 0) refuse_shapes("a scalar has no axis to sum over");
  if (!can_be_equal(a.dims().back(), b.dims()[b.rank() == 1 ? 0 : b.rank() - 2])) refuse_shapes("the axes that are summed over differ");

  // Leading axes that one of them lacks need no repeating: their label stands in the other and in the result.
  const auto leading = [](const Variable& x) {
    return Dims(x.dims().begin(), x.dims().end() - std::min(static_cast<std::ptrdiff_t>(x.rank()), std::ptrdiff_t{2}));
  };
  const Dims batch = broadcast_dims(leading(a), leading(b), "matmul");
  const std::string outer = first_letters(batch.size());
  const auto stretched = [&](const Variable& x) {
    Dims dims = x.dims();
    std::copy(batch.end() - static_cast<std::ptrdiff_t>(leading(x).size()), batch.end(), dims.begin());
    return broadcast_to(x, dims);
  };
  const auto labels = [&](const Variable& x, const std::string& matrix) { return outer.substr(batch.size() - leading(x).size()) + matrix; };
  const std::string row = a.rank() == 1 ? "" : "X", column = b.rank() == 1 ? "" : "Z";
  return contract(stretched(a), stretched(b), {labels(a, row + "Y"), labels(b, "Y" + column), outer + row + column});
}

Variable dot_last(const Variable& x, const Variable& w) {
  if (x.rank() == 0 || w.rank() == 0 || !can_be_equal(x.dims().back(), w.dims().front()))
    refuse<ShapeError>({.where = std::string(op.name),
                        .what = "the last axis of 'a' does not fit the first of 'b'",
                        .expected = "equal extents",
                        .received = "a " + to_string(x.type()) + ", b " + to_string(w.type())});
  const std::string outer = first_letters(x.rank() + w.rank() - 2);
  return contract(x, w, {outer.substr(0, x.rank() - 1) + "Z", "Z" + outer.substr(x.rank() - 1), outer});
}

}  // namespace pellucid::inline v0
