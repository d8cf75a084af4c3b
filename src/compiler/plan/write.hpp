// From a graph to statements: one scope, which is the top of a function or the inside of a scan.
#pragma once

#include <vector>

#include "compiler/plan/probe.hpp"
#include "compiler/plan/scope.hpp"

namespace pellucid::inline v0::compiler {

/// A value wanted in some place of memory.
struct Wanted {
  Variable value;
  Home home;
};

/// Memory that holds the value of `leaf` until the scope ends, and then `value`: a shared variable, or what a scan carries on.
struct Renewed {
  Variable leaf;
  int buffer = -1;
  Variable value;
  bool outlives_call = false;  // not written as long as something may still fail
};

struct ScopeTask {
  std::vector<Wanted> outputs = {};
  std::vector<Renewed> renewed = {};
  std::vector<Wanted> reads = {};  // planned after the rest, which they do not change
};

std::vector<loop::Statement> write_scope(Scope& scope, const ScopeTask& task, Probes& probes, const PlanOptions& options);

// What is no kernel of elements.

/// Dense memory of a node's inputs and outputs.
using BufferOf = std::function<int(const Variable& value)>;
// Statements of the op, host functions.
std::vector<loop::Statement> write_statements(const NodePointer& node, const BufferOf& buffer_of, Sheet& sheet);
std::vector<loop::Statement> write_checks(const NodePointer& node, const BufferOf& buffer_of);
/// Of its outputs those that `is_only_read` are wanted by reads alone.
std::vector<loop::Statement> write_scan(const NodePointer& node, const std::vector<bool>& is_only_read, Scope& scope, Probes& probes,
                                        const PlanOptions& options);

/// A kernel that fills `home` with the value.
loop::Kernel write_copy(const Variable& value, const Home& home, Scope& scope);

}  // namespace pellucid::inline v0::compiler
