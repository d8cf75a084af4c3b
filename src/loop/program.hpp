// A program of the loop language: what a compiled function does, as loops over buffers. The planner writes it; the interpreter says what
// it means; a back end makes it fast.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

enum class Role : std::uint8_t {
  input,      // read only, given by the caller
  output,     // written, given by the caller
  state,      // read and written, outlives the call (shared variables)
  constant,   // read only, lives as long as the program
  temporary,  // lives in the arena of one call
};

/// A dense row-major block of elements. A buffer's number is its position in Program::buffers.
struct Buffer {
  std::string name;
  DType dtype = DType::float32;
  Dims dims;
  Role role = Role::temporary;
  int alias_of = -1;     // temporaries and outputs: shares the memory of that buffer (same bytes from the same start), -1 for none
  Dim arena_offset = 0;  // temporaries: bytes from the start of the arena, a multiple of 64, set by the memory plan
};

enum class Write : std::uint8_t { set, add };

/// buffer[index...] = value, or += value. Where float32 or float64 are added and `rest` is a buffer of the same dtype and dims, what rounding
/// cuts off from the sum is added to the same element of that one: sums of any number of terms, which the indices scatter.
struct Store {
  int buffer = -1;
  Expressions index;
  Expression value;
  Write write = Write::set;
  int rest = -1;
};

/// How a kernel is run; a hint that never changes what is computed, only (for reductions along the vector) the association of sums.
struct Schedule {
  std::int64_t vector_axis = -1;  // position in Kernel::axes of the axis that runs along a vector register; -1: scalar
  std::int64_t vector_width = 1;  // elements; a power of two
  /// For each axis of the kernel, how many positions (vectors on the vector axis) are computed together in registers; empty: 1.
  std::vector<std::int64_t> tile = {};
  std::int64_t unroll_reduction = 1;  // steps of the innermost reduction axis a loop turn
  /// The innermost reduction axis runs along the vector (full reductions, dot products): partial sums by lane.
  bool vectorize_reduction = false;
  bool parallel = false;  // the first axis may be split over threads
};

/// At each point of the space of `axes` (the first slowest) the values of all stores are computed, then stored. A reduction whose body
/// does not depend on inner axes may be computed once per point of the outer ones. With Write::set no two points store to one element.
/// A buffer that is both loaded and stored is loaded only at the very element that the same point stores, or where an index that only the
/// loops around the kernel change shows that no point of it stores (out[t - 1] while it stores out[t]).
struct Kernel {
  std::string name;
  std::vector<Axis> axes;
  std::vector<Store> stores;
  Schedule schedule;
};

/// C = A B, or C += A B, batched, for products too large for generated code. Offsets, strides in elements; may depend on enclosing loops.
/// The interpreter adds in the order of `inner`, in blocks as summation.hpp says, for 16-bit floats in float32; others may associate otherwise.
struct Product {
  struct Operand {
    int buffer = -1;
    Expression offset;  // int64: of the first element
    Dim batch_stride, row_stride, column_stride;
  };
  std::string name;
  Dim batch = 1, rows, columns, inner;
  Operand a, b, c;  // a: [rows, inner], b: [inner, columns], c: [rows, columns]
  Write write = Write::set;
};

/// Work that loops cannot say (sorting): a C++ function on whole buffers.
struct HostCall {
  std::string name;
  struct Span {
    void* data;
    DType dtype;
    std::vector<std::int64_t> shape;
  };
  std::function<void(const std::vector<Span>& inputs, const std::vector<Span>& outputs)> function;
  std::vector<int> inputs, outputs;
};

/// An index that must lie in [0, limit): checked before anything that uses it runs. Otherwise the call ends with an IndexError.
struct Check {
  std::string what;  // "Embedding 'embedding', input 'indices'"
  int buffer = -1;   // of integers
  Dim limit;
};

struct Loop;
using Statement = std::variant<Kernel, Product, HostCall, Check, std::shared_ptr<const Loop>>;

/// A loop around statements; `axis` may be used in their index expressions. With `reverse` the axis runs from extent - 1 to 0.
struct Loop {
  Axis axis;
  bool reverse = false;
  std::vector<Statement> body;
};

struct Program {
  std::string name;
  std::vector<Buffer> buffers;
  std::vector<Statement> body;
  std::vector<std::string> sizes;  // the unknowns whose values a call must give, in the order of the call; empty when specialised
  Dim arena_bytes = 0;
};

std::string print(const Expression& expression, const std::vector<Buffer>& buffers);
std::string print(const Program& program);

/// Throws std::logic_error naming the first statement that breaks a rule: dtypes, ranks, unbound axes, roles, indices that can be proven to
/// leave their buffer, stores that collide, aliases of different size.
void verify(const Program& program);

/// The pointers of one call, in the order of Program::buffers: those of temporaries are null (the arena holds them).
struct CallFrame {
  std::vector<void*> buffers;
  std::vector<std::int64_t> sizes;  // in the order of Program::sizes
};

/// Runs the program slowly and obviously: the meaning of the language. `checked` verifies each access against the bounds of its buffer
/// (std::logic_error). Allocates its own arena. Throws IndexError where a Check fails.
void interpret(const Program& program, const CallFrame& frame, bool checked = true);

}  // namespace pellucid::inline v0::loop
