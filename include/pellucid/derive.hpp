// Derivatives: from graphs to graphs. What comes back are Variables like any other: print them, differentiate them again, compile them.
//
// With respect to any value: an input, a weight, a value between, a value inside a scan, or a part of one (a Target with a selection). A
// derivative by a value is that of adding to it where it is made: all that is made of it moves, nothing that it is made of does.
//
// Three answers are told apart. Zero: a path leads from `wrt` to `of`, through something that is constant (floor, a comparison). Disconnected: no
// path does; DisconnectedError, or zeros when asked for. Undefined: a path leads through an operation that says that it has no derivative, or
// every path through integers; UndefinedDerivativeError. Both errors name the two ends and the operation where the path ends. Beside a path
// that has a derivative one through integers adds nothing: they change in steps alone.
//
// Every function throws ValueError for an empty Variable, and UndefinedDerivativeError where `of` or `wrt` does not hold floating numbers.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/export.hpp>
#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// What is answered where `of` does not depend on `wrt`.
enum class IfDisconnected : std::uint8_t { error, zero };

struct GradientOptions {
  std::string reduce = {};  ///< how `of` becomes one number: "sum", "mean", or nothing when it is one
  IfDisconnected if_disconnected = IfDisconnected::error;
};

/// d of / d wrt, of the shape of `wrt`. Throws ShapeError when `of` is not one number and no `reduce` is given, NameError for an unknown `reduce`.
PELLUCID_API Variable gradient(const Target& of, const Target& wrt, const GradientOptions& options = {});
PELLUCID_API Variables gradient(const Target& of, const Targets& wrt, const GradientOptions& options = {});
PELLUCID_API Variables gradient(const Target& of, std::initializer_list<Target> wrt, const GradientOptions& options = {});

struct DerivativeOptions {
  IfDisconnected if_disconnected = IfDisconnected::error;
};

/// For each `wrt` the sum over `of` of cotangent times derivative (J' v), of the shape of that `wrt`. There is one cotangent for each `of`, of its
/// type. Throws ShapeError, DtypeError when one has another type, ValueError when their number differs.
PELLUCID_API Variable pullback(const Target& of, const Target& wrt, const Variable& cotangent, const DerivativeOptions& options = {});
PELLUCID_API Variables pullback(const Targets& of, const Targets& wrt, const Variables& cotangents, const DerivativeOptions& options = {});
PELLUCID_API Variables pullback(std::initializer_list<Target> of, std::initializer_list<Target> wrt,
                                std::initializer_list<Variable> cotangents, const DerivativeOptions& options = {});

/// For each `of` the sum over `wrt` of derivative times tangent (J v), of the shape of that `of`. There is one tangent for each `wrt`, of its type.
/// Throws as `pullback`; an `of` is disconnected when it depends on no `wrt`.
PELLUCID_API Variable pushforward(const Target& of, const Target& wrt, const Variable& tangent, const DerivativeOptions& options = {});
PELLUCID_API Variables pushforward(const Targets& of, const Targets& wrt, const Variables& tangents, const DerivativeOptions& options = {});
PELLUCID_API Variables pushforward(std::initializer_list<Target> of, std::initializer_list<Target> wrt,
                                   std::initializer_list<Variable> tangents, const DerivativeOptions& options = {});

/// Whether a Jacobian is made row by row (all rows at once), column by column, or as is estimated to be cheaper. The numbers are the same.
enum class JacobianMode : std::uint8_t { automatic, forward, reverse };

struct JacobianOptions {
  /// Axis 0 of `of` counts examples, and only the derivative of each example by itself is asked for: without the blocks between two examples,
  /// which are zero where examples do not meet.
  bool per_example = false;
  JacobianMode mode = JacobianMode::automatic;
  IfDisconnected if_disconnected = IfDisconnected::error;
};

/// All derivatives of all elements: [of..., wrt...]. With `per_example`: [batch, rest of of..., rest of wrt...] for a `wrt` whose axis 0 counts the
/// same examples, and [batch, rest of of..., wrt...] for one that all examples share, as weights are: shared variables, and inputs of another
/// extent. Throws ShapeError when `per_example` is asked of a single number.
PELLUCID_API Variable jacobian(const Target& of, const Target& wrt, const JacobianOptions& options = {});
PELLUCID_API Variables jacobian(const Target& of, const Targets& wrt, const JacobianOptions& options = {});
PELLUCID_API Variables jacobian(const Target& of, std::initializer_list<Target> wrt, const JacobianOptions& options = {});

/// The second derivatives of one number: [wrt..., wrt...]; of several `wrt` each with itself. Throws ShapeError when `of` is not one number and no
/// `reduce` is given.
PELLUCID_API Variable hessian(const Target& of, const Target& wrt, const GradientOptions& options = {});
PELLUCID_API Variables hessian(const Target& of, const Targets& wrt, const GradientOptions& options = {});
PELLUCID_API Variables hessian(const Target& of, std::initializer_list<Target> wrt, const GradientOptions& options = {});

/// The Hessian by all `wrt` together times `vectors`, of the shapes of `wrt`; the Hessian itself is never made. Throws as `hessian` and `pushforward`.
PELLUCID_API Variable hessian_vector_product(const Target& of, const Target& wrt, const Variable& vector,
                                             const GradientOptions& options = {});
PELLUCID_API Variables hessian_vector_product(const Target& of, const Targets& wrt, const Variables& vectors,
                                              const GradientOptions& options = {});
PELLUCID_API Variables hessian_vector_product(const Target& of, std::initializer_list<Target> wrt, std::initializer_list<Variable> vectors,
                                              const GradientOptions& options = {});

/// d of[b] / d wrt for each example b, where `of` is [batch]: the shapes of `jacobian` with `per_example`. Right also where examples meet, as in batch normalisation; where they
/// provably do not, it costs about as much as one gradient. Throws ShapeError when `of` has another rank.
PELLUCID_API Variable per_example_gradient(const Target& of, const Target& wrt, const DerivativeOptions& options = {});
PELLUCID_API Variables per_example_gradient(const Target& of, const Targets& wrt, const DerivativeOptions& options = {});
PELLUCID_API Variables per_example_gradient(const Target& of, std::initializer_list<Target> wrt, const DerivativeOptions& options = {});

/// The graph of `outputs` for `size` values of each of `inputs` at once: `batched` stand for `inputs` and have a new axis 0 of extent `size`, and so
/// have the results. Throws ShapeError, DtypeError when a batched value has another type, ValueError when their number differs.
PELLUCID_API Variables vectorize(const Variables& outputs, const Variables& inputs, const Variables& batched, const Dim& size);

/// The value itself, taken as a constant by derivatives: through it `of` and `wrt` are disconnected.
PELLUCID_API Variable stop_gradient(const Variable& value);

struct GradientCheckOptions {
  int order = 1;                    ///< 2 also checks the derivatives of the gradient
  double step = 1e-5;               ///< of the central differences, times the magnitude of the element when that is above 1
  double tolerance = 1e-6;          ///< relative to the largest magnitude of either, at least 1
  std::size_t most_positions = 64;  ///< elements of each `wrt` that are tried, spread evenly
};

/// One element whose derivative differs from the quotient of differences.
struct GradientMismatch {
  std::size_t wrt = 0;     ///< which of them
  int order = 1;           ///< 1 the gradient, 2 the gradient of the gradient
  std::string derivative;  ///< "gradient" or "pushforward"
  Shape position;
  double derived = 0;   ///< what the derivative says
  double measured = 0;  ///< what central differences say
};

struct GradientCheck {
  std::size_t positions = 0;                      ///< elements tried
  double worst = 0;                               ///< the largest error relative to the largest magnitude
  std::vector<GradientMismatch> mismatches = {};  ///< worst first
  explicit operator bool() const { return mismatches.empty(); }
  PELLUCID_API std::string to_string() const;  ///< a line for each mismatch: position and both values
};

/// Compares derivatives with central differences, all in float64: of `of`, made one number by a sum with unequal weights, by each `wrt`. `inputs`
/// gives the inputs of the graph as in `evaluate`. Zero is taken where the two are disconnected.
PELLUCID_API GradientCheck check_gradient(const Target& of, const Targets& wrt, const std::vector<std::pair<Variable, Array>>& inputs,
                                          const GradientCheckOptions& options = {});
PELLUCID_API GradientCheck check_gradient(const Target& of, std::initializer_list<Target> wrt,
                                          const std::vector<std::pair<Variable, Array>>& inputs, const GradientCheckOptions& options = {});

}  // namespace pellucid::inline v0
