// Models: layers between inputs and outputs, trained, asked and looked into.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/layer.hpp>
#include <pellucid/layers.hpp>
#include <pellucid/name.hpp>
#include <pellucid/training.hpp>
#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// What a model is given: one array (`x`, or its numbers in braces), or one for each input (or each output that has a loss). Several are in the
/// order of the model's inputs, `{a, b}`, or each by its name, `{{"small", a}, {"big", b}}`. An input has the name of its Input; an output that of
/// its layer ("output" where no layer gives it), with _1, _2 behind where one layer gives several. Whoever takes data by name throws NameError,
/// with the nearest names, for a name that is wrong, missing or given twice, and ValueError where only some of the arrays have one.
class PELLUCID_API Data {
 public:
  /// One of several: `a`, or `{"small", a}`.
  class Item {
   public:
    template <std::same_as<Array> T>         // numbers in braces are one array, not several
    Item(const T& array) : array_(array) {}  // NOLINT(google-explicit-constructor, modernize-pass-by-value)
    Item(NameView name, Array array) : name_(std::string_view(name)), array_(std::move(array)) {}
    const std::optional<std::string>& name() const { return name_; }
    const Array& array() const { return array_; }

   private:
    std::optional<std::string> name_;
    Array array_;
  };

  Data() = default;
  Data(Array array) : arrays_{std::move(array)} {}                 // NOLINT(google-explicit-constructor)
  Data(std::vector<Array> arrays) : arrays_(std::move(arrays)) {}  // NOLINT(google-explicit-constructor)
  Data(std::initializer_list<Array::Nested> numbers) : arrays_{Array(numbers)} {}
  Data(std::initializer_list<Item> items);
  Data(const Arrays& named);                        // NOLINT(google-explicit-constructor)
  Data(const std::map<std::string, Array>& named);  // NOLINT(google-explicit-constructor)
  const std::vector<Array>& arrays() const { return arrays_; }
  /// One for each array, empty where it has none; of no length where none has one.
  const std::vector<std::optional<std::string>>& names() const { return names_; }
  bool empty() const { return arrays_.empty(); }

 private:
  void add(std::optional<std::string> name, const Array& array);
  std::vector<Array> arrays_;
  std::vector<std::optional<std::string>> names_;
};

struct CompileOptions {
  Optimizer optimizer = "rmsprop";
  Loss loss = {};                                        ///< of every output
  std::vector<Loss> losses = {};                         ///< one an output, instead of `loss`
  std::vector<double> loss_weights = {};                 ///< one an output; empty: all 1
  std::vector<Metric> metrics = {};                      ///< of every output that has a loss
  std::vector<std::vector<Metric>> output_metrics = {};  ///< a list for each output, instead of `metrics`
};

struct ValidationData {
  Data x, y;
  std::optional<Array> sample_weight = {};  ///< as in FitOptions
};

struct FitOptions {
  std::int64_t batch_size = 0;  ///< 0: the model's own where its input has one, else 32
  std::int64_t epochs = 1;
  std::int64_t initial_epoch = 0;
  int verbose = 1;  ///< 0 nothing, 1 a progress bar, 2 a line an epoch
  bool shuffle = true;
  double validation_split = 0;  ///< the last part of the data, taken before shuffling
  std::optional<ValidationData> validation_data = {};
  std::int64_t validation_batch_size = 0;  ///< 0: batch_size
  /// How much each example counts, [examples]; or each step, [examples, time], where the outputs are [examples, time, ...]. In general: the first
  /// axes of the outputs, without the last.
  std::optional<Array> sample_weight = {};
  std::map<std::int64_t, double> class_weight = {};
};

struct EvaluateModelOptions {
  std::int64_t batch_size = 0;  ///< as in FitOptions
  int verbose = 0;
  std::optional<Array> sample_weight = {};  ///< as in FitOptions
};

struct PredictOptions {
  std::int64_t batch_size = 0;  ///< as in FitOptions
  int verbose = 0;
};

struct BatchOptions {
  std::optional<Array> sample_weight = {};  ///< as in FitOptions
  std::map<std::int64_t, double> class_weight = {};
};

/// Results by key, sorted: "accuracy", "loss".
using Logs = std::map<std::string, double>;

struct ModelState;  // internal

/// A handle: copies are the same model. A model is a layer, so models nest. Unless said otherwise, a refused call changes nothing.
class PELLUCID_API Model : public Layer {
 public:
  Model() = default;
  /// From inputs to outputs; layers are found by walking back. Throws DisconnectedError when an output does not depend on the inputs,
  /// NameError when two layers have one name.
  Model(const Variables& inputs, const Variables& outputs, const NameOptions& options = {});
  Model(const Variable& input, const Variable& output, const NameOptions& options = {})
      : Model(Variables{input}, Variables{output}, options) {}

  // The symbolic side. Throw StateError for a Sequential that has no input shape yet.
  Variable input() const;  ///< throws ValueError when there are several
  Variable output() const;
  Variables inputs() const;
  Variables outputs() const;
  /// The value at a path ("dense/pre_activation", "lstm/forget_gate", "dense/kernel", "input"), with a selection behind it or not.
  /// Throws NameError with the nearest paths.
  Target value(NameView path) const;
  std::vector<std::pair<std::string, Type>> values() const;  ///< every path with its type, in the order of layers

  // Layers and weights.
  std::vector<Layer> layers() const;
  Layer get_layer(NameView name) const;         ///< throws NameError listing the layers
  Layer get_layer(std::int64_t index) const;    ///< counts from the end when negative; throws IndexError
  std::vector<SharedVariable> weights() const;  ///< layer by layer, as get_weights
  std::vector<SharedVariable> trainable_weights() const;
  std::vector<SharedVariable> non_trainable_weights() const;
  std::vector<Array> get_weights() const;
  void set_weights(const std::vector<Array>& values) const;
  std::int64_t count_params() const;
  /// Weights by path in an npz file. Written whole or not at all. A layer that was given no name is called there by its kind and its number within
  /// the model ("dense", "dense_1"), whatever was made before it in the process: the same net made again has the same paths.
  void save_weights(const FilePath& path) const;
  /// A file whose paths are those of `values` is read as well. Throws FormatError listing missing, unexpected and misshapen weights together; then
  /// nothing is changed.
  void load_weights(const FilePath& path) const;
  Model clone() const;  ///< a model of its own: layers, weights, states, optimizer and its slots
  void reset_states() const;

  // Training. x and y are [examples, ...], of any dtype; they are cast to those of the graph. [examples] stands for [examples, 1] where a model has
  // one feature or output, and is never broadcast against it. y of a sparse loss holds class numbers; outputs without a loss take no y. Nothing
  // but the model's states is changed by evaluate and predict. All checks are made before the first step: a refused call leaves everything as it
  // was. Calls that train one model at once are refused with StateError.
  /// Begins anew: slots of the optimizer are those of the one given. Moves the weights: arrays that `borrow` gave before are no longer theirs.
  /// Throws ValueError when the options do not fit the outputs. `trainable` is looked at here, and not again until the next compile.
  void compile(const CompileOptions& options) const;
  /// Throws StateError before compile, ValueError and ShapeError for data or options that do not fit.
  History fit(const Data& x, const Data& y, const FitOptions& options = {}) const;
  Logs evaluate(const Data& x, const Data& y, const EvaluateModelOptions& options = {}) const;
  /// Needs no compile. Of no examples, there are outputs [0, ...].
  Array predict(const Array& x, const PredictOptions& options = {}) const;  ///< throws ValueError when there are several outputs
  Array predict(std::initializer_list<Array::Nested> x, const PredictOptions& options = {}) const { return predict(Array(x), options); }
  std::vector<Array> predict(const Data& x, const PredictOptions& options = {}) const;  ///< all outputs
  Array predict_on_batch(const Array& x) const;                                         ///< all of x as one batch; throws as `predict`
  // Of one batch, whatever its size; they throw as `fit`.
  /// The results of this batch, with the weights as they were before the step.
  Logs train_on_batch(const Data& x, const Data& y, const BatchOptions& options = {}) const;
  Logs test_on_batch(const Data& x, const Data& y, const BatchOptions& options = {}) const;
  Optimizer optimizer() const;  ///< throws StateError before compile

  /// The table that Keras 3 prints.
  std::string summary() const;
  void print_summary(std::ostream& stream) const;  ///< the same

  const std::shared_ptr<ModelState>& model() const { return model_; }  // for Pellucid's own code

 protected:
  std::shared_ptr<ModelState> model_;
};

/// Layers one after the other. With an Input in front it is built as it grows; else by the first data it sees.
class PELLUCID_API Sequential : public Model {
 public:
  explicit Sequential(const NameOptions& options = {});
  Sequential(std::initializer_list<Layer> layers, const NameOptions& options = {});
  Sequential(const std::vector<Layer>& layers, const NameOptions& options = {});
  void add(const Layer& layer) const;  ///< throws NameError when its name is taken, ShapeError when it does not fit
  void pop() const;                    ///< takes the last layer off; throws StateError when there is none
  Sequential clone() const;            ///< as Model::clone, also without input shape
};

}  // namespace pellucid::inline v0
