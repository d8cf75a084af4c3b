// What one element of a node's output costs and where it reads its inputs: learnt by asking the op for its element once.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "graph/node.hpp"
#include "loop/expression.hpp"

namespace pellucid::inline v0::compiler {

struct Probe {
  struct Read {
    std::size_t input = 0;
    loop::Expressions index;  // over `axes` and the reductions' axes
    bool in_reduction = false;
    bool is_indirect = false;  // the index depends on loaded values
  };
  std::vector<loop::Axis> axes;     // one for each dim of the output
  std::vector<loop::Axis> reduced;  // of all reductions inside
  std::vector<Read> reads;
  int operations = 0;  // arithmetic, not counting indices
  double weight = 0;   // the same in units of an addition; what is inside reductions counts once
  bool reduces = false;
  bool is_view = false;     // one element of one input, at an affine index, and nothing else
  bool is_reshape = false;  // the same at another index: elements in the same order
};

/// An axis for each extent: i, j, k, ...
std::vector<loop::Axis> axes_over(const Dims& dims);

/// Probes are kept while a question is planned.
class Probes {
 public:
  const Probe& of(const Variable& value);

 private:
  std::unordered_map<Variable, std::unique_ptr<Probe>> known_;
};

}  // namespace pellucid::inline v0::compiler
