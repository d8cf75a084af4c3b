#include "compiler/kernels/blocked_product.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include "loop/scalar.hpp"

namespace pellucid::inline v0::compiler {
namespace {

constexpr std::int64_t depth = 128, width = 64;  // of a panel of B that is copied together: 32 KiB of float32
constexpr std::int64_t lanes = 16;

// One element, given as raw bits of its dtype, in the type in which it is summed.
template <class T>
class View {
 public:
  View(const ProductCall::Operand& operand, std::int64_t batch)
      : data_(static_cast<T*>(operand.data) + batch * operand.batch_stride), row_(operand.row_stride), column_(operand.column_stride) {}
  T& at(std::int64_t row, std::int64_t column) const { return data_[row * row_ + column * column_]; }

 private:
  T* data_;
  std::int64_t row_, column_;
};

template <class T>
T multiply_add(T a, T b, T sum) {
  if constexpr (std::is_floating_point_v<T>) return a * b + sum;  // std::fma would be a call where the machine is not known
  else return static_cast<T>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b) + static_cast<std::uint64_t>(sum));
}

// Sums run over the inner axis in order; those of a panel are formed by themselves and then added.
template <class T>
class Blocked {
 public:
  Blocked(const ProductCall& call, std::int64_t batch) : call_(call), a_(call.a, batch), b_(call.b, batch), c_(call.c, batch) {}

  void run() {
    if (!call_.accumulate) clear();
    for (std::int64_t k = 0; k < call_.inner; k += depth)
      for (std::int64_t j = 0; j < call_.columns; j += width)
        add_panel(k, std::min(depth, call_.inner - k), j, std::min(width, call_.columns - j));
  }

 private:
  void clear() {
    for (std::int64_t i = 0; i < call_.rows; ++i)
      for (std::int64_t j = 0; j < call_.columns; ++j) c_.at(i, j) = T(0);
  }

  void add_panel(std::int64_t k0, std::int64_t inner, std::int64_t j0, std::int64_t columns) {
    panel_.fill(T(0));
    for (std::int64_t k = 0; k < inner; ++k)
      for (std::int64_t j = 0; j < columns; ++j) panel_[static_cast<std::size_t>(k * width + j)] = b_.at(k0 + k, j0 + j);
    for (std::int64_t i = 0; i < call_.rows; ++i)
      for (std::int64_t j = 0; j < columns; j += lanes) add_row(i, k0, inner, j0, j, std::min(lanes, columns - j));
  }

  void add_row(std::int64_t i, std::int64_t k0, std::int64_t inner, std::int64_t j0, std::int64_t j, std::int64_t count) {
    std::array<T, lanes> sums{};
    for (std::int64_t k = 0; k < inner; ++k) {
      const T factor = a_.at(i, k0 + k);
      const T* row = &panel_[static_cast<std::size_t>(k * width + j)];
      for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] = multiply_add(factor, row[lane], sums[lane]);
    }
    for (std::int64_t lane = 0; lane < count; ++lane) {
      T& total = c_.at(i, j0 + j + lane);
      total = multiply_add(T(1), sums[static_cast<std::size_t>(lane)], total);
    }
  }

  const ProductCall& call_;
  View<T> a_, b_, c_;
  std::array<T, static_cast<std::size_t>(depth* width)> panel_;
};

}  // namespace

void blocked_product(const ProductCall& call) {
  loop::scalar::with_type(call.dtype, [&](auto type) {
    using T = decltype(type);
    if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
      for (std::int64_t batch = 0; batch < call.batch; ++batch) Blocked<T>(call, batch).run();
    }
  });
}

}  // namespace pellucid::inline v0::compiler
