// Where the interpreter keeps a scalar: 8 bytes, whatever the dtype. Integers are widened to int64, 16-bit floats are held as float.
#pragma once

#include <concepts>
#include <cstdint>

namespace pellucid::inline v0::loop {

union Slot {
  std::int64_t integer = 0;
  float single;
  double real;
};

template <class V>
V get(const Slot& slot) {
  if constexpr (std::same_as<V, float>) return slot.single;
  else if constexpr (std::same_as<V, double>) return slot.real;
  else return static_cast<V>(slot.integer);
}

template <class V>
void set(Slot& slot, V value) {
  if constexpr (std::same_as<V, float>) slot.single = value;
  else if constexpr (std::same_as<V, double>) slot.real = value;
  else slot.integer = static_cast<std::int64_t>(value);
}

}  // namespace pellucid::inline v0::loop
