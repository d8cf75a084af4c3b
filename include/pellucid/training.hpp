// What training needs besides a model: losses, optimizers, metrics, and what comes back. Names and formulas are Keras 3's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/export.hpp>
#include <pellucid/function.hpp>
#include <pellucid/layer.hpp>
#include <pellucid/name.hpp>
#include <pellucid/operand.hpp>
#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// What y holds for a loss.
enum class LabelKind : std::uint8_t {
  like_prediction,  ///< a number for each of the prediction's
  classes,          ///< class numbers: integers, without the prediction's last axis
  anything,         ///< the loss of a user's own: what it takes
};

namespace detail {
/// `pl::ops::mean_squared_error` and its like, which are functions of arrays too: that of Variables is taken.
struct OperationOfTwo {
  OperationOfTwo(Variable (*operation)(const Operand&, const Operand&)) : function(operation) {}  // NOLINT(google-explicit-constructor)
  Variable (*function)(const Operand&, const Operand&);
};
}  // namespace detail

/// A loss: one number an example from y and the prediction, by name ("mse", "binary_crossentropy", ...) or by function.
class PELLUCID_API Loss {
 public:
  using PerExample = std::function<Variable(const Variable& y, const Variable& prediction)>;
  Loss() = default;                                    ///< none
  Loss(const char* name) : Loss(std::string(name)) {}  // NOLINT(google-explicit-constructor)
  Loss(std::string name);                              // NOLINT(google-explicit-constructor): throws NameError with the nearest names
  /// Throws ValueError for an empty function.
  Loss(std::string name, PerExample per_example, LabelKind labels = LabelKind::anything);
  template <class = void>  // where both would do, the one above
  Loss(std::string name, detail::OperationOfTwo operation, LabelKind labels = LabelKind::anything)
      : Loss(std::move(name), PerExample(operation.function), labels) {}
  /// The same without a name: `[](const Variable& y, const Variable& p) { return ...; }` is called "custom_loss".
  template <class F>
    requires detail::Nameless<F, Loss> && std::is_invocable_r_v<Variable, F&, const Variable&, const Variable&>
  Loss(const F& per_example)  // NOLINT(google-explicit-constructor)
      : Loss(detail::name_of_function(per_example, "custom_loss"), PerExample(per_example)) {}
  const std::string& name() const { return name_; }
  explicit operator bool() const { return per_example_ != nullptr; }
  /// [batch, ...] without the last axis. A y of shape [batch] against [batch, 1] is that column. Throws ShapeError when y does not fit.
  Variable operator()(const Variable& y, const Variable& prediction) const;
  LabelKind labels() const { return labels_; }

 private:
  std::string name_;
  PerExample per_example_;
  LabelKind labels_ = LabelKind::anything;
};

struct HuberOptions {
  double delta = 1;  ///< above 0: from this difference on the loss grows in a line
};
/// e^2 / 2 where |e| <= delta, else delta (|e| - delta / 2), for e = p - y; the mean over the last axis; y of the shape of p. Throws ValueError
/// for a `delta` that is not positive.
PELLUCID_API Loss Huber(const HuberOptions& options = {});

struct CrossentropyOptions {
  bool from_logits = false;    ///< predictions are log-odds, not probabilities
  double label_smoothing = 0;  ///< in [0, 1]: that share of y is spread evenly
};
/// -(y log p + (1 - y) log(1 - p)), the mean over the last axis; y of the shape of p. Probabilities are kept 1e-7 from 0 and 1, as Keras does.
/// Throws ValueError for a `label_smoothing` outside [0, 1], as the next.
PELLUCID_API Loss BinaryCrossentropy(const CrossentropyOptions& options = {});
/// -sum(y log p) over the last axis, p divided by its sum; y of the shape of p.
PELLUCID_API Loss CategoricalCrossentropy(const CrossentropyOptions& options = {});

struct SparseCrossentropyOptions {
  bool from_logits = false;
};
/// -log p[y], p divided by its sum; y holds class numbers, [batch, ...] without the last axis of p or with one of extent 1.
PELLUCID_API Loss SparseCategoricalCrossentropy(const SparseCrossentropyOptions& options = {});

/// A metric: a mean over all examples seen, by name ("accuracy", "mae", ...) or by function. "accuracy" is chosen by shapes, as Keras 3 does.
class PELLUCID_API Metric {
 public:
  using PerExample = std::function<Variable(const Variable& y, const Variable& prediction)>;
  Metric(const char* name) : Metric(std::string(name)) {}  // NOLINT(google-explicit-constructor)
  Metric(std::string name);                                // NOLINT(google-explicit-constructor): throws NameError
  Metric(std::string name, PerExample per_example);        // throws ValueError for an empty function
  template <class = void>
  Metric(std::string name, detail::OperationOfTwo operation) : Metric(std::move(name), PerExample(operation.function)) {}
  /// The same without a name: results are under "custom_metric", those of a Loss under its name.
  template <class F>
    requires detail::Nameless<F, Metric> && std::is_invocable_r_v<Variable, F&, const Variable&, const Variable&>
  Metric(const F& per_example)  // NOLINT(google-explicit-constructor)
      : Metric(detail::name_of_function(per_example, "custom_metric"), PerExample(per_example)) {}
  const std::string& name() const { return name_; }  ///< as the user spelt it
  /// [batch, ...] without the last axis: one number an example, or a step of it. Throws ShapeError when y does not fit.
  Variable operator()(const Variable& y, const Variable& prediction) const;

 private:
  std::string name_;
  PerExample per_example_;
};

/// The part of an optimizer that its kind decides. Users derive from it to make their own.
class PELLUCID_API OptimizerDefinition {
 public:
  explicit OptimizerDefinition(double learning_rate);  ///< throws ValueError when negative or not finite
  OptimizerDefinition(const OptimizerDefinition&) = delete;
  OptimizerDefinition& operator=(const OptimizerDefinition&) = delete;
  virtual ~OptimizerDefinition();

  virtual std::string_view name() const = 0;  ///< "adam"
  /// The new values of the weights and of the slots, from the gradients. Slots are asked for in the order in which files hold them.
  virtual Updates updates(const std::vector<SharedVariable>& weights, const Variables& gradients) = 0;
  /// The same kind with the same options, before its first step.
  virtual std::shared_ptr<OptimizerDefinition> fresh() const = 0;

  /// Memory of the optimizer beside a weight: zeros of its shape when first asked for.
  SharedVariable slot(std::string_view name, const SharedVariable& weight);
  struct Slot {
    std::string name;
    SharedVariable weight, value;
  };
  const std::vector<Slot>& slots() const { return slots_; }
  const SharedVariable& iteration() const { return iteration_; }          ///< int64 scalar: steps done
  const SharedVariable& learning_rate() const { return learning_rate_; }  ///< float32 scalar
  /// One whole step: `updates`, and one iteration more.
  Updates step(const std::vector<SharedVariable>& weights, const Variables& gradients);
  bool has_stepped() const { return has_stepped_; }  ///< `step` was asked for
  /// Goes on where another of this kind is: with its iteration, rate and slots. `weights` are pairs of its weight and the one that stands for it.
  void continue_from(const OptimizerDefinition& other, const std::vector<std::pair<SharedVariable, SharedVariable>>& weights);

 private:
  SharedVariable iteration_, learning_rate_;
  std::vector<Slot> slots_;
  std::map<std::pair<std::string, const Node*>, std::size_t> slot_of_;
  bool has_stepped_ = false;
};

/// An optimizer: by name with its defaults ("adam"), or SGD(...), RMSprop(...), Adam(...). Copies are the same optimizer. An empty one, as
/// after a move, throws StateError.
class PELLUCID_API Optimizer {
 public:
  template <Text T>
  Optimizer(const T& name) : Optimizer(by_name(name)) {}  // NOLINT(google-explicit-constructor): throws NameError
  explicit Optimizer(std::shared_ptr<OptimizerDefinition> definition) : definition_(std::move(definition)) {}
  std::string name() const;                   ///< "adam"
  double learning_rate() const;               ///< as it is kept, in float32
  void set_learning_rate(double rate) const;  ///< throws ValueError when negative, or not finite in float32
  std::int64_t iterations() const;            ///< steps done
  /// iteration, learning_rate, then the slots in Keras's file order; empty before the first step.
  std::vector<SharedVariable> variables() const;
  OptimizerDefinition& definition() const;

 private:
  static Optimizer by_name(std::string_view name);
  std::shared_ptr<OptimizerDefinition> definition_;
};

// What the options of optimizers may be: learning_rate and epsilon not negative, momentum in [0, 1], rho, beta_1 and beta_2 in [0, 1).
// Anything else is a ValueError that names the range.

struct SGDOptions {
  double learning_rate = 0.01;
  double momentum = 0;
  bool nesterov = false;
};
/// m = momentum m - lr g; w += m; with nesterov w += momentum m - lr g (Sutskever et al. 2013, as Keras writes it).
PELLUCID_API Optimizer SGD(const SGDOptions& options = {});

struct RMSpropOptions {
  double learning_rate = 0.001;
  double rho = 0.9;
  double momentum = 0;
  double epsilon = 1e-7;
  bool centered = false;
};
/// v = rho v + (1 - rho) g^2; d = v + epsilon; w -= lr g / sqrt d (Hinton 2012; epsilon where Keras 3 has it). Centered, a = rho a + (1 - rho) g and
/// d = v - a^2 + epsilon (Graves 2013). With momentum, b = momentum b + lr g / sqrt d; w -= b.
PELLUCID_API Optimizer RMSprop(const RMSpropOptions& options = {});

struct AdamOptions {
  double learning_rate = 0.001;
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
  bool amsgrad = false;
};
/// a = lr sqrt(1 - b2^t) / (1 - b1^t); m += (1 - b1)(g - m); v += (1 - b2)(g^2 - v); w -= a m / (sqrt v + epsilon) (Kingma and Ba 2015, with
/// Keras's epsilon). With amsgrad the largest v so far stands in the place of v (Reddi, Kale and Kumar 2018).
PELLUCID_API Optimizer Adam(const AdamOptions& options = {});

/// What `fit` hands back.
struct PELLUCID_API History {
  std::vector<std::int64_t> epoch;                            ///< numbers of the epochs run
  std::map<std::string, std::vector<double>> history;         ///< "loss", "accuracy", "val_loss", ...: one number an epoch
  const std::vector<double>& operator[](NameView key) const;  ///< throws NameError with the nearest keys
};

}  // namespace pellucid::inline v0
