// A compiled graph: inputs to outputs, with updates of shared state, as Theano's `function`.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/export.hpp>
#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// A shared variable gets a new value at the end of each call.
using Updates = std::vector<std::pair<SharedVariable, Variable>>;

struct FunctionOptions {
  /// Applied together, after every output is computed from the old values; when a call throws, none is.
  Updates updates = {};
  /// Each first is computed as its second says; types are equal.
  std::vector<std::pair<Variable, Variable>> givens = {};
  /// Values read beside the outputs, returned after them. They do not change a bit of the outputs or updates.
  Targets reads = {};
  std::string name = "function";  ///< in messages and programs
  /// One program for whatever unknown extents turn out to be, and none for sizes that come: a new shape compiles nothing.
  bool any_size = false;
};

/// Where the time of calls went, when asked for.
struct FunctionProfile {
  struct Line {
    std::string kernel;
    std::int64_t calls = 0;
    double seconds = 0;
  };
  std::vector<Line> kernels;  ///< in the order in which they run
  std::int64_t calls = 0;
  double seconds = 0;                          ///< of whole calls
  double compile_seconds = 0;                  ///< not in `seconds`
  PELLUCID_API std::string to_string() const;  ///< a table, longest first
};

/// Compiled on the first call for each set of input shapes; the least recently used sets are forgotten. A handle: copies share what is compiled.
///
/// Threads: calls without updates run at the same time; each sees all shared variables as they are before or after another function's updates,
/// never between. A call with updates waits for calls that read its shared variables, and throws StateError when another call is updating one
/// of them; nothing has changed then.
class PELLUCID_API Function {
 public:
  Function() = default;  ///< empty; calling it throws StateError
  /// Throws ValueError for an input that is not an input, is given twice, or is missing, naming it; StateError for an empty Variable; ShapeError
  /// or DtypeError for updates and givens of another type.
  Function(const Variables& inputs, const Targets& outputs, const FunctionOptions& options = {});
  Function(const Variables& inputs, std::initializer_list<Target> outputs, const FunctionOptions& options = {});
  Function(const Variables& inputs, const Variables& outputs, const FunctionOptions& options = {});

  explicit operator bool() const { return state_ != nullptr; }

  /// Outputs, then reads: `f({a, b})`, and `f(a)` where there is one input. Inputs are cast to the dtypes of the function's inputs. Allocates
  /// nothing but the results when warm. Throws ValueError for a wrong number of inputs, ShapeError naming the input, IndexError naming an index
  /// outside its axis, StateError (see above). Indices are looked at where they are used: an operation whose result no output needs, or that is
  /// cut off whole, is not computed.
  std::vector<Array> operator()(const std::vector<Array>& inputs) const;
  template <std::same_as<Array> T>  // so that braces are always a list of inputs
  std::vector<Array> operator()(const T& input) const {
    return (*this)(std::vector<Array>{input});
  }

  /// The same into given arrays: contiguous, of the right dtype and shape, not overlapping each other or shared variables; they may overlap
  /// inputs. Allocates nothing when warm. Also throws ValueError, DtypeError, ShapeError or StateError naming the output that does not fit;
  /// after an IndexError the outputs are undefined.
  void call_into(std::span<const Array> inputs, std::span<Array> outputs) const;

  /// The shapes of outputs, then reads, for inputs of these shapes. Throws as a call.
  std::vector<Shape> output_shapes(const std::vector<Shape>& inputs) const;

  const std::string& name() const;
  std::string backend() const;       ///< "native", or "interpreter" where memory cannot be made executable
  std::string program_text() const;  ///< the loop program of the last call's shapes; empty before the first call
  std::string native_text() const;   ///< its machine code as assembly; empty where there is none

  /// Times each kernel from now on; calls become a little slower. Asking again starts anew.
  void start_profile() const;
  FunctionProfile profile() const;  ///< what was measured since; empty when never started

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace pellucid::inline v0
