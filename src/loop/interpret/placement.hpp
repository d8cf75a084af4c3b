// Where each part is computed: as far outside of the loops as it can be, and not at all where a select does not choose it.
#pragma once

#include <vector>

#include "loop/interpret/parts.hpp"

namespace pellucid::inline v0::loop {

/// A stretch of code that runs as one: what stands before all loops, the body of one loop, one choice of a select, or a part that is computed
/// when it is first asked for.
struct Place {
  int around = -1;
  int depth = 0;
  int binder = -1;           // of a loop's body
  bool conditional = false;  // may be passed over while what is around runs
  int sibling = -1;          // the other choice of the same select
};

struct Placed {
  int place = -1;             // where its instruction stands; -1: a leaf, which has none
  bool on_demand = false;     // `place` is its own; runs when first asked for since the place around it began
  std::vector<int> asked_in;  // places whose code uses it
  std::vector<int> inner;     // places it opens: the loops of a reduction, the choices of a select
};

class Placement {
 public:
  /// `loops`: the kernel's own binders, outermost first; `roots` are used in the innermost of them.
  Placement(const Parts& parts, const std::vector<int>& loops, const std::vector<int>& roots);

  const std::vector<Place>& places() const { return places_; }
  const Placed& operator[](int part) const { return placed_[static_cast<std::size_t>(part)]; }

 private:
  int open(Place place);
  int common(int a, int b) const;
  bool certain(int place, const std::vector<int>& asked_in) const;
  void place(int part);
  void use(int part, int place);

  const std::vector<Part>& parts_;
  std::vector<Place> places_;
  std::vector<Placed> placed_;
  int kernel_places_ = 0;  // the first ones: before the loops, then the body of each
};

}  // namespace pellucid::inline v0::loop
