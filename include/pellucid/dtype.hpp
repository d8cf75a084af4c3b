// The types of elements, and how two of them meet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include <pellucid/export.hpp>

namespace pellucid::inline v0 {

enum class DType : std::uint8_t { boolean, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, bfloat16, float32, float64 };

/// Numbers of 16 bits that C++20 has no arithmetic for: storage only. Values are read through `Array::astype`.
struct Float16 {
  std::uint16_t bits = 0;
  bool operator==(const Float16&) const = default;
};
struct BFloat16 {
  std::uint16_t bits = 0;
  bool operator==(const BFloat16&) const = default;
};

PELLUCID_API std::string_view name(DType dtype);                      ///< NumPy's name: "float32", "bool"
PELLUCID_API std::optional<DType> find_dtype(std::string_view name);  ///< nothing when there is no such name
PELLUCID_API DType dtype_named(std::string_view name);                ///< throws NameError with the nearest names
PELLUCID_API std::size_t size_of(DType dtype);                        ///< bytes of one element
PELLUCID_API bool is_floating(DType dtype);
PELLUCID_API bool is_integer(DType dtype);  ///< signed or unsigned, not bool
PELLUCID_API bool is_signed(DType dtype);   ///< signed integers and floats

/// The dtype that holds both: integers < float16, bfloat16 < float32 < float64; an integer with a float gives that float; bool < unsigned <
/// signed of the same width; unsigned with signed gives the next wider signed (uint64 with signed: float64); float16 with bfloat16: float32.
PELLUCID_API DType promote(DType a, DType b);

template <class T>
constexpr std::optional<DType> find_dtype_of() {
  using U = std::remove_cv_t<T>;
  if constexpr (std::is_same_v<U, bool>) return DType::boolean;
  else if constexpr (std::is_same_v<U, Float16>) return DType::float16;
  else if constexpr (std::is_same_v<U, BFloat16>) return DType::bfloat16;
  else if constexpr (std::is_same_v<U, float>) return DType::float32;
  else if constexpr (std::is_same_v<U, double>) return DType::float64;
  else if constexpr (std::is_integral_v<U> && std::is_signed_v<U>)
    return sizeof(U) == 1 ? DType::int8 : sizeof(U) == 2 ? DType::int16 : sizeof(U) == 4 ? DType::int32 : DType::int64;
  else if constexpr (std::is_integral_v<U>)
    return sizeof(U) == 1 ? DType::uint8 : sizeof(U) == 2 ? DType::uint16 : sizeof(U) == 4 ? DType::uint32 : DType::uint64;
  else return std::nullopt;
}

/// A C++ type that an Array can hold.
template <class T>
concept Element = find_dtype_of<T>().has_value();

template <Element T>
inline constexpr DType dtype_of = *find_dtype_of<T>();

}  // namespace pellucid::inline v0
