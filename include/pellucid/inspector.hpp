// Questions to a model, by path. Nothing here advances a state, changes a weight, or needs a second model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>

#include <pellucid/array.hpp>
#include <pellucid/model.hpp>
#include <pellucid/name.hpp>

namespace pellucid::inline v0 {

struct InspectOptions {
  bool training = false;                            ///< random layers and batch statistics as in training
  bool float64 = false;                             ///< the whole computation in float64, from the stored weights
  std::size_t most_bytes = std::size_t{256} << 20;  ///< of compiled questions; the least recently asked ones are forgotten
};

/// What an inspector keeps, in bytes as good as they can be told.
struct InspectorMemory {
  std::size_t questions = 0, bytes = 0;       ///< kept now
  std::uint64_t compiled = 0, forgotten = 0;  ///< so far
};

/// Of the derivatives by path.
struct PathGradientOptions {
  std::string reduce = {};  ///< "sum", "mean": for an `of` of many numbers
  bool zero_if_disconnected = false;
};

struct InspectorState;

/// A handle; one that was moved from throws StateError. Answers come as an ordered map from path, as written, to Array; one path alone gives its
/// Array. Compiled questions are kept, within `InspectOptions::most_bytes`: asking again is fast, and copies share them. Any number of threads may
/// ask at once; who asks what was asked before does not wait for a question that is derived. `x` holds an array for each input, of its rank, in order
/// or by name. Paths are those of `Model::values`, with a selection behind or not ("dense/output[:, 0]"). A Sequential that grows or shrinks is asked
/// as it is then, and layers that are frozen or not as they are then. Every question throws NameError with the nearest paths, ValueError for a
/// selection that cannot be read, ShapeError and ValueError for data that do not fit, IndexError for an id outside a table.
class PELLUCID_API Inspector {
 public:
  explicit Inspector(const Model& model, const InspectOptions& options = {});  ///< throws StateError for a model without input shape

  /// The values at the paths, of the types that `Model::values` gives; recurrent ones are [batch, time, units].
  Arrays read(const NameList& paths, const Data& x) const;
  Arrays read(std::initializer_list<NameView> paths, const Data& x) const { return read(NameList(paths), x); }
  Array read(NameView path, const Data& x) const;

  /// The derivative of one number, or of many made one by `reduce`: of the shape of each wrt. In a list of wrt, "weights" stands for all trainable
  /// weights. Throws ShapeError when `of` is many numbers and no `reduce` is given, NameError for an unknown one, DisconnectedError unless zeros are
  /// asked for, UndefinedDerivativeError.
  using GradientOptions = PathGradientOptions;
  Arrays gradient(NameView of, const NameList& wrt, const Data& x, const GradientOptions& options = {}) const;
  Arrays gradient(NameView of, std::initializer_list<NameView> wrt, const Data& x, const GradientOptions& options = {}) const {
    return gradient(of, NameList(wrt), x, options);
  }
  Array gradient(NameView of, NameView wrt, const Data& x, const GradientOptions& options = {}) const;

  /// Shape of `of`, then shape of wrt; with `per_example` as `pellucid::jacobian` gives it: [batch], the rest of `of`, then the rest of a wrt that
  /// counts the same examples, or all of a weight. "weights" as above. Throws DisconnectedError, UndefinedDerivativeError.
  Arrays jacobian(NameView of, const NameList& wrt, const Data& x, bool per_example = false) const;
  Arrays jacobian(NameView of, std::initializer_list<NameView> wrt, const Data& x, bool per_example = false) const {
    return jacobian(of, NameList(wrt), x, per_example);
  }
  Array jacobian(NameView of, NameView wrt, const Data& x, bool per_example = false) const;

  /// The derivative of unit `unit` of the layer's output, for each example (recurrent layers with sequences: each step), by every weight of the
  /// model, frozen ones too: by weight path [batch, ...shape] ([batch, time, ...shape]); zeros for weights downstream. No labels, no loss. A layer is
  /// named as in paths: "dense", "encoder/dense" inside the model 'encoder', "dense@1" in its second call; of several outputs the first is meant.
  /// Throws NameError, IndexError.
  Arrays neuron_gradient(NameView layer, std::int64_t unit, const Data& x) const;
  /// The same for every unit of every call of every layer that has weights, those inside models too, in one compiled call: by "<layer>", then weight
  /// path: "<layer>:<weight path>", [batch, (time,) units, ...shape]. Layers whose output holds no floating numbers have no derivative and are not
  /// among them.
  Arrays neuron_gradients(const Data& x) const;

  InspectorMemory memory() const;  ///< what it keeps now

 private:
  InspectorState& state() const;
  std::shared_ptr<InspectorState> state_;
};

}  // namespace pellucid::inline v0
