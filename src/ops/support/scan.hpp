// How rules take scans apart and put new ones together.
#pragma once

#include "graph/scan.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0 {

/// Variables of these types that stand nowhere else: what a body is written over until it is closed.
Variables fresh_like(const Variables& of, std::string_view name);
Variable fresh(const Type& type, std::string_view name);

/// A scan's body over fresh variables, constants included, so that each input can be told apart.
struct OpenScan {
  ScanParts parts;
  ScanStep at;
  Variables constants;
  Variables inputs() const;  // slices, carries, constants
  Variables outputs;         // new carries, collected
};
OpenScan open_scan(const Apply& node);

/// Makes a scan of a body that is written over the variables `at`. What else the body uses becomes constants; `stand_ins` gives what stands for
/// fresh variables among them.
ScanResult close_scan(const ScanBuild& build, const ScanStep& at, const ScanYield& yield,
                      std::unordered_map<Variable, Variable> stand_ins = {});

/// The incoming values of these carries at each step, [length, ...]: further collected values of the same scan.
Variables save_carries(const Apply& node, const std::vector<std::size_t>& carries);

/// A rule for batches that goes through them one by one; for ops with nothing better.
Variables vectorize_by_loop(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                            Differentiator& derive);

}  // namespace pellucid::inline v0
