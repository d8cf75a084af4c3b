// The scalar expressions of the loop language: what one element is, written with loads, indices and about forty operations.
// An op says with them what its output is at an index; the planner fuses by substituting one such saying into another.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <pellucid/dim.hpp>
#include <pellucid/dtype.hpp>

namespace pellucid::inline v0::loop {

// clang-format off: one line a family
enum class Operation : std::uint8_t {
  // leaves
  constant,  // `real` or `integer` by dtype
  index,     // the position on `axis`, int64
  size,      // the value of `extent`, int64
  load,      // element of `buffer` at arguments (one int64 a dimension)
  // conversions
  cast,  // to `dtype`; float to integer truncates toward zero and saturates, NaN gives 0; integer to integer keeps the low bits; to bool: != 0;
         // to and from float16 and bfloat16 by way of float32
  // arithmetic: both arguments and the result have one dtype; integers wrap, bool is not taken; float16 and bfloat16 are computed as float32,
  // each result rounded
  add, subtract, multiply, divide,  // divide: floats only
  floor_divide, modulo,             // integers round toward minus infinity, x // 0 = x % 0 = 0; floats: floor(x / y), and the exact rest
  bitwise_and, bitwise_or, bitwise_xor,  // integers
  left_shift, right_shift,  // integers; by a negative count or by all bits and more nothing of x is left: 0, and -1 for x < 0 shifted to the right
  minimum, maximum,                 // NaN when either is NaN; of 0 and -0 either
  power,                            // floats
  flow_product,                     // floats: a * b, and 0 where either is 0, whatever the other is
  polygamma,                        // floats: derivative number x of the digamma function at y; x = 0, 1, ... (gamma.hpp)
  fma,                              // a * b + c, rounded once; floats
  negate, absolute, sign,           // sign: -1, 0 or 1, NaN of NaN
  bitwise_not,                      // integers
  // floats only; sech_squared: 1 / cosh(x)^2; round: half to even
  square_root, exponential, expm1, logarithm, log1p, sine, cosine, tangent, tanh, sech_squared, erf, erfc, log_gamma, floor, ceil, round,
  // comparisons: two arguments of one dtype, result bool; any comparison with NaN but not_equal is false
  less, less_equal, equal, not_equal,
  // bool
  logical_and, logical_or, logical_not,
  select,       // condition (bool), then, otherwise: only the chosen one is evaluated, so that it may guard a load
  // the counter-based generator Philox4x32-10: word `integer` (0..3) of the block with counter (arguments 0..3) and key (arguments 4, 5),
  // all uint32, result uint32 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3")
  philox,
  // folds argument 0 over `axes`, first axis slowest, in order, starting from the neutral element of `reduction`; sums of floats in blocks, as
  // summation.hpp says; inside, its axes hide others of the same id. Sums and products of float16 and bfloat16 are formed in float32
  reduce,
};
// clang-format on

enum class Reduction : std::uint8_t { sum, product, minimum, maximum };  // over bool: minimum is all, maximum is any

/// A loop variable: runs from 0 to extent - 1. Identity is `id`; the name is for readers.
struct Axis {
  std::uint64_t id = 0;
  std::string name;
  Dim extent;
  bool operator==(const Axis& other) const { return id == other.id; }
};

/// A new axis, unlike every other.
Axis make_axis(std::string name, Dim extent);

struct ExpressionNode;

/// A handle to an immutable expression; expressions share parts, and a part that is shared is evaluated once.
class Expression {
 public:
  Expression() = default;
  explicit Expression(std::shared_ptr<const ExpressionNode> node) : node_(std::move(node)) {}
  const ExpressionNode* operator->() const { return node_.get(); }
  const ExpressionNode& operator*() const { return *node_; }
  const ExpressionNode* get() const { return node_.get(); }
  explicit operator bool() const { return node_ != nullptr; }
  friend bool operator==(const Expression& a, const Expression& b) { return a.node_ == b.node_; }

 private:
  std::shared_ptr<const ExpressionNode> node_;
};

using Expressions = std::vector<Expression>;

struct ExpressionNode {
  Operation operation = Operation::constant;
  DType dtype = DType::float32;  // of the result
  Expressions arguments;
  double real = 0;           // constant of a floating dtype
  std::int64_t integer = 0;  // constant of an integer dtype or bool; word of philox
  Axis axis;                 // index
  Dim extent;                // size
  int buffer = -1;           // load
  Reduction reduction = Reduction::sum;
  std::vector<Axis> axes;                                  // reduce
  std::shared_ptr<const std::vector<std::uint64_t>> free;  // what free_axes gives; set by the builders
  ExpressionNode() = default;
  ExpressionNode(const ExpressionNode&) = default;
  ExpressionNode(ExpressionNode&&) = default;
  ExpressionNode& operator=(const ExpressionNode&) = delete;
  ~ExpressionNode();  // iterative, so that long chains do not overflow the stack
};

// Builders. They check dtypes by assertion (ops are written by us), fold constants of integers and simplify index arithmetic
// (x + 0, x * 1, (x * n + y) // n with 0 <= y < n, ...), so that address expressions stay affine where they can.
Expression constant(double value, DType dtype);  // any dtype; integers and bool by conversion
Expression integer(std::int64_t value);          // an int64
Expression index(const Axis& axis);
Expression size(const Dim& extent);  // a known one becomes a constant
Expression load(int buffer, DType dtype, Expressions indices);
Expression cast(const Expression& value, DType dtype);  // the value itself when it has that dtype already
Expression apply(Operation operation, Expressions arguments);
Expression philox(int word, Expressions counter_and_key);
/// Of float16 and bfloat16 the sum or product is that of the body in float32, rounded once.
Expression reduce(Reduction reduction, std::vector<Axis> axes, const Expression& body);
Expression widened(const Expression& value);  // float16 and bfloat16 in float32, all else as it is
Expression select(const Expression& condition, const Expression& then, const Expression& otherwise);

Expression operator+(const Expression& a, const Expression& b);
Expression operator-(const Expression& a, const Expression& b);
Expression operator*(const Expression& a, const Expression& b);
Expression operator/(const Expression& a, const Expression& b);  // floor_divide for integers

/// The same expression with each index on an axis replaced (by axis id); axes of reductions inside are renamed so that nothing is captured.
struct Replacement {
  Axis axis;
  Expression by;
};
Expression substitute(const Expression& expression, const std::vector<Replacement>& replacements);

/// The neutral element of a reduction: 0, 1, the largest and the smallest value (infinities for floats).
Expression neutral(Reduction reduction, DType dtype);

/// An int64 expression as constant + sum of coefficient * axis, when it is one with coefficients that do not depend on axes.
struct Affine {
  struct Part {
    Axis axis;
    Dim coefficient;
  };
  std::vector<Part> parts;  // coefficients are not 0, one part an axis
  Dim constant;
  Dim coefficient_of(const Axis& axis) const;  // 0 when absent
};
bool find_affine(const Expression& expression, Affine& result);

/// The axes whose value the expression depends on (those of its own reductions are bound inside and do not count), by id, sorted.
std::vector<std::uint64_t> free_axes(const Expression& expression);

}  // namespace pellucid::inline v0::loop
