// Questions to a model, by path. Nothing here advances a state, changes a weight, or needs a second model.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/model.hpp>

namespace pellucid::inline v0 {

struct InspectOptions {
  bool training = false;  ///< random layers and batch statistics as in training
  bool float64 = false;   ///< the whole computation in float64, from the stored weights
};

struct InspectorState;

/// A handle; one that was moved from throws StateError. Answers come as an ordered map from path, as written, to Array. Compiled questions are
/// kept: asking again is fast, and copies share them. `x` holds an array for each input, of its rank. Paths are those of `Model::values`, with a selection behind or
/// not ("dense/output[:, 0]"). Every question throws NameError with the nearest paths, ValueError for a selection that cannot be read, ShapeError
/// and ValueError for data that do not fit, IndexError for an id outside a table.
class PELLUCID_API Inspector {
 public:
  explicit Inspector(const Model& model, const InspectOptions& options = {});  ///< throws StateError for a model without input shape

  /// The values at the paths, of the types that `Model::values` gives; recurrent ones are [batch, time, units].
  Arrays read(const std::vector<std::string>& paths, const Data& x) const;
  Arrays read(std::initializer_list<std::string> paths, const Data& x) const { return read(std::vector<std::string>(paths), x); }
  Array read(std::string_view path, const Data& x) const;

  /// The derivative of one number, or of many made one by `reduce`: of the shape of each wrt. `wrt` "weights" stands for all trainable weights.
  /// Throws ShapeError when `of` is many numbers and no `reduce` is given, NameError for an unknown one, DisconnectedError unless zeros are
  /// asked for, UndefinedDerivativeError.
  struct GradientOptions {
    std::string reduce = {};  ///< "sum", "mean": for an `of` of many numbers
    bool zero_if_disconnected = false;
  };
  Arrays gradient(std::string_view of, const std::vector<std::string>& wrt, const Data& x, const GradientOptions& options) const;
  Arrays gradient(std::string_view of, const std::vector<std::string>& wrt, const Data& x) const { return gradient(of, wrt, x, {}); }
  Arrays gradient(std::string_view of, std::initializer_list<std::string> wrt, const Data& x, const GradientOptions& options) const {
    return gradient(of, std::vector<std::string>(wrt), x, options);
  }
  Arrays gradient(std::string_view of, std::initializer_list<std::string> wrt, const Data& x) const { return gradient(of, wrt, x, {}); }
  Array gradient(std::string_view of, std::string_view wrt, const Data& x) const;

  /// Shape of `of`, then shape of wrt; with `per_example` as `pellucid::jacobian` gives it: [batch], the rest of `of`, then the rest of a wrt that
  /// counts the same examples, or all of a weight. Throws DisconnectedError, UndefinedDerivativeError.
  Array jacobian(std::string_view of, std::string_view wrt, const Data& x, bool per_example = false) const;

  /// The derivative of unit `unit` of the layer's output, for each example (recurrent layers with sequences: each step), by every weight of the
  /// model: by weight path [batch, ...shape] ([batch, time, ...shape]); zeros for weights downstream. No labels, no loss.
  /// Throws NameError, IndexError.
  Arrays neuron_gradient(std::string_view layer, std::int64_t unit, const Data& x) const;
  /// The same for every unit of every layer that has weights, in one compiled call: by "<layer>", then weight path:
  /// "<layer>:<weight path>", [batch, (time,) units, ...shape].
  Arrays neuron_gradients(const Data& x) const;

 private:
  InspectorState& state() const;
  std::shared_ptr<InspectorState> state_;
};

}  // namespace pellucid::inline v0
