#include "loop/interpret/placement.hpp"

#include <algorithm>
#include <unordered_set>

namespace pellucid::inline v0::loop {

Placement::Placement(const Parts& parts, const std::vector<int>& loops, const std::vector<int>& roots)
    : parts_(parts.all()), placed_(parts.all().size()) {
  int innermost = open({});
  for (const int loop : loops) innermost = open({innermost, 0, loop});
  kernel_places_ = static_cast<int>(places_.size());
  for (const int root : roots) use(root, innermost);
  for (std::size_t i = parts_.size(); i-- > 0;) place(static_cast<int>(i));  // what uses a part comes after it
}

int Placement::open(Place place) {
  if (place.around >= 0) place.depth = places_[static_cast<std::size_t>(place.around)].depth + 1;
  places_.push_back(place);
  return static_cast<int>(places_.size()) - 1;
}

void Placement::use(int part, int place) {
  std::vector<int>& asked_in = placed_[static_cast<std::size_t>(part)].asked_in;
  if (std::ranges::find(asked_in, place) == asked_in.end()) asked_in.push_back(place);
}

int Placement::common(int a, int b) const {
  const auto at = [&](int place) -> const Place& { return places_[static_cast<std::size_t>(place)]; };
  while (a != b) {
    if (at(a).depth >= at(b).depth) a = at(a).around;
    else b = at(b).around;
  }
  return a;
}

// Whether a part asked for in these places is needed whenever `place` runs. Loops run at least once: a kernel or reduction over nothing has
// no code.
bool Placement::certain(int place, const std::vector<int>& asked_in) const {
  std::unordered_set<int> needed;
  std::vector<int> pending = asked_in;
  while (!pending.empty()) {
    const int one = pending.back();
    pending.pop_back();
    if (one == place) return true;
    if (!needed.insert(one).second) continue;
    const Place& here = places_[static_cast<std::size_t>(one)];
    if (!here.conditional || (here.sibling >= 0 && needed.contains(here.sibling))) pending.push_back(here.around);
  }
  return false;
}

void Placement::place(int index) {
  const Part& part = parts_[static_cast<std::size_t>(index)];
  Placed& placed = placed_[static_cast<std::size_t>(index)];
  if (part.is_leaf() || placed.asked_in.empty()) return;
  int home = placed.asked_in.front();
  for (const int other : placed.asked_in) home = common(home, other);
  placed.on_demand = !part.safe && !certain(home, placed.asked_in);
  const bool movable = part.safe || placed.on_demand;  // across the border of a choice
  while (home > 0) {
    const Place& here = places_[static_cast<std::size_t>(home)];
    const bool stays = here.conditional ? !movable : part.pinned && home < kernel_places_;
    if (stays || std::ranges::binary_search(part.depends, here.binder)) break;
    home = here.around;
  }
  placed.place = placed.on_demand ? open({home, 0, -1, true}) : home;
  int inner = placed.place;
  for (const int binder : part.binds) placed.inner.push_back(inner = open({inner, 0, binder}));
  if (part.node->operation != Operation::select) {
    for (const int argument : part.arguments) use(argument, inner);
    return;
  }
  const int then = open({placed.place, 0, -1, true}), otherwise = open({placed.place, 0, -1, true});
  places_[static_cast<std::size_t>(then)].sibling = otherwise;
  places_[static_cast<std::size_t>(otherwise)].sibling = then;
  placed.inner = {then, otherwise};
  use(part.arguments[0], placed.place);
  use(part.arguments[1], then);
  use(part.arguments[2], otherwise);
}

}  // namespace pellucid::inline v0::loop
