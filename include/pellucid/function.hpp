// A compiled graph: inputs to outputs, with updates of shared state, as Theano's `function`.
#pragma once

#include <concepts>
#include <cstddef>
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

/// What a function keeps between calls, at most. The least recently used goes; what the last call used stays, however large.
struct FunctionLimits {
  std::size_t program_bytes = std::size_t{64} << 20;  ///< of programs, compiled for sets of input shapes
  std::size_t idle_bytes = std::size_t{16} << 20;     ///< of memory to compute in, for the next calls
};

/// What a function keeps, in bytes as good as they can be told.
struct FunctionMemory {
  std::size_t programs = 0, program_bytes = 0;  ///< kept now
  std::size_t idle = 0, idle_bytes = 0;         ///< kept now: one for each set of shapes that calls had of late
  std::uint64_t compiled = 0, forgotten = 0;    ///< programs, so far
};

struct FunctionOptions {
  /// Applied together, after every output is computed from the old values; when a call throws, none is.
  Updates updates = {};
  /// Each first is computed as its second says; types are equal.
  std::vector<std::pair<Variable, Variable>> givens = {};
  /// Values read beside the outputs, returned after them. They do not change a bit of the outputs or updates.
  Targets reads = {};
  /// Values that are not computed; extents that meet in them are checked in each call like those of what is.
  Targets checked = {};
  std::string name = "function";  ///< in messages and programs
  /// One program for whatever unknown extents turn out to be, and none for sizes that come: a new shape compiles nothing.
  bool any_size = false;
  FunctionLimits limits = {};
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

/// Compiled when a call needs it: for the input shapes themselves where their unknown extents are small (up to 16) or round (powers of two; 1, 2
/// and 5 times powers of ten), for any others together. How long a function runs, it keeps what its limits allow (FunctionLimits). A handle:
/// copies share what is compiled.
///
/// Bits: equal inputs give equal bits on one machine, whatever was called before, by whom, on how many threads.
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
  FunctionMemory memory() const;     ///< what it keeps now
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
