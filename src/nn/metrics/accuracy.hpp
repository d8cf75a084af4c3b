// The share of right predictions, an example each; the last axis is reduced. Formulas are Keras 3's but for one.
#pragma once

#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

Variable binary_accuracy(const Variable& y, const Variable& prediction);  ///< y == (p > 0.5): exactly 0.5 is class 0
Variable binary_accuracy_keras2(const Variable& y,
                                const Variable& prediction);  ///< y == round(p), which Keras 1 and 2 also took of regressions
Variable categorical_accuracy(const Variable& y, const Variable& prediction);         ///< argmax(y) == argmax(p), ties to the first
Variable sparse_categorical_accuracy(const Variable& y, const Variable& prediction);  ///< y == argmax(p)
/// One of the three of Keras 3, by shapes alone.
Variable accuracy(const Variable& y, const Variable& prediction);

}  // namespace pellucid::inline v0
