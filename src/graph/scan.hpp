// The contract of `scan`, the one recurrence: a loop whose body is a graph. Known to the evaluator, the derivatives and the planner.
//
//   inputs   sequences [length, ...]..., initial carries..., constants...
//   outputs  final carries..., collected [length, ...]...
//   body     inputs  step (int64 scalar), a slice of each sequence..., carries..., constants...
//            outputs new carries..., what is collected at this step...
//
// With `reverse`, steps run from length - 1 to 0; sequences and collected values are indexed by the step all the same.
// Of length 0 the final carries are the initial ones.  The op itself is `table::scan`, in ops/scan/.
#pragma once

#include <memory>

#include "graph/node.hpp"

namespace pellucid::inline v0 {

struct ScanParts {
  std::shared_ptr<const Body> body;
  std::size_t sequences = 0, carries = 0, constants = 0, collected = 0;
  Dim length;
  bool reverse = false;

  // Of the node's inputs, and of the body's:
  std::size_t first_carry() const { return sequences; }
  std::size_t first_constant() const { return sequences + carries; }
  Variables sequences_of(const Apply& node) const;
  Variables initial_of(const Apply& node) const;
  Variables constants_of(const Apply& node) const;
  Variable step() const { return body->inputs()[0]; }
  Variables slices() const;           // body inputs
  Variables inner_carries() const;    // body inputs
  Variables inner_constants() const;  // body inputs
  Variables inner_collected() const;  // body outputs
};

/// Attributes: "body", "sequences" and "carries" (counts), "length" (Dims of one), "reverse".
ScanParts scan_parts(const Apply& node);

/// Builds a scan from a body written over any variables: what the body uses from outside becomes constants of the scan.
struct ScanBuild {
  Variables sequences = {};  // [length, ...]
  Variables initial = {};
  Dim length = 0;
  bool reverse = false;
};
struct ScanStep {
  Variable step;     // int64 scalar
  Variables slices;  // one a sequence, without the leading axis
  Variables carries;
};
struct ScanYield {
  Variables carries = {};  // types as the initial ones
  Variables collected = {};
};
struct ScanResult {
  Variables carries;    // after the last step
  Variables collected;  // [length, ...]
};
ScanResult scan(const ScanBuild& build, const std::function<ScanYield(const ScanStep&)>& body);

}  // namespace pellucid::inline v0
