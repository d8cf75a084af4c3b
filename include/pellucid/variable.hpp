// The nodes of the symbolic graph as users see them: a Variable is a value that is not computed yet, an Apply is one use of an operation.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/dim.hpp>
#include <pellucid/dtype.hpp>
#include <pellucid/export.hpp>
#include <pellucid/name.hpp>
#include <pellucid/selection.hpp>

namespace pellucid::inline v0 {

struct Node;  // internal
class Apply;
class Body;

/// What is known of a value before it is computed.
struct Type {
  DType dtype = DType::float32;
  Dims dims = {};
  bool operator==(const Type&) const = default;
  std::size_t rank() const { return dims.size(); }
};
PELLUCID_API std::string to_string(const Type& type);  ///< "float32[batch, 3]"

/// A symbolic value: an owning handle to an immutable node. The same operation on the same values is the same node, so equality of handles
/// is equality of expressions. A default-constructed Variable is empty; using it throws StateError.
class PELLUCID_API Variable {
 public:
  Variable() = default;
  explicit operator bool() const { return node_ != nullptr; }

  const Type& type() const;
  DType dtype() const { return type().dtype; }
  const Dims& dims() const { return type().dims; }
  std::size_t rank() const { return dims().size(); }

  /// The operation that computes this value, as Theano's `owner`; nothing for inputs, weights and constants. Places are stepped over:
  /// the owner of a layer's output is its activation.
  std::optional<Apply> owner() const;
  /// The same as TensorFlow's `op`: `output.op().inputs()[0]`. Throws ValueError for a value that nothing computes.
  Apply op() const;
  std::size_t index() const { return index_; }  ///< which of the owner's outputs this is

  std::string name() const;       ///< of an input or shared variable; empty for others
  std::string path() const;       ///< of a place, "dense/pre_activation"; empty for others
  std::string to_string() const;  ///< one line: "sigmoid.0 float32[batch, 1]", by name or path where it has one

  /// One element, as a symbolic scalar; negative positions count from the end. Throws ShapeError, IndexError.
  Variable at(const std::vector<std::int64_t>& position) const;
  /// A part, in NumPy's basic indexing: `select("[0, :, 3]")`, `select({0, Slice{}, 3})`. Throws IndexError, ValueError for a text that cannot be read.
  Variable select(NameView selection) const;
  Variable select(const Selection& selection) const;

  friend bool operator==(const Variable& a, const Variable& b) { return a.node_ == b.node_ && a.index_ == b.index_; }
  std::size_t hash() const { return std::hash<const void*>()(node_.get()) * 31 + index_; }

  // For Pellucid's own code.
  Variable(std::shared_ptr<const Node> node, std::size_t index) : node_(std::move(node)), index_(static_cast<std::uint32_t>(index)) {}
  const std::shared_ptr<const Node>& node() const { return node_; }

 private:
  std::shared_ptr<const Node> node_;
  std::uint32_t index_ = 0;
};

using Variables = std::vector<Variable>;

/// What stands for a value: a Variable, a SharedVariable, an Input.
template <class T>
concept Symbolic = std::is_class_v<T> && std::convertible_to<const T&, Variable>;

/// One use of an operation.
class PELLUCID_API Apply {
 public:
  explicit Apply(std::shared_ptr<const Node> node) : node_(std::move(node)) {}

  std::string_view kind() const;  ///< the operation's name: "sigmoid", "contraction", "scan"
  Variables inputs() const;       ///< by value, so that a loop over a temporary's inputs is safe; places stay visible
  Variables outputs() const;
  /// The attributes as text, in the operation's order: {"axes", "[1]"}.
  std::vector<std::pair<std::string, std::string>> attributes() const;
  std::optional<Body> body() const;  ///< the inner graph of a scan or a composite; nothing for others
  std::string to_string() const;     ///< "sum(dense/output, axes=[1])"

  friend bool operator==(const Apply& a, const Apply& b) { return a.node_ == b.node_; }
  const std::shared_ptr<const Node>& node() const { return node_; }

 private:
  std::shared_ptr<const Node> node_;
};

/// The inside of a scan or composite: a graph from inner inputs to inner outputs.
class PELLUCID_API Body {
 public:
  Body(Variables inputs, Variables outputs) : inputs_(std::move(inputs)), outputs_(std::move(outputs)) {}
  const Variables& inputs() const { return inputs_; }
  const Variables& outputs() const { return outputs_; }
  friend bool operator==(const Body& a, const Body& b) { return a.inputs_ == b.inputs_ && a.outputs_ == b.outputs_; }

 private:
  Variables inputs_, outputs_;
};

/// A value or a part of it: what a question asks about. Implicit from all that stands for a value.
struct PELLUCID_API Target {
  Target(Variable whole) : variable(std::move(whole)) {}  // NOLINT(google-explicit-constructor): a value is a target
  template <Symbolic T>
  Target(const T& whole) : variable(whole) {}  // NOLINT(google-explicit-constructor)
  Target(Variable whole, std::optional<Selection> part, std::string asked = "")
      : variable(std::move(whole)), selection(std::move(part)), path(std::move(asked)) {}
  Variable variable;
  std::optional<Selection> selection;
  std::string path;        ///< as the user wrote it; empty when made from a Variable
  Variable value() const;  ///< the variable, or the selected part of it
  std::string to_string() const;
};
/// Several of them: `{a, b}`, Variables, the weights of a model.
class Targets : public std::vector<Target> {
 public:
  using std::vector<Target>::vector;
  Targets() = default;
  Targets(std::vector<Target> targets) : std::vector<Target>(std::move(targets)) {}  // NOLINT(google-explicit-constructor)
  template <Symbolic T>
  Targets(const std::vector<T>& values) : std::vector<Target>(values.begin(), values.end()) {}  // NOLINT(google-explicit-constructor)
};

/// A value that a call gives. Throws ValueError for an empty name.
PELLUCID_API Variable input(std::string_view name, const Dims& dims, DType dtype = DType::float32);
PELLUCID_API Variable constant(const Array& value);  ///< a value that is known, of the array's dtype and shape; copies it
/// A number that keeps all its digits, whatever dtype the graph is evaluated in.
PELLUCID_API Variable constant(double value, DType dtype = DType::float32);

/// State that outlives a call: a weight, an optimizer's slot, a recurrent layer's state. Copies share the state.
class PELLUCID_API SharedVariable {
 public:
  SharedVariable() = default;
  SharedVariable(const Array& value, std::string_view name);  ///< copies the value
  operator const Variable&() const { return variable_; }      // NOLINT(google-explicit-constructor): it is a Variable
  const Variable& variable() const { return variable_; }
  explicit operator bool() const { return static_cast<bool>(variable_); }
  std::string name() const { return variable_.name(); }
  Array get_value() const;                   ///< a copy
  void set_value(const Array& value) const;  ///< casts; throws ShapeError naming both shapes
  Array borrow() const;                      ///< the memory itself; see Array on sharing

  /// The shared variable that a Variable is, if it is one.
  static std::optional<SharedVariable> find(const Variable& variable);

 private:
  Variable variable_;
};

/// Every variable on which these depend, themselves included, inputs before users. Bodies of scans are not entered.
PELLUCID_API Variables ancestors(const Variables& of);
/// The first ancestor with that name or path; throws NameError with the nearest ones.
PELLUCID_API Variable find(const Variables& in, NameView name_or_path);
/// The graph of `in` where each `from` is replaced by its `to`. Throws ShapeError or DtypeError when types differ.
PELLUCID_API Variables replace(const Variables& in, const std::vector<std::pair<Variable, Variable>>& replacements);
/// One line a node with types, inputs before users; bodies nested. The format is stable; it begins with its version.
PELLUCID_API std::string print(const Variables& of);
/// The graph in Graphviz's DOT language.
PELLUCID_API std::string to_dot(const Variables& of);

/// The slow, obvious meaning of a graph: every node for itself, nothing rewritten. With `dtype` float64, the whole computation runs in
/// float64 from the same stored values. Throws ValueError naming an input that is not given, ShapeError.
struct EvaluateOptions {
  bool float64 = false;
};
PELLUCID_API std::vector<Array> evaluate(const Variables& outputs, const std::vector<std::pair<Variable, Array>>& inputs,
                                         const EvaluateOptions& options = {});

}  // namespace pellucid::inline v0

template <>
struct std::hash<pellucid::Variable> {
  std::size_t operator()(const pellucid::Variable& variable) const { return variable.hash(); }
};
