// What a function takes: matches shapes with the types of its inputs.
#pragma once

#include <string>
#include <vector>

#include "compiler/question.hpp"

namespace pellucid::inline v0::compiler {

class Signature {
 public:
  Signature() = default;
  explicit Signature(const Question& question);

  std::size_t size() const { return types_.size(); }
  const Type& type(std::size_t input) const { return types_[input]; }
  const std::string& function() const { return function_; }
  std::string where(std::size_t input) const;  ///< "function 'f', input 'x'"

  /// What the unknowns are for these shapes. Throws ShapeError naming input, axis, expected and received, also where extents differ that meet
  /// in the function; ValueError for a wrong count.
  Bindings bind(const std::vector<Shape>& shapes) const;

 private:
  std::string function_;
  Variables inputs_;
  std::vector<std::string> names_;
  std::vector<Type> types_;
  Requirements requirements_;
  std::map<std::string, Dim, std::less<>> solved_;
};

}  // namespace pellucid::inline v0::compiler
