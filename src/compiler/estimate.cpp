#include "compiler/estimate.hpp"

namespace pellucid::inline v0::compiler {
namespace {

constexpr std::int64_t guessed_extent = 32;  // of a batch, most often

}  // namespace

double estimate(const Dim& dim) {
  if (dim.is_known()) return static_cast<double>(dim.value());
  Bindings guess;
  for (const std::string& name : dim.unknowns()) guess.emplace(name, guessed_extent);
  return static_cast<double>(dim.evaluate(guess));
}

double estimate(const Dims& dims) {
  double product = 1;
  for (const Dim& dim : dims) product *= estimate(dim);
  return product;
}

}  // namespace pellucid::inline v0::compiler
