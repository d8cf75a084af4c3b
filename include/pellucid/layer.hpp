// Layers: what a model is made of, and how users make their own.
#pragma once

#include <concepts>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/name.hpp>
#include <pellucid/operand.hpp>
#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

class Layer;

namespace detail {
/// Something callable that is not itself one of the handles by which functions are named.
template <class F, class Handle>
concept Nameless = !std::same_as<F, Handle> && !Text<F> && !std::derived_from<F, Layer>;
/// The name that a function object says of itself, or one that stands for all without a name.
template <class F>
std::string name_of_function(const F& function, const char* otherwise) {
  if constexpr (requires { std::string(function.name()); }) return std::string(function.name());
  else return otherwise;
}
}  // namespace detail

/// How a weight starts: by name or by a function of the shape. Names and formulas are Keras 3's ("GlorotUniform" as "glorot_uniform"): zeros, ones,
/// identity, uniform and random_uniform (-0.05 to 0.05), normal, random_normal and truncated_normal (deviation 0.05), glorot_uniform and
/// glorot_normal (Glorot and Bengio 2010), he_uniform and he_normal (He et al. 2015), lecun_uniform, lecun_normal and variance_scaling (LeCun et al.
/// 1998), orthogonal (Saxe et al. 2014). Draws come from Philox streams of `set_seed`.
class PELLUCID_API Initializer {
 public:
  Initializer(const char* name) : Initializer(std::string(name)) {}  // NOLINT(google-explicit-constructor)
  Initializer(std::string name);                                     // NOLINT(google-explicit-constructor): throws NameError
  /// `seed` tells draws apart; the same seed and shape must give the same array, float32. Throws ValueError for an empty function.
  Initializer(std::string name, std::function<Array(const Shape& shape, std::uint64_t seed)> draw);
  /// The same without a name: `[](const Shape& shape, std::uint64_t seed) { return ...; }` is called "custom_initializer".
  template <class F>
    requires detail::Nameless<F, Initializer> && std::is_invocable_r_v<Array, F&, const Shape&, std::uint64_t>
  Initializer(const F& draw)  // NOLINT(google-explicit-constructor)
      : Initializer(detail::name_of_function(draw, "custom_initializer"), std::function<Array(const Shape&, std::uint64_t)>(draw)) {}
  const std::string& name() const { return name_; }
  Array operator()(const Shape& shape) const;  ///< takes the next seed of the process's stream

 private:
  std::string name_;
  std::function<Array(const Shape&, std::uint64_t)> draw_;
};

/// The seed of every draw that follows: initial weights, dropout, shuffling. Layers made in the same order after the same seed are equal.
PELLUCID_API void set_seed(std::uint64_t seed);
/// Starts automatic layer names ("dense", "dense_1") from the beginning again, as Keras's clear_session.
PELLUCID_API void clear_session();

/// An activation: by name, Keras 3's ("relu", "hard_silu", ...), or any function of a value that keeps its shape.
class PELLUCID_API ActivationFunction {
 public:
  ActivationFunction(const char* name) : ActivationFunction(std::string(name)) {}  // NOLINT(google-explicit-constructor)
  ActivationFunction(std::string name);                                            // NOLINT(google-explicit-constructor): throws NameError
  ActivationFunction(std::string name, std::function<Variable(const Variable&)> function);  ///< throws ValueError for an empty one
  /// The same without a name: `[](const Variable& x) { return x * x; }` is called "custom_activation".
  template <class F>
    requires detail::Nameless<F, ActivationFunction> && std::is_invocable_r_v<Variable, F&, const Variable&>
  ActivationFunction(const F& function)  // NOLINT(google-explicit-constructor)
      : ActivationFunction(detail::name_of_function(function, "custom_activation"), std::function<Variable(const Variable&)>(function)) {}
  /// An operation, `pl::ops::tanh`, which is a function of arrays too: that of Variables is taken.
  template <std::same_as<Variable> Result>
  ActivationFunction(Result (*operation)(const Operand&))  // NOLINT(google-explicit-constructor)
      : ActivationFunction("custom_activation", operation) {}
  template <std::same_as<Variable> Result>
  ActivationFunction(std::string name, Result (*operation)(const Operand&))
      : ActivationFunction(std::move(name), std::function<Variable(const Variable&)>(operation)) {}
  const std::string& name() const { return name_; }
  Variable operator()(const Variable& x) const;  ///< "linear" adds no node

 private:
  std::string name_;
  std::function<Variable(const Variable&)> function_;
};

class LayerDefinition;
struct CallRecord;  // internal: one call of a layer
struct LayerState;  // internal

/// What a layer asks for while it is built.
class PELLUCID_API LayerBuilder {
 public:
  explicit LayerBuilder(std::string layer_name) : layer_name_(std::move(layer_name)) {}
  /// A weight of the layer, by its Keras name: its path is "<layer>/<name>". In the order of asking, trainable ones first, they are the layer's
  /// weights. Throws ShapeError when a dim is not known or the initializer gives another shape, DtypeError when it gives no float32, NameError when
  /// another weight of the layer has that name, ValueError for a name that no file could hold (see Layer).
  SharedVariable weight(std::string_view name, const Dims& dims, const Initializer& initializer, bool trainable = true);
  const std::string& layer_name() const { return layer_name_; }

  struct Weight {
    std::string name;
    SharedVariable variable;
    bool trainable = true;
  };
  const std::vector<Weight>& weights() const { return weights_; }

 private:
  std::string layer_name_;
  std::vector<Weight> weights_;
};

/// What a layer says while it is called. Inputs arrive as places of this call; what is named here gets a path.
class PELLUCID_API LayerCall {
 public:
  explicit LayerCall(std::shared_ptr<CallRecord> record) : record_(std::move(record)) {}
  const std::string& layer_name() const;

  /// Names a value: "<layer>/<name>". The returned place must be used in the value's stead. A name may hold a slash; throws ValueError for one that
  /// is empty or holds brackets or "..", as for those of layers. No other value or weight of the layer may have it, or a Model cannot be made of it.
  Variable place(std::string_view name, const Variable& value);
  /// Names a value of a scan's body, collected at all steps: `collected` is [time, batch, ...] (as the scan gives it), `inside` the place in
  /// the body. The path's value is [batch, time, ...].
  Variable place_steps(std::string_view name, const Variable& collected, const Variable& inside);
  /// A place for the body of a scan; to be handed to `place_steps` with what was collected of it.
  Variable inner_place(std::string_view name, const Variable& value);

  /// One value outside training, another in it (a graph of a model holds both; see `training_graph`).
  Variable phase(const Variable& inference, const Variable& training);
  /// State that outlives a call, advanced by `predict`, `fit` and `evaluate` but never by reading: a stateful layer's. Zeroed by reset_states. Throws
  /// ShapeError where an earlier call of the layer asked for it in another shape.
  SharedVariable state(std::string_view name, const Shape& shape);
  void update(const SharedVariable& state, const Variable& value);              ///< whenever the model runs
  void update_in_training(const SharedVariable& state, const Variable& value);  ///< in fit and train_on_batch only
  /// The state of random numbers (uint32 [4]) and a new stream id: what a random op needs. The same call keeps its stream.
  std::pair<Variable, std::int64_t> random_stream();

  /// The mask that input number `input` carries (bool [batch, time]); nothing when it has none.
  std::optional<Variable> mask(std::size_t input = 0) const;
  /// The mask of the output; without this call, layers that `passes_mask` hand on the first input's.
  void set_mask(const std::optional<Variable>& mask);

  const std::shared_ptr<CallRecord>& record() const { return record_; }  // for Pellucid's own code

 private:
  std::shared_ptr<CallRecord> record_;
};

/// The part of a layer that its kind decides. Users derive from it to make their own, and put it into a Layer.
class PELLUCID_API LayerDefinition {
 public:
  LayerDefinition() = default;
  LayerDefinition(const LayerDefinition&) = default;
  LayerDefinition& operator=(const LayerDefinition&) = delete;
  virtual ~LayerDefinition();

  virtual std::string_view kind() const = 0;  ///< the class name, "Dense"; its snake_case is the base of automatic names
  /// Makes the weights; called once, with the types of the first call's inputs. Refuse inputs that do not fit here or in `call`.
  virtual void build(LayerBuilder& builder, const std::vector<Type>& inputs);
  virtual Variables call(LayerCall& call, const Variables& inputs) = 0;
  /// The same kind with the same options and no weights.
  virtual std::shared_ptr<LayerDefinition> fresh() const = 0;
  virtual bool passes_mask() const { return true; }
  /// The layers inside, of a model or a wrapper: their weights are the layer's.
  virtual std::vector<Layer> sublayers() const;
  /// What an input layer is called on; empty for all others.
  virtual Variable source() const { return {}; }
  virtual std::string activation_name() const { return ""; }  ///< for summaries and `units` of neuron derivatives
};

/// A handle: copies are the same layer, so a layer called twice shares its weights. Empty handles throw StateError when used.
class PELLUCID_API Layer {
 public:
  Layer() = default;
  /// `name` empty: the kind in snake_case, with _1, _2 behind as needed. Throws ValueError for names that no file could hold (with NUL,
  /// control characters, backslash or "..", beginning with '/', not UTF-8) and for no definition.
  explicit Layer(std::shared_ptr<LayerDefinition> definition, std::string_view name = "", bool trainable = true);

  /// Calls the layer on symbolic values; builds it on the first call that is not refused. `call` gives all outputs, the others the only one: they
  /// throw ValueError when there are several. A layer refuses another number of inputs with ValueError, ranks and extents that do not fit its
  /// weights with ShapeError.
  Variable operator()(const Variable& input) const;
  Variable operator()(const Variables& inputs) const;
  Variable operator()(std::initializer_list<Variable> inputs) const { return (*this)(Variables(inputs)); }
  Variables call(const Variables& inputs) const;

  const std::string& name() const;
  std::string_view kind() const;
  bool built() const;
  std::vector<SharedVariable> weights() const;  ///< trainable ones first
  std::vector<SharedVariable> trainable_weights() const;
  std::vector<SharedVariable> non_trainable_weights() const;
  std::vector<std::pair<std::string, SharedVariable>> named_weights() const;  ///< by path without the layer: {"kernel", ...}
  std::vector<Array> get_weights() const;
  /// Throws ValueError for another number of arrays, ShapeError for another shape; then nothing is changed.
  void set_weights(const std::vector<Array>& values) const;
  bool trainable() const;
  void set_trainable(bool trainable) const;
  std::int64_t count_params() const;
  void reset_states() const;  ///< of this layer, in every model

  /// Of its only call so far. Throws StateError when it was never called, or several times.
  Variable input() const;
  Variable output() const;

  LayerDefinition& definition() const;
  friend bool operator==(const Layer& a, const Layer& b) { return a.state_ == b.state_; }
  explicit operator bool() const { return state_ != nullptr; }
  const std::shared_ptr<LayerState>& state() const { return state_; }  // for Pellucid's own code

 protected:
  std::shared_ptr<LayerState> state_;

 private:
  Variables call_built(const Variables& inputs) const;
};

}  // namespace pellucid::inline v0
