// A program under test with the memory of its buffers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::loop {

class Trial {
 public:
  Program program;

  Trial() { program.name = "test"; }

  /// A buffer given by the caller. `T` is what stores its elements (std::uint8_t for bool).
  template <class T>
  int given(Role role, std::string name, Dims dims, const std::vector<T>& values, DType dtype = dtype_of<T>) {
    memory_.emplace_back(values.size() * sizeof(T) + 1);  // never null
    if (!values.empty()) std::memcpy(memory_.back().data(), values.data(), values.size() * sizeof(T));
    return add({std::move(name), dtype, std::move(dims), role});
  }
  template <class T>
  int input(std::string name, Dims dims, const std::vector<T>& values) {
    return given(Role::input, std::move(name), std::move(dims), values);
  }
  template <class T>
  int output(std::string name, Dims dims, std::size_t count, DType dtype = dtype_of<T>) {
    return given(Role::output, std::move(name), std::move(dims), std::vector<T>(count), dtype);
  }
  int temporary(std::string name, DType dtype, Dims dims, Dim offset = 0, int alias_of = -1) {
    memory_.emplace_back();
    return add({std::move(name), dtype, std::move(dims), Role::temporary, alias_of, std::move(offset)});
  }

  void kernel(std::vector<Axis> axes, std::vector<Store> stores, std::string name = "k") {
    program.body.emplace_back(Kernel{std::move(name), std::move(axes), std::move(stores), {}});
  }
  void loop(Axis axis, std::vector<Statement> body, bool reverse = false) {
    program.body.emplace_back(std::make_shared<const Loop>(Loop{std::move(axis), reverse, std::move(body)}));
  }

  void run(const std::vector<std::int64_t>& sizes = {}, bool checked = true) {
    verify(program);
    run_unverified(sizes, checked);
  }
  void run_unverified(const std::vector<std::int64_t>& sizes = {}, bool checked = true) {
    CallFrame frame{{}, sizes};
    for (auto& memory : memory_) frame.buffers.push_back(memory.empty() ? nullptr : memory.data());
    interpret(program, frame, checked);
  }

  template <class T>
  std::vector<T> values(int buffer) const {
    const std::vector<std::byte>& memory = memory_[static_cast<std::size_t>(buffer)];
    std::vector<T> values(memory.size() / sizeof(T));
    if (!values.empty()) std::memcpy(values.data(), memory.data(), values.size() * sizeof(T));
    return values;
  }

 private:
  int add(Buffer buffer) {
    program.buffers.push_back(std::move(buffer));
    return static_cast<int>(program.buffers.size()) - 1;
  }

  std::vector<std::vector<std::byte>> memory_;
};

/// The value of an expression without free axes.
template <class T>
T value_of(const Expression& expression, Trial trial = {}) {
  const int out = trial.output<T>("out", {}, 1, expression->dtype);
  trial.kernel({}, {{out, {}, expression}});
  trial.run();
  return trial.values<T>(out)[0];
}

/// The operation on these numbers, loaded from memory so that nothing is computed in advance.
template <class R, class T>
R compute(Operation operation, const std::vector<T>& arguments, DType dtype = dtype_of<T>) {
  Trial trial;
  Expressions loads;
  for (const T& argument : arguments)
    loads.push_back(load(trial.given<T>(Role::input, "x" + std::to_string(loads.size()), {}, {argument}, dtype), dtype, {}));
  return value_of<R>(loop::apply(operation, loads), std::move(trial));
}

inline Expression at(int buffer, DType dtype, Expressions index) { return load(buffer, dtype, std::move(index)); }

}  // namespace pellucid::loop
