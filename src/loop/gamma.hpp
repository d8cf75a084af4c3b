// The logarithm of the gamma function and its derivatives, for the interpreter and for machine code alike.
#pragma once

namespace pellucid::inline v0::loop {

/// log |gamma(x)|; infinity at 0, -1, -2, ... and at both infinities. Within a unit in the last place, but for arguments within a few of their
/// own units of a zero below 0, where the error is 1e-30 and the value hardly more than what the rounding of x made of it.
double log_gamma(double x);
float log_gamma(float x);

/// Numbers beyond those of double are met soon above.
inline constexpr int highest_order = 100;

/// The derivative of order `order`, a whole number from 0 to `highest_order` (NaN of others), of the digamma function, which is the derivative of
/// log |gamma(x)|.
/// At 0 the pole has the sign that it has on that side (0 or -0); at -1, -2, ... it is infinity where both sides agree, else NaN.
double polygamma(double order, double x);
float polygamma(float order, float x);

}  // namespace pellucid::inline v0::loop
