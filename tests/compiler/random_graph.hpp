// Graphs made at random, the same ones for the same seed.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

struct RandomGraph {
  Variables inputs;
  std::vector<Array> values;  // of the inputs
  std::vector<SharedVariable> shared;
  Variables outputs;
  std::vector<std::pair<SharedVariable, Variable>> updates;

  std::vector<std::pair<Variable, Array>> given() const;
};

struct RandomGraphOptions {
  std::size_t operations = 20;
  bool scans = true;
  bool updates = true;
  bool patterns = false;  // also what rewrite rules look for
};

RandomGraph random_graph(std::uint64_t seed, const RandomGraphOptions& options = {});

/// Numbers in [-1, 1), the same for the same seed.
Array random_array(const Shape& shape, std::uint64_t seed, DType dtype = DType::float32);

}  // namespace pellucid::inline v0
