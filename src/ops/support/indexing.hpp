// What ops with positions as data share. Positions are integers from 0; one outside its axis is an IndexError before the op runs.
#pragma once

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

/// A position as the loop language indexes with it.
inline Expression position_at(const Source& source, std::size_t input, const Expressions& index) {
  return loop::cast(source.at(input, index), DType::int64);
}

inline std::size_t axis_of(const Apply& node) { return static_cast<std::size_t>(node.node()->attributes.get<std::int64_t>("axis")); }
inline const Dim& extent_attribute(const Attributes& attributes) { return attributes.get<Dims>("extent").at(0); }

/// Throws ValueError unless "extent" is there and is one dim.
void require_extent(const Op& op, const Attributes& attributes);

/// The output is set to zero; then each element of the updates (input 0) is added to it. The element's index on axis `axis` and those after it,
/// `replaced` in all, give way to the position that input 1 holds at these axes, or, with `along`, at the element's whole index.
class AddIntoZeros {
 public:
  AddIntoZeros(const Apply& node, std::size_t axis, std::size_t replaced, bool along);
  Statements statements() const;
  const std::vector<Type>& scratch() const { return scratch_; }

 private:
  loop::Kernel add(DType wide) const;
  bool keeps_rests() const { return rests_ >= 0; }

  static constexpr int updates = 0, positions = 1, output = 2;
  Apply node_;
  std::size_t axis_, replaced_;
  bool along_;
  std::vector<Type> scratch_;
  int sums_ = output, rests_ = -1;
};

}  // namespace pellucid::inline v0
