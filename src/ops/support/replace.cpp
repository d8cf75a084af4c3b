// `replace`: another value in the place of one. Extents that are not known to be equal are checked in each call.
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "graph/walk.hpp"
#include "ops/support/broadcasting.hpp"

namespace pellucid::inline v0 {

Variables replace(const Variables& in, const std::vector<std::pair<Variable, Variable>>& replacements) {
  std::unordered_map<Variable, Variable> known;
  for (const auto& [from, to] : replacements) {
    const std::string what = "the replacement of " + from.to_string() + " has another type";
    if (from.dtype() != to.dtype())
      refuse<DtypeError>({.where = "replace", .what = what, .expected = to_string(from.type()), .received = to_string(to.type())});
    if (!can_be_equal(from.dims(), to.dims()))
      refuse<ShapeError>({.where = "replace", .what = what, .expected = to_string(from.type()), .received = to_string(to.type())});
    const Variable fitting = with_dims(to, from.dims());
    if (known.try_emplace(from, fitting).first->second != fitting)
      refuse<ValueError>({.where = "replace", .what = from.to_string() + " is replaced twice, by different values"});
  }
  return transform(in, known);
}

}  // namespace pellucid::inline v0
