#include "compiler/llvm/plain_product.hpp"

#include "base/refuse.hpp"
#include "loop/summation.hpp"

namespace pellucid::inline v0::compiler {

namespace {

template <class T>
void multiply(const ProductCall& call) {
  const auto at = [](const ProductCall::Operand& operand, std::int64_t batch, std::int64_t row, std::int64_t column) -> T& {
    return static_cast<T*>(operand.data)[batch * operand.batch_stride + row * operand.row_stride + column * operand.column_stride];
  };
  for (std::int64_t batch = 0; batch < call.batch; ++batch)
    for (std::int64_t row = 0; row < call.rows; ++row)
      for (std::int64_t column = 0; column < call.columns; ++column) {
        loop::Summation<T> sum;
        for (std::int64_t k = 0; k < call.inner; ++k) sum.add(at(call.a, batch, row, k) * at(call.b, batch, k, column));
        T& result = at(call.c, batch, row, column);
        result = call.accumulate ? result + sum.total() : sum.total();
      }
}

}  // namespace

void plain_product(const ProductCall& call) {
  if (call.dtype == DType::float32) return multiply<float>(call);
  if (call.dtype == DType::float64) return multiply<double>(call);
  refuse<DtypeError>({.where = "product '" + call.product->name + "'",
                      .what = "products are of float32 or float64",
                      .received = std::string(name(call.dtype))});
}

}  // namespace pellucid::inline v0::compiler
