// What the verifier knows where it is: the program, the statement's name for messages, the loops around.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::loop {

class Scope {
 public:
  Scope(const Program& program, std::string where) : program_(&program), where_(std::move(where)) {}

  const Program& program() const { return *program_; }
  const std::vector<Axis>& axes() const { return axes_; }

  [[noreturn]] void fail(const std::string& what) const {
    throw std::logic_error("program '" + program_->name + "', " + where_ + ": " + what);
  }

  /// The scope of something inside.
  Scope at(std::string where) const {
    Scope inner = *this;
    inner.where_ = std::move(where);
    return inner;
  }

  void bind(const Axis& axis);           // refuses one that is bound already
  void check_dim(const Dim& dim) const;  // all its unknowns are sizes of the program
  const Buffer& buffer(int number) const;
  const Buffer& writable(int number) const;
  int root(int number) const;  // the buffer whose memory it is
  std::string name_of(int number) const { return "'" + buffer(number).name + "'"; }

 private:
  const Program* program_;
  std::string where_;
  std::vector<Axis> axes_;
};

void verify_buffers(const Scope& scope);
void verify_expression(const Expression& expression, const Scope& scope);
void verify_element(int buffer, const Expressions& index, const Scope& scope);  // of a store, or of a load that always happens
void verify_bounds(const Expression& expression, const Scope& scope);           // of the loads that always happen
void verify_stores(const Kernel& kernel, const Scope& scope);                   // that no two collide, nor with loads
void verify_product(const Product& product, const Scope& scope);

}  // namespace pellucid::inline v0::loop
