// The layers that come with Pellucid. Options are Keras 3's, with its defaults.
#pragma once

#include <string>
#include <vector>

#include <pellucid/dim.hpp>
#include <pellucid/layer.hpp>

namespace pellucid::inline v0 {

struct InputOptions {
  std::string name = {};  ///< empty: "input_layer", "input_layer_1", ...
  DType dtype = DType::float32;
  std::int64_t batch_size = 0;  ///< 0: any; a stateful layer needs one
};
/// The model's input: [batch] + dims. A layer for Sequential; for functional models a value, as a Variable is: `Dense(4)(x) + x`, `2 * x`.
class PELLUCID_API Input : public Layer {
 public:
  explicit Input(const Dims& dims, const InputOptions& options = {});
  operator Variable() const { return output(); }  // NOLINT(google-explicit-constructor): an input is the value that it gives
};

struct DenseOptions {
  ActivationFunction activation = "linear";
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  std::string name = {};
  bool trainable = true;
};
/// activation(x W + b) on the last axis: [batch, ..., in] to [batch, ..., units]. Weights: kernel [in, units], bias [units]. Values: pre_activation.
/// Throws ValueError unless `units` is positive.
class PELLUCID_API Dense : public Layer {
 public:
  template <Count T>
  explicit Dense(T units, const DenseOptions& options = {}) : Dense(Dim(units), options) {}

 private:
  Dense(const Dim& units, const DenseOptions& options);
};

struct NameOptions {
  std::string name = {};
};
/// Applies an activation, to any shape. Values: pre_activation.
class PELLUCID_API Activation : public Layer {
 public:
  explicit Activation(const ActivationFunction& activation, const NameOptions& options = {});
};

/// In training: x * mask, where mask is 0 with probability `rate` and 1 / (1 - rate) otherwise; else x (Srivastava et al. 2014). Any shape. Values:
/// mask, of the shape of x. Throws ValueError for a rate outside [0, 1].
class PELLUCID_API Dropout : public Layer {
 public:
  explicit Dropout(double rate, const NameOptions& options = {});
};

struct FlattenOptions {
  std::string data_format = "channels_last";  ///< or "channels_first": then axis 1 is moved to the end before
  std::string name = {};
};

/// [batch, ...] to [batch, product], in row-major order. Throws NameError for another data format.
class PELLUCID_API Flatten : public Layer {
 public:
  explicit Flatten(const FlattenOptions& options = {});
};

/// [batch, ...] to [batch] + target; one extent may be -1. Throws ValueError for another extent that is not positive; called, ShapeError where the
/// number of elements changes.
class PELLUCID_API Reshape : public Layer {
 public:
  explicit Reshape(const std::vector<std::int64_t>& target, const NameOptions& options = {});
};

struct EmbeddingOptions {
  Initializer embeddings_initializer = "uniform";
  bool mask_zero = false;  ///< the output's mask is ids != 0
  std::string name = {};
  bool trainable = true;
};
/// Rows of a table by ids, integers or floats that are cut to such: [batch, ...] to [batch, ..., output_dim]. Weights: embeddings [input_dim,
/// output_dim]. Throws ValueError unless both are positive. An id outside [0, input_dim) ends the call with an IndexError that gives its position.
class PELLUCID_API Embedding : public Layer {
 public:
  template <Count T, Count U>
  Embedding(T input_dim, U output_dim, const EmbeddingOptions& options = {}) : Embedding(Dim(input_dim), Dim(output_dim), options) {}

 private:
  Embedding(const Dim& input_dim, const Dim& output_dim, const EmbeddingOptions& options);
};

struct MaskingOptions {
  double mask_value = 0;
  std::string name = {};
};
/// Steps of [batch, time, features] where every feature equals `mask_value` are masked, and set to 0; the shape stays.
class PELLUCID_API Masking : public Layer {
 public:
  explicit Masking(const MaskingOptions& options = {});
};

/// Options that all recurrent layers share. What they are called on, initial states too, is cast to the dtype of their weights, float32. They throw
/// ValueError unless units are positive and rates in [0, 1].
struct RecurrentOptions {
  ActivationFunction activation = "tanh";
  ActivationFunction recurrent_activation = "sigmoid";  ///< LSTM and GRU; "hard_sigmoid_keras2" before Keras 2.3
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer recurrent_initializer = "orthogonal";
  Initializer bias_initializer = "zeros";
  bool unit_forget_bias = true;   ///< LSTM
  bool reset_after = true;        ///< GRU: the reset gate acts after the product with the recurrent kernel (Keras 2: before, false)
  double dropout = 0;             ///< of the inputs
  double recurrent_dropout = 0;   ///< of the hidden state in products; above 0, every gate draws masks of its own
  bool return_sequences = false;  ///< [batch, time, units] instead of [batch, units]
  bool return_state = false;      ///< the last states are further outputs: LSTM h, c; GRU, SimpleRNN h
  bool go_backwards = false;      ///< steps run from the last; sequences come in the order computed
  bool stateful = false;          ///< states outlive calls; needs a fixed batch size
  /// A masked step gives 0, not the output of the step before it. Without sequences the output is that of the last step all the same: 0 where it is
  /// masked.
  bool zero_output_for_mask = false;
  std::string name = {};
  bool trainable = true;
};

/// x is [batch, time, in], the output [batch, units] unless options say otherwise.
/// [i, f, c~, o] = x W + h' U + b; c = f c' + i c~; h = o act(c), gates through recurrent_activation (Hochreiter and Schmidhuber 1997, Gers 2000).
/// Weights: kernel [in, 4 units], recurrent_kernel [units, 4 units], bias [4 units], in the order i f c o. Values: input_gate, forget_gate,
/// candidate, output_gate (each also with /pre_activation), cell_state, hidden_state [batch, time, units]; initial_cell_state,
/// initial_hidden_state [batch, units]. Called with {x, h, c} the states start from those, and no step is masked, as in Keras 3: the mask that x
/// carries is then that of the output only. So too for GRU and SimpleRNN, called with {x, h}.
class PELLUCID_API LSTM : public Layer {
 public:
  template <Count T>
  explicit LSTM(T units, const RecurrentOptions& options = {}) : LSTM(Dim(units), options) {}

 private:
  LSTM(const Dim& units, const RecurrentOptions& options);
};

/// Shapes as of LSTM. z, r gates; h = z h' + (1 - z) h~ (Cho et al. 2014). Weights: kernel [in, 3 units], recurrent_kernel [units, 3 units], bias
/// ([2, 3 units] with reset_after, else [3 units]), in the order z r h. Values: update_gate, reset_gate, candidate (each also with
/// /pre_activation), hidden_state [batch, time, units]; initial_hidden_state [batch, units].
class PELLUCID_API GRU : public Layer {
 public:
  template <Count T>
  explicit GRU(T units, const RecurrentOptions& options = {}) : GRU(Dim(units), options) {}

 private:
  GRU(const Dim& units, const RecurrentOptions& options);
};

/// Shapes as of LSTM. h = act(x W + h' U + b) (Elman 1990). Weights: kernel [in, units], recurrent_kernel [units, units], bias [units]. Values:
/// pre_activation, hidden_state [batch, time, units]; initial_hidden_state [batch, units].
class PELLUCID_API SimpleRNN : public Layer {
 public:
  template <Count T>
  explicit SimpleRNN(T units, const RecurrentOptions& options = {}) : SimpleRNN(Dim(units), options) {}

 private:
  SimpleRNN(const Dim& units, const RecurrentOptions& options);
};

}  // namespace pellucid::inline v0
