// Machine code of loop programs, made in this process. No LLVM type is seen here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

/// One Product statement as it runs: C = A B or C += A B for each of `batch` pairs. Strides are in elements and may be 0 or negative.
struct ProductCall {
  struct Operand {
    void* data = nullptr;  // of the first element; A and B are only read
    std::int64_t batch_stride = 0, row_stride = 0, column_stride = 0;
  };
  const loop::Product* product = nullptr;  // the statement; lives as long as the code
  int site = 0;                            // its number among the products of the program, in the order of the text
  DType dtype = DType::float32;
  std::int64_t batch = 0, rows = 0, columns = 0, inner = 0;
  Operand a, b, c;  // a: [rows, inner], b: [inner, columns], c: [rows, columns]
  bool accumulate = false;
};

/// Does a product. May throw: the call ends and `run` throws the same.
using ProductFunction = void (*)(const ProductCall& call);

struct NativeOptions {
  int vector_bits = 0;                // widest registers to use: 512, 256 or 128; 0: the widest of this machine
  int optimisation = 2;               // 0: made fastest .. 3: runs fastest
  ProductFunction product = nullptr;  // nullptr: plain loops
  std::string* ir = nullptr;          // receives the code before it is translated, as text
  std::string* assembly = nullptr;    // receives the machine code as text
};

/// What it cost to make the code.
struct NativeCost {
  double emit_ms = 0, optimise_ms = 0, translate_ms = 0, link_ms = 0;
  std::size_t instructions = 0;  // of the intermediate code after optimising
  std::size_t object_bytes = 0;
};

/// A Check that failed: its number among the checks of the program in the order of the text, and the first offending element.
struct CheckFailure {
  int check = -1;  // -1: none
  std::int64_t position = 0, value = 0, limit = 0;
  explicit operator bool() const { return check >= 0; }
};

/// The machine code of one program. Any number of threads may run it at once, each with its own arena and outputs.
class NativeCode {
 public:
  struct Parts;
  explicit NativeCode(std::unique_ptr<Parts> parts);
  NativeCode(NativeCode&&) noexcept;
  NativeCode& operator=(NativeCode&&) noexcept;
  ~NativeCode();

  /// `buffers`: in the order of Program::buffers, those of temporaries are ignored. `arena`: 64-byte aligned, as large as
  /// Program::arena_bytes for these sizes. A failed check leaves outputs partly written. Throws only what a HostCall or Product threw.
  CheckFailure run(void* const* buffers, const std::int64_t* sizes, std::byte* arena) const;

  const loop::Check& check(int number) const;
  const NativeCost& cost() const;
  std::size_t bytes() const;  ///< about what it takes in memory

 private:
  std::unique_ptr<Parts> parts_;
};

/// False where memory cannot be made executable; programs are then interpreted.
bool can_make_native_code();

/// Throws ResourceError when no executable memory can be had.
std::shared_ptr<const NativeCode> make_native(const loop::Program& program, const NativeOptions& options = {});

/// For tests: what answers instead of asking the system; nullptr asks it again.
void set_executable_memory_probe(bool (*probe)());

}  // namespace pellucid::inline v0::compiler
