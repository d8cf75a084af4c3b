// A small program with its arrays: run by machine code and by the interpreter, compared element by element.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "compiler/llvm/native.hpp"
#include "loop/program.hpp"

namespace pellucid::testing {

/// Builds a program; then runs it both ways. Temporaries are laid out one after the other.
class ProgramUnderTest {
 public:
  int input(DType dtype, Dims dims) { return add("in", dtype, std::move(dims), loop::Role::input); }
  int output(DType dtype, Dims dims) { return add("out", dtype, std::move(dims), loop::Role::output); }
  int state(DType dtype, Dims dims) { return add("state", dtype, std::move(dims), loop::Role::state); }
  int temporary(DType dtype, Dims dims);
  /// A load of the buffer at these indices.
  loop::Expression at(int buffer, loop::Expressions indices) const;
  loop::Kernel& kernel(std::vector<loop::Axis> axes, std::vector<loop::Store> stores, loop::Schedule schedule = {});

  /// Values to start from; without them inputs get numbers that depend on `seed` alone, outputs and the arena a poison.
  template <class T>
  void set(int buffer, const std::vector<T>& values) {
    const auto* bytes = reinterpret_cast<const std::byte*>(values.data());
    given_.emplace_back(buffer, std::vector<std::byte>(bytes, bytes + values.size() * sizeof(T)));
  }
  void bind(const std::string& name, std::int64_t value);

  struct Tolerance {
    double relative = 2e-6, absolute = 2e-6;  // of float32; float64 gets 1e-9 of it, 16-bit floats 2e-2
    bool bits = false;                        // NaN equals NaN, but no other difference is allowed
  };
  /// Empty when all outputs and states agree and nothing was written beside them; otherwise what differs.
  std::string difference(const compiler::NativeOptions& options, Tolerance tolerance) const;
  std::string difference(const compiler::NativeOptions& options = {}) const { return difference(options, Tolerance()); }

  /// What machine code leaves in a buffer, as doubles.
  std::vector<double> native_result(int buffer, const compiler::NativeOptions& options = {}) const;
  compiler::CheckFailure native_failure(const compiler::NativeOptions& options = {}) const;

  loop::Program program;
  std::uint64_t seed = 1;
  double low = -2, high = 2;  // of random floats

 private:
  struct Memory;
  int add(const std::string& name, DType dtype, Dims dims, loop::Role role);
  Memory fresh_memory() const;
  std::vector<std::int64_t> sizes() const;
  std::int64_t count_of(const loop::Buffer& buffer) const;
  std::string compare(const Memory& native, const Memory& interpreted, Tolerance tolerance) const;

  Bindings bindings_;
  std::vector<std::pair<int, std::vector<std::byte>>> given_;
};

/// The widest vectors to use: those that this machine has of 512, 256 and 128 bits are tested all.
std::vector<compiler::NativeOptions> all_targets();

/// A float of this dtype, from its bytes.
double element(const std::byte* data, DType dtype, std::int64_t position);

}  // namespace pellucid::testing
