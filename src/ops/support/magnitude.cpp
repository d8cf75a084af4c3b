#include "ops/support/magnitude.hpp"

#include <algorithm>
#include <cmath>

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int most_steps = 8;  // looked back; what lies further is not known
constexpr Magnitude unknown{};

// What is left after rounding to the dtype: half of the bounds of its normal numbers leaves room for the roundings on the way.
Magnitude within(const Magnitude& m, DType dtype) {
  struct Limits {
    double least, greatest;
  };
  const auto limits_of = [](DType of) -> Limits {
    switch (of) {
      case DType::float16: return {0x1p-13, 0x1p15};
      case DType::bfloat16:
      case DType::float32: return {0x1p-125, 0x1p127};
      default: return {0x1p-1021, 0x1p1023};
    }
  };
  const Limits limits = limits_of(dtype);
  return {m.least >= limits.least ? std::min(m.least, limits.greatest) : 0, m.greatest <= limits.greatest ? m.greatest : infinity};
}

Magnitude either(const Magnitude& a, const Magnitude& b) { return {std::min(a.least, b.least), std::max(a.greatest, b.greatest)}; }

// What comes out as NaN is not known, as any number beyond the limits.
Magnitude product(const Magnitude& a, const Magnitude& b) { return {a.least * b.least, a.greatest * b.greatest}; }
Magnitude quotient(const Magnitude& a, const Magnitude& b) { return {a.least / b.greatest, a.greatest / b.least}; }

Magnitude of_literal(double value) { return std::isfinite(value) ? Magnitude{std::abs(value), std::abs(value)} : unknown; }

Magnitude find(const Variable& x, int steps);

// Whether no element is below 0; NaN aside.
bool is_never_negative(const Variable& x, int steps) {
  const NodePointer& node = x.node();
  const Op* op = node->op;
  if (op->role == Role::literal) return !std::signbit(node->attributes.get<double>("value"));
  if (op == &table::square || op == &table::absolute || op == &table::exp || op == &table::square_root || op == &table::variance)
    return true;
  if (steps == 0) return false;
  const auto is_input = [&](std::size_t i) { return is_never_negative(node->inputs[i], steps - 1); };
  if (op == &table::multiply && node->inputs[0] == node->inputs[1]) return true;
  if (op == &table::add || op == &table::multiply) return is_input(0) && is_input(1);
  if (op == &table::divide) return is_input(0) && is_input(1) && find(node->inputs[1], steps - 1).is_never_zero();
  return (op == &table::sum || op == &table::mean || op == &table::cast || op == &table::broadcast || op == &table::reshape ||
          op == &table::transpose) &&
         is_input(0);
}

Magnitude of_floating(const Variable& x, int steps) {
  const NodePointer& node = x.node();
  const Op* op = node->op;
  if (op->role == Role::literal) return of_literal(node->attributes.get<double>("value"));
  if (op == &table::extent || op == &table::iota) return {0, 0x1p63};
  if (steps == 0) return unknown;
  const auto of_input = [&](std::size_t i) { return find(node->inputs[i], steps - 1); };
  if (op == &table::cast || op == &table::broadcast || op == &table::reshape || op == &table::transpose || op == &table::slice ||
      op == &table::negate || op == &table::absolute)
    return of_input(0);
  if (op == &table::multiply || op == &table::flow_product) return product(of_input(0), of_input(1));
  if (op == &table::divide) return quotient(of_input(0), of_input(1));
  if (op == &table::where) return either(of_input(1), of_input(2));
  if (op == &table::maximum || op == &table::minimum) return {0, either(of_input(0), of_input(1)).greatest};
  if (op == &table::add || op == &table::subtract) {
    const Magnitude a = of_input(0), b = of_input(1);
    const bool adds = op == &table::add && is_never_negative(node->inputs[0], steps) && is_never_negative(node->inputs[1], steps);
    return {adds ? a.least + b.least : 0, a.greatest + b.greatest};
  }
  if (op == &table::square_root) {
    const Magnitude m = of_input(0);
    return {std::sqrt(m.least), is_never_negative(node->inputs[0], steps) ? std::sqrt(m.greatest) : infinity};
  }
  if (op == &table::pad) return either(of_input(0), of_literal(node->attributes.get<double>("value")));
  return unknown;
}

Magnitude find(const Variable& x, int steps) {
  if (!is_floating(x.dtype())) return {0, x.dtype() == DType::boolean ? 1 : 0x1p64};
  return within(of_floating(x, steps), x.dtype());
}

}  // namespace

std::optional<double> filled(const Variable& x) {
  const Node* node = x.node().get();
  while (node->op == &table::broadcast) node = node->inputs[0].node().get();
  if (node->op->role != Role::literal) return std::nullopt;
  return node->attributes.get<double>("value");
}

Magnitude magnitude(const Variable& x) { return find(x, most_steps); }

}  // namespace pellucid::inline v0
