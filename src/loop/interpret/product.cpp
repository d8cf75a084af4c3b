#include "loop/interpret/product.hpp"

#include <array>
#include <stdexcept>
#include <string>

#include "loop/scalar.hpp"
#include "loop/summation.hpp"

namespace pellucid::inline v0::loop {

namespace {

using scalar::Number;

struct Matrix {
  const Block* block;
  std::int64_t offset, batch_stride, row_stride, column_stride;

  std::int64_t at(std::int64_t batch, std::int64_t row, std::int64_t column) const {
    return offset + batch * batch_stride + row * row_stride + column * column_stride;
  }
};

// The elements that are used lie between the corners.
void check_corners(const Matrix& matrix, std::int64_t batches, std::int64_t rows, std::int64_t columns, const std::string& product) {
  if (batches <= 0 || rows <= 0 || columns <= 0) return;
  for (const std::int64_t batch : {std::int64_t{0}, batches - 1})
    for (const std::int64_t row : {std::int64_t{0}, rows - 1})
      for (const std::int64_t column : {std::int64_t{0}, columns - 1}) {
        const std::int64_t element = matrix.at(batch, row, column);
        if (element >= 0 && element < matrix.block->count) continue;
        throw std::logic_error("product '" + product + "' leaves buffer '" + matrix.block->buffer->name + "': element " +
                               std::to_string(element) + " of " + std::to_string(matrix.block->count));
      }
}

template <class T>
typename Number<T>::Value read(const Matrix& matrix, std::int64_t element) {
  const T stored = reinterpret_cast<const T*>(matrix.block->data)[element];
  if constexpr (std::same_as<T, Float16> || std::same_as<T, BFloat16>) return to_float(stored);
  else return stored;
}

template <class T>
void write(const Matrix& matrix, std::int64_t element, typename Number<T>::Value value) {
  T& stored = reinterpret_cast<T*>(matrix.block->data)[element];
  if constexpr (std::same_as<T, Float16>) stored = to_float16(value);
  else if constexpr (std::same_as<T, BFloat16>) stored = to_bfloat16(value);
  else stored = value;
}

template <class V, class Term>
V sum_of(std::int64_t terms, const Term& term) {
  if constexpr (std::floating_point<V>) {
    Summation<V> sum;
    for (std::int64_t k = 0; k < terms; ++k) sum.add(term(k));
    return sum.total();
  } else {
    V sum{0};
    for (std::int64_t k = 0; k < terms; ++k) sum = scalar::binary<Operation::add>(sum, term(k));
    return sum;
  }
}

}  // namespace

void run_product(const Product& product, const std::array<std::int64_t, 3>& offsets, const Memory& memory, const Bindings& bindings,
                 bool checked) {
  const auto matrix = [&](const Product::Operand& operand, std::int64_t offset) {
    return Matrix{&memory[operand.buffer], offset, operand.batch_stride.evaluate(bindings), operand.row_stride.evaluate(bindings),
                  operand.column_stride.evaluate(bindings)};
  };
  const Matrix a = matrix(product.a, offsets[0]), b = matrix(product.b, offsets[1]), c = matrix(product.c, offsets[2]);
  const std::int64_t batches = product.batch.evaluate(bindings), rows = product.rows.evaluate(bindings);
  const std::int64_t columns = product.columns.evaluate(bindings), inner = product.inner.evaluate(bindings);
  if (checked) {
    check_corners(a, batches, rows, inner, product.name);
    check_corners(b, batches, inner, columns, product.name);
    check_corners(c, batches, rows, columns, product.name);
  }
  scalar::with_type(c.block->buffer->dtype, [&](auto type) {
    using T = decltype(type);
    using Value = typename Number<T>::Value;
    if constexpr (std::same_as<T, bool>) throw std::logic_error("product '" + product.name + "' of bools");
    else {
      for (std::int64_t batch = 0; batch < batches; ++batch)
        for (std::int64_t row = 0; row < rows; ++row)
          for (std::int64_t column = 0; column < columns; ++column) {
            const auto term = [&](std::int64_t k) {
              return scalar::binary<Operation::multiply>(read<T>(a, a.at(batch, row, k)), read<T>(b, b.at(batch, k, column)));
            };
            const Value sum = sum_of<Value>(inner, term);
            const std::int64_t element = c.at(batch, row, column);
            write<T>(c, element, product.write == Write::add ? scalar::binary<Operation::add>(read<T>(c, element), sum) : sum);
          }
    }
  });
}

}  // namespace pellucid::inline v0::loop
