// From a dtype known at run time to the C++ type of its elements.
#pragma once

#include <utility>

#include <pellucid/dtype.hpp>

namespace pellucid::inline v0 {

template <class T>
struct ElementType {
  using type = T;
};

/// Calls `visitor(ElementType<T>{})` and returns its result.
template <class Visitor>
decltype(auto) visit_dtype(DType dtype, Visitor&& visitor) {
  switch (dtype) {
    case DType::boolean: return std::forward<Visitor>(visitor)(ElementType<bool>{});
    case DType::int8: return std::forward<Visitor>(visitor)(ElementType<std::int8_t>{});
    case DType::int16: return std::forward<Visitor>(visitor)(ElementType<std::int16_t>{});
    case DType::int32: return std::forward<Visitor>(visitor)(ElementType<std::int32_t>{});
    case DType::int64: return std::forward<Visitor>(visitor)(ElementType<std::int64_t>{});
    case DType::uint8: return std::forward<Visitor>(visitor)(ElementType<std::uint8_t>{});
    case DType::uint16: return std::forward<Visitor>(visitor)(ElementType<std::uint16_t>{});
    case DType::uint32: return std::forward<Visitor>(visitor)(ElementType<std::uint32_t>{});
    case DType::uint64: return std::forward<Visitor>(visitor)(ElementType<std::uint64_t>{});
    case DType::float16: return std::forward<Visitor>(visitor)(ElementType<Float16>{});
    case DType::bfloat16: return std::forward<Visitor>(visitor)(ElementType<BFloat16>{});
    case DType::float32: return std::forward<Visitor>(visitor)(ElementType<float>{});
    case DType::float64: break;
  }
  return std::forward<Visitor>(visitor)(ElementType<double>{});
}

}  // namespace pellucid::inline v0
