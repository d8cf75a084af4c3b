// Writes a case kernel by kernel, each with the schedule that the compiler would choose.
#pragma once

#include "cases.hpp"
#include "compiler/schedule/schedule.hpp"

namespace pellucid::kernels {

class Maker {
 public:
  Maker(std::string name, double operations) : made_{std::move(name), operations, {}} { made_.program.name = made_.name; }
  int buffer(Dims dims, loop::Role role = loop::Role::input) {
    loop::Program& program = made_.program;
    program.buffers.push_back({"b" + std::to_string(program.buffers.size()), DType::float32, std::move(dims), role});
    if (role == loop::Role::temporary) {
      program.buffers.back().arena_offset = program.arena_bytes;
      program.arena_bytes = program.arena_bytes + floor_divide(product(program.buffers.back().dims) * 4 + 63, 64) * 64;
    }
    return static_cast<int>(program.buffers.size()) - 1;
  }
  const Dims& dims(int buffer) const { return made_.program.buffers[static_cast<std::size_t>(buffer)].dims; }
  static loop::Expression at(int buffer, loop::Expressions indices) { return loop::load(buffer, DType::float32, std::move(indices)); }
  void kernel(std::vector<loop::Axis> axes, std::vector<loop::Store> stores) {
    loop::Kernel kernel{"kernel", std::move(axes), std::move(stores), {}};
    compiler::choose_schedule(kernel, made_.program.buffers, compiler::machine_facts());
    made_.program.body.emplace_back(std::move(kernel));
  }
  Case done() { return std::move(made_); }

 private:
  Case made_;
};

inline loop::Expression f32(double value) { return loop::constant(value, DType::float32); }

}  // namespace pellucid::kernels
