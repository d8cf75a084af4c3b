#include <array>
#include <cmath>
#include <cstring>

#include <pellucid/array.hpp>

#include "array/convert.hpp"
#include "array/dispatch.hpp"
#include "array/strided.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

// Whether `same(a, b)` holds for every pair of elements; both arrays hold T.
template <class T, class Same>
bool all_pairs(const Array& a, const Array& b, Same&& same) {
  const auto* left = static_cast<const T*>(a.data());
  const auto* right = static_cast<const T*>(b.data());
  return visit_rows<2>(a.shape(), {&a.strides(), &b.strides()}, [&](const Row<2>& row) {
    for (std::int64_t i = 0; i < row.count; ++i)
      if (!same(left[row.offsets[0] + i * row.steps[0]], right[row.offsets[1] + i * row.steps[1]])) return false;
    return true;
  });
}

template <class T>
bool equal_numbers(T a, T b, bool nan_equal) {
  if constexpr (is_half<T>) return equal_numbers(to_float(a), to_float(b), nan_equal);
  else if constexpr (std::is_floating_point_v<T>) return a == b || (nan_equal && std::isnan(a) && std::isnan(b));
  else return a == b;
}

bool close(double a, double b, const Tolerance& tolerance) {
  if (std::isnan(a) || std::isnan(b)) return tolerance.nan_equal && std::isnan(a) && std::isnan(b);
  if (std::isinf(a) || std::isinf(b)) return a == b;
  return std::fabs(a - b) <= tolerance.absolute + tolerance.relative * std::fabs(b);
}

}  // namespace

bool equal(const Array& a, const Array& b, const CompareOptions& options) {
  if (a.dtype() != b.dtype() || a.shape() != b.shape()) return false;
  return visit_dtype(a.dtype(), [&](auto type) {
    using T = typename decltype(type)::type;
    return all_pairs<T>(a, b, [&](T x, T y) { return equal_numbers(x, y, options.nan_equal); });
  });
}

bool same_bits(const Array& a, const Array& b) {
  if (a.dtype() != b.dtype() || a.shape() != b.shape()) return false;
  return visit_dtype(a.dtype(), [&](auto type) {
    using Bits = std::array<std::byte, sizeof(typename decltype(type)::type)>;
    return all_pairs<Bits>(a, b, [](const Bits& x, const Bits& y) { return std::memcmp(x.data(), y.data(), x.size()) == 0; });
  });
}

bool all_close(const Array& a, const Array& b, const Tolerance& tolerance) {
  if (a.shape() != b.shape())
    refuse<ShapeError>(
        {.where = "all_close", .what = "the shapes differ", .expected = to_string(b.shape()), .received = to_string(a.shape())});
  return all_pairs<double>(a.astype(DType::float64), b.astype(DType::float64), [&](double x, double y) { return close(x, y, tolerance); });
}

}  // namespace pellucid::inline v0
