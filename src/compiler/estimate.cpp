#include "compiler/estimate.hpp"

namespace pellucid::inline v0::compiler {
namespace {

constexpr std::int64_t guessed_extent = 32;  // of a batch, most often

}  // namespace

double estimate(const Dim& dim, const Bindings& typical) {
  if (dim.is_known()) return static_cast<double>(dim.value());
  Bindings guess = typical;
  for (const std::string& name : dim.unknowns()) guess.emplace(name, guessed_extent);
  return static_cast<double>(dim.evaluate(guess));
}

double estimate(const Dims& dims, const Bindings& typical) {
  double product = 1;
  for (const Dim& dim : dims) product *= estimate(dim, typical);
  return product;
}

}  // namespace pellucid::inline v0::compiler
