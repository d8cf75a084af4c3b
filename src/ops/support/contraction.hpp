// Contractions in Einstein's notation, and the products of matrices made of them.
#pragma once

#include <map>
#include <string>

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

/// A letter for each axis of two operands and their result.
struct Labels {
  std::string a, b, out;
  std::string text() const { return a + "," + b + "->" + out; }
  Labels canonical() const;  ///< lettered a, b, c, ... in the order of first use, so that equal contractions are equal
};
/// Reads "ik,kj->ij". Throws ValueError unless each letter stands once in at least two of the three.
Labels parse_labels(const std::string& text);
Labels labels_of(const Apply& contraction);
/// The extent of each label; throws ShapeError where two differ or a rank does not fit.
std::map<char, Dim> extents_of(const Labels& labels, const Variables& operands);
/// Gives the axes of one label one extent where they can have one; the refusal of others is left to `extents_of`.
void make_labels_meet(const Labels& labels, Variable& a, Variable& b);
char unused_letter(const std::string& used);

Variable contract(const Variable& a, const Variable& b, const Labels& labels);

/// The product of matrices on the last two axes, as NumPy's matmul: a vector stands for a row on the left and a column on the right, leading
/// axes broadcast. Throws ShapeError.
Variable matmul(const Variable& a, const Variable& b);
/// x[..., k] W[k, u]: the last axis of x against the first of W, the others side by side.
Variable dot_last(const Variable& x, const Variable& w);

}  // namespace pellucid::inline v0
