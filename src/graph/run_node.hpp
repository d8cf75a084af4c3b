// One node as a program of the loop language: for the reference evaluator and for whoever checks a single op.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "graph/node.hpp"
#include "loop/program.hpp"

namespace pellucid::inline v0 {

Shape known_shape(const Dims& dims);  // throws ValueError where a dim is unknown

/// Where a check of that input's indices fails: "gather from 'embedding/embeddings', input 'indices'".
std::string check_label(const Apply& node, std::size_t input);

/// A node of known dims, with an element function, statements or a host function: what runs it. Buffers are the inputs, then the outputs.
class NodeProgram {
 public:
  NodeProgram() = default;
  explicit NodeProgram(const Apply& node);
  std::vector<Array> run(const std::vector<Array>& inputs) const;
  const loop::Program& program() const { return *program_; }

 private:
  std::shared_ptr<const loop::Program> program_;
  std::vector<Type> outputs_;
};

}  // namespace pellucid::inline v0
