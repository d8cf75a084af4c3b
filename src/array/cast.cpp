#include "array/cast.hpp"

#include <cstring>

#include "array/convert.hpp"
#include "array/dispatch.hpp"

namespace pellucid::inline v0 {
namespace {

// A byte of a bool may come from a file or a neighbour and hold more than 0 and 1, which a C++ bool must not.
template <class T>
using Loaded = std::conditional_t<std::is_same_v<T, bool>, std::uint8_t, T>;

template <class To, class From>
To convert_loaded(Loaded<From> value) {
  if constexpr (std::is_same_v<From, bool>) return convert<To>(value != 0);
  else return convert<To>(value);
}

template <class From, class To>
void cast_elements(const void* from, std::int64_t from_step, void* to, std::int64_t to_step, std::int64_t count) {
  const auto* source = static_cast<const Loaded<From>*>(from);
  auto* target = static_cast<To*>(to);
  if (from_step == 1 && to_step == 1) {  // said apart, so that it becomes vector code
    if constexpr (std::is_same_v<From, To> && !std::is_same_v<To, bool>)
      std::memcpy(target, source, static_cast<std::size_t>(count) * sizeof(To));
    else
      for (std::int64_t i = 0; i < count; ++i) target[i] = convert_loaded<To, From>(source[i]);
  } else {
    for (std::int64_t i = 0; i < count; ++i) target[i * to_step] = convert_loaded<To, From>(source[i * from_step]);
  }
}

}  // namespace

CastRow cast_row(DType from, DType to) {
  return visit_dtype(from, [&](auto source) {
    return visit_dtype(
        to, [&](auto target) -> CastRow { return cast_elements<typename decltype(source)::type, typename decltype(target)::type>; });
  });
}

}  // namespace pellucid::inline v0
