// The builders: a constant where the value is known, the simpler expression where there is one, a node otherwise.
#include <cassert>
#include <utility>

#include "loop/fold.hpp"
#include "loop/node.hpp"
#include "loop/operation.hpp"
#include "loop/rebuild.hpp"
#include "loop/scalar.hpp"
#include "loop/simplify.hpp"

namespace pellucid::inline v0::loop {

Expression constant(double value, DType dtype) {
  ExpressionNode node = node_of(Operation::constant, dtype);
  scalar::with_type(dtype, [&](auto type) {
    using T = decltype(type);
    if constexpr (std::integral<T>) node.integer = static_cast<std::int64_t>(scalar::convert<T>(value));
    else if constexpr (std::same_as<T, double>) node.real = value;
    else node.real = scalar::Number<T>::rounded(static_cast<float>(value));
  });
  return finish(std::move(node));
}

Expression integer_constant(std::int64_t value, DType dtype) {
  ExpressionNode node = node_of(Operation::constant, dtype);
  scalar::with_type(dtype, [&](auto type) {
    if constexpr (std::integral<decltype(type)>) node.integer = static_cast<std::int64_t>(static_cast<decltype(type)>(value));
  });
  return finish(std::move(node));
}

Expression integer(std::int64_t value) { return integer_constant(value, DType::int64); }

Expression index(const Axis& axis) {
  ExpressionNode node = node_of(Operation::index, DType::int64);
  node.axis = axis;
  return finish(std::move(node));
}

Expression size(const Dim& extent) {
  if (extent.is_known()) return integer(extent.value());
  ExpressionNode node = node_of(Operation::size, DType::int64);
  node.extent = extent;
  return finish(std::move(node));
}

Expression load(int buffer, DType dtype, Expressions indices) {
  ExpressionNode node = node_of(Operation::load, dtype, std::move(indices));
  node.buffer = buffer;
  return finish(std::move(node));
}

constexpr std::int64_t exact = std::int64_t{1} << 53;  // integers to here are doubles

Expression cast(const Expression& value, DType dtype) {
  if (value->dtype == dtype) return value;
  ExpressionNode node = node_of(Operation::cast, dtype, {value});
  if (is_constant(value) && is_floating(value->dtype)) return constant(value->real, dtype);
  if (is_constant(value) && is_floating(dtype) && (value->dtype == DType::uint64 ? 0 : -exact) <= value->integer && value->integer <= exact)
    return constant(static_cast<double>(value->integer), dtype);
  if (Expression known = fold(node)) return known;
  return finish(std::move(node));
}

Expression apply(Operation operation, Expressions arguments) {
  assert(!is_leaf(operation) && operation != Operation::load && operation != Operation::cast && operation < Operation::philox);
  assert(arguments.size() == static_cast<std::size_t>(arity(operation)));
  if (operation == Operation::select) return select(arguments[0], arguments[1], arguments[2]);
  const bool gives_bool = is_comparison(operation) || between(Operation::logical_and, operation, Operation::logical_not);
  const DType dtype = gives_bool ? DType::boolean : arguments[0]->dtype;
  const ExpressionNode node = node_of(operation, dtype, std::move(arguments));
  assert(broken_type_rule(node).empty());
  if (Expression known = fold(node)) return known;
  if (Expression simpler = simplify(operation, node.arguments)) return simpler;
  return finish(node);
}

Expression philox(int word, Expressions counter_and_key) {
  ExpressionNode node = node_of(Operation::philox, DType::uint32, std::move(counter_and_key));
  node.integer = word;
  return finish(std::move(node));
}

Expression reduce(Reduction reduction, std::vector<Axis> axes, const Expression& body) {
  if (axes.empty()) return body;
  if (accumulates(reduction) && widened(body) != body) return cast(reduce(reduction, std::move(axes), widened(body)), body->dtype);
  ExpressionNode node = node_of(Operation::reduce, body->dtype, {body});
  node.reduction = reduction;
  node.axes = std::move(axes);
  return finish(std::move(node));
}

Expression widened(const Expression& value) {
  const bool is_half = value->dtype == DType::float16 || value->dtype == DType::bfloat16;
  return is_half ? cast(value, DType::float32) : value;
}

Expression select(const Expression& condition, const Expression& then, const Expression& otherwise) {
  if (is_constant(condition)) return condition->integer != 0 ? then : otherwise;
  if (then == otherwise) return then;
  return finish(node_of(Operation::select, then->dtype, {condition, then, otherwise}));
}

Expression operator+(const Expression& a, const Expression& b) { return apply(Operation::add, {a, b}); }
Expression operator-(const Expression& a, const Expression& b) { return apply(Operation::subtract, {a, b}); }
Expression operator*(const Expression& a, const Expression& b) { return apply(Operation::multiply, {a, b}); }
Expression operator/(const Expression& a, const Expression& b) {
  return apply(is_floating(a->dtype) ? Operation::divide : Operation::floor_divide, {a, b});
}

Expression with_arguments(const ExpressionNode& node, Expressions arguments) {
  switch (node.operation) {
    case Operation::constant:
    case Operation::index:
    case Operation::size: return finish(node);
    case Operation::load: return load(node.buffer, node.dtype, std::move(arguments));
    case Operation::cast: return cast(arguments[0], node.dtype);
    case Operation::philox: return philox(static_cast<int>(node.integer), std::move(arguments));
    case Operation::reduce: return reduce(node.reduction, node.axes, arguments[0]);
    default: return apply(node.operation, std::move(arguments));
  }
}

Expression neutral(Reduction reduction, DType dtype) {
  return scalar::with_type(dtype, [&](auto type) {
    using T = decltype(type);
    const auto value = scalar::neutral<T>(reduction);
    if constexpr (std::integral<T>) return integer_constant(static_cast<std::int64_t>(value), dtype);
    else return constant(static_cast<double>(value), dtype);
  });
}

}  // namespace pellucid::inline v0::loop
