#include "compiler/kernels/product.hpp"

#include <cstddef>
#include <vector>

#include "compiler/kernels/blocked_product.hpp"
#include "compiler/kernels/dnnl_product.hpp"

namespace pellucid::inline v0::compiler {
namespace {

// Terms of a sum that one product adds up: as many as keep a kernel busy, few enough that its error is that of its blocks.
constexpr std::int64_t most_terms = 2048;

void run_short_product(const ProductCall& call) {
  if (call.inner > 0 && dnnl_product(call)) return;
  blocked_product(call);
}

ProductCall part_of(const ProductCall& call, std::int64_t first, std::int64_t count) {
  const std::size_t bytes = size_of(call.dtype);
  const auto moved = [&](const ProductCall::Operand& operand, std::int64_t stride) {
    ProductCall::Operand at = operand;
    at.data = static_cast<std::byte*>(operand.data) + first * stride * static_cast<std::int64_t>(bytes);
    return at;
  };
  ProductCall part = call;
  part.a = moved(call.a, call.a.column_stride);
  part.b = moved(call.b, call.b.row_stride);
  part.inner = count;
  return part;
}

// A product of one pair whose sums are too long: those of two halves are added, each formed alike.
template <class T>
void run_long_product(const ProductCall& call) {
  if (call.inner <= most_terms) return run_short_product(call);
  const std::int64_t blocks = (call.inner + most_terms - 1) / most_terms, half = blocks / 2 * most_terms;
  std::vector<T> sums(static_cast<std::size_t>(call.rows * call.columns));
  ProductCall first = part_of(call, 0, half), second = part_of(call, half, call.inner - half);
  run_long_product<T>(first);
  second.c = {.data = sums.data(), .batch_stride = 0, .row_stride = call.columns, .column_stride = 1};
  second.accumulate = false;
  run_long_product<T>(second);
  const T* sum = sums.data();
  for (std::int64_t row = 0; row < call.rows; ++row)
    for (std::int64_t column = 0; column < call.columns; ++column)
      static_cast<T*>(call.c.data)[row * call.c.row_stride + column * call.c.column_stride] += *sum++;
}

template <class T>
void run_long_products(const ProductCall& call) {
  for (std::int64_t batch = 0; batch < call.batch; ++batch) {
    ProductCall one = call;
    one.batch = 1;
    for (ProductCall::Operand* operand : {&one.a, &one.b, &one.c})
      operand->data = static_cast<T*>(operand->data) + batch * operand->batch_stride;
    run_long_product<T>(one);
  }
}

}  // namespace

void run_product(const ProductCall& call) {
  if (call.batch == 0 || call.rows == 0 || call.columns == 0) return;
  if (call.inner > most_terms && call.dtype == DType::float32) return run_long_products<float>(call);
  if (call.inner > most_terms && call.dtype == DType::float64) return run_long_products<double>(call);
  run_short_product(call);
}

}  // namespace pellucid::inline v0::compiler
