#include "nn/losses/columns.hpp"

#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {

bool ends_in_one(const Variable& x) { return x.rank() > 0 && x.dims().back() == Dim(1); }

std::pair<Variable, Variable> as_columns(const Variable& y, const Variable& prediction) {
  const Variable p = prediction.rank() == 1 ? insert_axis(prediction, 1) : prediction;
  const auto last = static_cast<std::int64_t>(p.rank()) - 1;
  return {ends_in_one(p) && y.rank() + 1 == p.rank() ? insert_axis(y, last) : y, p};
}

}  // namespace pellucid::inline v0
