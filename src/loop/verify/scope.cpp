#include "loop/verify/scope.hpp"

#include <algorithm>

namespace pellucid::inline v0::loop {

void Scope::bind(const Axis& axis) {
  check_dim(axis.extent);
  if (std::ranges::find(axes_, axis) != axes_.end()) fail("the axis '" + axis.name + "' is bound twice");
  axes_.push_back(axis);
}

void Scope::check_dim(const Dim& dim) const {
  for (const std::string& unknown : dim.unknowns())
    if (std::ranges::find(program_->sizes, unknown) == program_->sizes.end()) fail("the size '" + unknown + "' is not one of the program");
}

const Buffer& Scope::buffer(int number) const {
  if (number < 0 || static_cast<std::size_t>(number) >= program_->buffers.size()) fail("there is no buffer " + std::to_string(number));
  return program_->buffers[static_cast<std::size_t>(number)];
}

const Buffer& Scope::writable(int number) const {
  const Buffer& written = buffer(number);
  for (const Buffer* one : {&written, &buffer(root(number))})
    if (one->role == Role::input || one->role == Role::constant) fail("buffer '" + one->name + "' is only read, and is written");
  return written;
}

int Scope::root(int number) const {
  for (std::size_t steps = 0; buffer(number).alias_of >= 0; ++steps) {
    if (steps > program_->buffers.size()) fail("the aliases of buffer " + name_of(number) + " form a circle");
    number = buffer(number).alias_of;
  }
  return number;
}

}  // namespace pellucid::inline v0::loop
