// What training needs besides a model: losses, optimizers, metrics, and what comes back. Names and formulas are Keras 3's.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// A loss: one number an example from y and the prediction, by name ("mse", "binary_crossentropy", ...) or by function.
class PELLUCID_API Loss {
 public:
  using PerExample = std::function<Variable(const Variable& y, const Variable& prediction)>;
  Loss() = default;  ///< none
  Loss(const char* name) : Loss(std::string(name)) {}  // NOLINT(google-explicit-constructor)
  Loss(std::string name);                              // NOLINT(google-explicit-constructor): throws NameError with the nearest names
  Loss(std::string name, PerExample per_example);
  const std::string& name() const { return name_; }
  explicit operator bool() const { return per_example_ != nullptr; }
  /// [batch, ...] without the last axis. Throws ShapeError when y does not fit.
  Variable operator()(const Variable& y, const Variable& prediction) const;
  bool takes_integers() const { return takes_integers_; }  ///< y holds class numbers

 private:
  std::string name_;
  PerExample per_example_;
  bool takes_integers_ = false;
};

struct BinaryCrossentropyOptions {
  bool from_logits = false;
  double label_smoothing = 0;
};
PELLUCID_API Loss BinaryCrossentropy(const BinaryCrossentropyOptions& options);
struct CategoricalCrossentropyOptions {
  bool from_logits = false;
  double label_smoothing = 0;
};
PELLUCID_API Loss CategoricalCrossentropy(const CategoricalCrossentropyOptions& options);

/// A metric: a mean over all examples seen, by name ("accuracy", "mae", ...) or by function. "accuracy" is chosen by shapes, as Keras 3 does.
class PELLUCID_API Metric {
 public:
  using PerExample = std::function<Variable(const Variable& y, const Variable& prediction)>;
  Metric(const char* name) : Metric(std::string(name)) {}  // NOLINT(google-explicit-constructor)
  Metric(std::string name);                                // NOLINT(google-explicit-constructor): throws NameError
  Metric(std::string name, PerExample per_example);
  const std::string& name() const { return name_; }  ///< as the user spelt it
  Variable operator()(const Variable& y, const Variable& prediction) const;

 private:
  std::string name_;
  PerExample per_example_;
};

class OptimizerDefinition;

/// An optimizer: by name with its defaults ("adam"), or SGD(...), RMSprop(...), Adam(...). Copies are the same optimizer.
class PELLUCID_API Optimizer {
 public:
  Optimizer(const char* name) : Optimizer(std::string(name)) {}  // NOLINT(google-explicit-constructor)
  Optimizer(std::string name);                                   // NOLINT(google-explicit-constructor): throws NameError
  explicit Optimizer(std::shared_ptr<OptimizerDefinition> definition) : definition_(std::move(definition)) {}
  const std::string& name() const;
  double learning_rate() const;
  void set_learning_rate(double rate) const;  ///< throws ValueError when negative or NaN
  std::int64_t iterations() const;            ///< steps done
  /// iteration, learning_rate, then the slots in Keras's file order; empty before the first step was made.
  std::vector<SharedVariable> variables() const;
  OptimizerDefinition& definition() const { return *definition_; }

 private:
  std::shared_ptr<OptimizerDefinition> definition_;
};

struct SGDOptions {
  double learning_rate = 0.01;
  double momentum = 0;  ///< in [0, 1]
  bool nesterov = false;
};
/// m = momentum m - lr g; w += m; with nesterov w += momentum m - lr g.
PELLUCID_API Optimizer SGD(const SGDOptions& options = {});

struct RMSpropOptions {
  double learning_rate = 0.001;
  double rho = 0.9;
  double momentum = 0;
  double epsilon = 1e-7;
  bool centered = false;
};
/// v = rho v + (1 - rho) g^2; w -= lr g / sqrt(v + epsilon) (Keras 3; Hinton 2012).
PELLUCID_API Optimizer RMSprop(const RMSpropOptions& options = {});

struct AdamOptions {
  double learning_rate = 0.001;
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
  bool amsgrad = false;
};
/// a = lr sqrt(1 - b2^t) / (1 - b1^t); m += (1 - b1)(g - m); v += (1 - b2)(g^2 - v); w -= a m / (sqrt v + epsilon) (Kingma and Ba 2015, with Keras's epsilon).
PELLUCID_API Optimizer Adam(const AdamOptions& options = {});

/// What `fit` hands back.
struct PELLUCID_API History {
  std::vector<std::int64_t> epoch;                      ///< numbers of the epochs run
  std::map<std::string, std::vector<double>> history;   ///< "loss", "accuracy", "val_loss", ...: one number an epoch
  const std::vector<double>& operator[](const std::string& key) const;  ///< throws NameError with the nearest keys
};

}  // namespace pellucid::inline v0
