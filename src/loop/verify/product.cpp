#include "loop/range.hpp"
#include "loop/verify/scope.hpp"

namespace pellucid::inline v0::loop {

namespace {

// The first and last element of an operand, where they are known and there are any.
void verify_operand(const Product::Operand& operand, const Dims& counts, const Scope& scope) {
  const Buffer& buffer = scope.buffer(operand.buffer);
  verify_expression(operand.offset, scope);
  if (operand.offset->dtype != DType::int64)
    scope.fail("the offset in '" + buffer.name + "' is " + std::string(name(operand.offset->dtype)) + ", not int64");
  const Dims strides = {operand.batch_stride, operand.row_stride, operand.column_stride};
  Range range = range_of(operand.offset);
  for (std::size_t i = 0; i < strides.size(); ++i) {
    scope.check_dim(strides[i]);
    if (counts[i] == Dim(0)) return;
    const Dim way = strides[i] * (counts[i] - 1);
    Dim* end = nullptr;
    if (is_nonnegative(way)) end = range.high ? &*range.high : nullptr;
    else if (is_nonnegative(Dim(0) - way)) end = range.low ? &*range.low : nullptr;
    if (end == nullptr) return;
    *end = *end + way;
  }
  Affine affine;
  if (!find_affine(operand.offset, affine) || !range.low || !range.high) return;
  if (is_nonnegative(*range.high - product(buffer.dims)) || is_nonnegative(Dim(-1) - *range.low))
    scope.fail("it uses the elements from " + range.low->to_string() + " to " + range.high->to_string() + " of '" + buffer.name +
               "', which has " + product(buffer.dims).to_string());
}

}  // namespace

void verify_product(const Product& product, const Scope& scope) {
  for (const Dim* dim : {&product.batch, &product.rows, &product.columns, &product.inner}) scope.check_dim(*dim);
  const DType dtype = scope.writable(product.c.buffer).dtype;
  if (scope.buffer(product.a.buffer).dtype != dtype || scope.buffer(product.b.buffer).dtype != dtype || dtype == DType::boolean)
    scope.fail("its operands have not one dtype of numbers");
  for (const int read : {product.a.buffer, product.b.buffer})
    if (scope.root(read) == scope.root(product.c.buffer))
      scope.fail("it reads " + scope.name_of(read) + " while it writes the same memory");
  verify_operand(product.a, {product.batch, product.rows, product.inner}, scope);
  verify_operand(product.b, {product.batch, product.inner, product.columns}, scope);
  verify_operand(product.c, {product.batch, product.rows, product.columns}, scope);
}

}  // namespace pellucid::inline v0::loop
