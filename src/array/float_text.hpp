// Floats as decimal text: the shortest digits that name the number among those of its dtype, cut where a precision says so.
#pragma once

#include <string>

#include <pellucid/dtype.hpp>

namespace pellucid::inline v0 {

/// A finite number as text in parts: "-12" "." "5" or "1" "." "25" "e-07".
struct FloatText {
  std::string whole;     ///< with sign
  std::string fraction;  ///< may be empty
  int exponent = 0;      ///< of ten; 0 in positional notation
};

/// At most `precision` digits after the point, no trailing zeros; correctly rounded, ties to even. `value` is a number of `dtype`.
FloatText positional(double value, DType dtype, int precision);
FloatText scientific(double value, DType dtype, int precision);

/// Exactly `precision` digits after the point, of the exact value, whether they are needed to name the number or not.
FloatText scientific_exact(double value, int precision);

/// "+05", "-123": sign and at least `digits` digits.
std::string exponent_text(int exponent, int digits);

/// From here on a column of numbers is written with exponents. NumPy takes the power of ten that the dtype's decimal digits (float16: 3,
/// float32: 6) still tell apart; bfloat16, which it does not know, follows float16.
double positional_limit(DType dtype);

/// As NumPy prints a single number: "0.1", "1e-05", "nan".
std::string scalar_text(double value, DType dtype);

}  // namespace pellucid::inline v0
