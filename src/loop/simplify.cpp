#include "loop/simplify.hpp"

#include "loop/fold.hpp"
#include "loop/node.hpp"
#include "loop/operation.hpp"

namespace pellucid::inline v0::loop {

namespace {

// Sizes and constants are one leaf again after arithmetic.
Expression of_sizes(Operation operation, const Expressions& arguments) {
  const auto a = as_dim(arguments[0]), b = arguments.size() > 1 ? as_dim(arguments[1]) : Dim(0);
  if (!a || !b) return {};
  switch (operation) {
    case Operation::add: return size(*a + *b);
    case Operation::subtract: return size(*a - *b);
    case Operation::multiply: return size(*a * *b);
    case Operation::negate: return size(Dim(0) - *a);
    case Operation::floor_divide: return *b == Dim(0) ? integer(0) : size(floor_divide(*a, *b));
    case Operation::modulo: return *b == Dim(0) ? integer(0) : size(*a - *b * floor_divide(*a, *b));
    default: return {};
  }
}

Expression sum(const Expression& a, const Expression& b) {
  if (is_integer_constant(b, 0)) return a;
  if (is_integer_constant(a, 0)) return b;
  if (is_constant(a) && !is_constant(b)) return b + a;
  if (is_constant(b) && a->operation == Operation::add && is_constant(a->arguments[1])) return a->arguments[0] + (a->arguments[1] + b);
  return {};
}

Expression difference(const Expression& a, const Expression& b) {
  if (is_integer_constant(b, 0)) return a;
  if (a == b) return integer_constant(0, a->dtype);
  if (is_constant(b)) return a + apply(Operation::negate, {b});
  return {};
}

Expression product(const Expression& a, const Expression& b) {
  if (is_integer_constant(b, 1)) return a;
  if (is_integer_constant(a, 1)) return b;
  if (is_integer_constant(b, 0)) return b;
  if (is_integer_constant(a, 0)) return a;
  if (is_constant(a) && !is_constant(b)) return b * a;
  if (is_constant(b) && a->operation == Operation::multiply && is_constant(a->arguments[1])) return a->arguments[0] * (a->arguments[1] * b);
  return {};
}

Expression of_bools(Operation operation, const Expressions& arguments) {
  const Expression& a = arguments[0];
  if (operation == Operation::logical_not) return a->operation == Operation::logical_not ? a->arguments[0] : Expression();
  const Expression& b = arguments[1];
  const std::int64_t neutral_value = operation == Operation::logical_and ? 1 : 0;
  if (a == b || is_integer_constant(b, neutral_value) || is_integer_constant(a, 1 - neutral_value)) return a;
  if (is_integer_constant(a, neutral_value) || is_integer_constant(b, 1 - neutral_value)) return b;
  return {};
}

Expression of_integers(Operation operation, const Expressions& arguments) {
  switch (operation) {
    case Operation::add: return sum(arguments[0], arguments[1]);
    case Operation::subtract: return difference(arguments[0], arguments[1]);
    case Operation::multiply: return product(arguments[0], arguments[1]);
    case Operation::floor_divide: return is_integer_constant(arguments[1], 1) ? arguments[0] : Expression();
    case Operation::modulo: return is_integer_constant(arguments[1], 1) ? integer_constant(0, arguments[0]->dtype) : Expression();
    default: return {};
  }
}

}  // namespace

Expression simplify(Operation operation, const Expressions& arguments) {
  if (between(Operation::logical_and, operation, Operation::logical_not)) return of_bools(operation, arguments);
  if (!is_integer(arguments[0]->dtype)) return {};
  if (Expression known = of_sizes(operation, arguments)) return known;
  Expression simpler = of_integers(operation, arguments);
  if (simpler || arguments.size() != 2 || arguments[0]->dtype != DType::int64) return simpler;
  return simplify_index(operation, arguments[0], arguments[1]);
}

}  // namespace pellucid::inline v0::loop
