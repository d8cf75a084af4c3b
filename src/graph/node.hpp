// The node behind Variable and Apply: immutable, interned, destroyed without recursion.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <pellucid/variable.hpp>

#include "graph/attributes.hpp"
#include "graph/op.hpp"
#include "graph/state_lock.hpp"

namespace pellucid::inline v0 {

struct Node {
  const Op* op = nullptr;
  Variables inputs;
  Attributes attributes;
  std::vector<Type> types;  // of the outputs
  std::size_t hash = 0;
  Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node();  // leaves the table, and lets go of its inputs iteratively: a chain of a million nodes must not overflow the stack
};

using NodePointer = std::shared_ptr<const Node>;

/// The node with these parts, the same one as before if it lives. Types are inferred; inputs and attributes must be canonical.
NodePointer intern(const Op& op, Variables inputs, Attributes attributes);
/// Nodes that live now; for tests.
std::size_t live_nodes();

/// The node again with other inputs, of perhaps other types (no preparation).
Variable rebuild(const Variable& of, Variables inputs);
NodePointer rebuild(const NodePointer& of, Variables inputs);

inline const Op& op_of(const Variable& variable) { return *variable.node()->op; }
inline bool is_place(const Variable& variable) { return op_of(variable).role == Role::place; }
bool is_leaf(const Variable& variable);  // input, literal, constant, shared, parameter
/// The same value without the places around it.
Variable skip_places(Variable variable);

/// A new id, unlike every other of the process: for places, effects and random streams.
std::int64_t new_id();

/// A place around a value: an identity with an id of its own, so that equal values at two places stay two (derivatives and overrides by one
/// do not touch the other). Ids outlive rebuilding: the same place in a body, a specialised or an edited graph has the same id.
Variable place(const Variable& value, std::string_view path, std::shared_ptr<const Annotation> note = nullptr);
std::int64_t place_id(const Variable& place);
std::shared_ptr<const Annotation> note_of(const Variable& place);  // null when there is none, or when it is no place

/// Notes that a place outside a scan holds, at all steps, what the place `inside` (an id) of its body makes: the outside value is the collected
/// one with its axes transposed. A derivative or an override by the outside place is by the inner one.
struct InsideScan : Annotation {
  InsideScan(std::int64_t inside_id, Axes transposed_axes) : inside(inside_id), axes(std::move(transposed_axes)) {}
  std::int64_t inside;
  Axes axes;  // as given to transpose; empty for none
};

/// The inner input number `position` of a body. Bodies are closed: they name nothing outside but through these.
Variable parameter(std::int64_t position, const Type& type);

/// What a shared variable holds. The array may be rebound to a slice of a flat buffer that all weights share.
struct SharedState {
  std::string name;
  Array value;  // contiguous, aligned to 64 bytes; read and written with `group` locked (state_lock.hpp)
  std::shared_ptr<StateGroup> group = std::make_shared<StateGroup>();
};
const std::shared_ptr<SharedState>& state_of(const Variable& shared);

}  // namespace pellucid::inline v0
