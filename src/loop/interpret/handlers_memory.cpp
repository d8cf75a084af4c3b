#include <stdexcept>
#include <string>

#include "loop/interpret/handlers.hpp"
#include "loop/scalar.hpp"
#include "loop/summation.hpp"

namespace pellucid::inline v0::loop {

namespace {

using scalar::Number;

template <class T>
struct Stored {
  using Type = T;
};
template <>
struct Stored<bool> {
  using Type = std::uint8_t;  // whatever bytes are there; read as != 0
};

[[noreturn]] void leave(const Code& code, const Instruction& instruction) {
  std::string index, shape;
  const Step* step = code.steps.data() + instruction.detail;
  for (const std::int64_t extent : instruction.block->shape) {
    index += (index.empty() ? "" : ", ") + std::to_string(code.slots[static_cast<std::size_t>(step++->slot)].integer);
    shape += (shape.empty() ? "" : ", ") + std::to_string(extent);
  }
  throw std::logic_error("kernel '" + code.name + "' leaves buffer '" + instruction.block->buffer->name + "': index [" + index +
                         "] in shape [" + shape + "]");
}

template <bool checked>
std::int64_t offset_of(const Code& code, const Instruction& instruction) {
  const Step* step = code.steps.data() + instruction.detail;
  const Slot* slots = code.slots.data();
  std::int64_t offset = 0;
  for (int dimensions = instruction.block->rank; dimensions > 0; --dimensions, ++step) {
    const std::int64_t index = slots[step->slot].integer;
    if constexpr (checked) {
      if (index < 0 || index >= step->extent) leave(code, instruction);
    }
    offset += index * step->stride;
  }
  return offset;
}

template <class T, bool checked>
typename Stored<T>::Type& element(const Code& code, const Instruction& instruction) {
  return reinterpret_cast<typename Stored<T>::Type*>(instruction.block->data)[offset_of<checked>(code, instruction)];
}

template <class T>
typename Number<T>::Value value_in(const typename Stored<T>::Type& stored) {
  if constexpr (std::same_as<T, bool>) return stored != 0;
  else if constexpr (std::same_as<T, Float16> || std::same_as<T, BFloat16>) return to_float(stored);
  else return stored;
}

template <class T>
void put(typename Stored<T>::Type& stored, typename Number<T>::Value value) {
  if constexpr (std::same_as<T, Float16>) stored = to_float16(value);
  else if constexpr (std::same_as<T, BFloat16>) stored = to_bfloat16(value);
  else stored = value;
}

template <class T, bool checked>
void run_load(Code& code, const Instruction& instruction) {
  set(code.slots[static_cast<std::size_t>(instruction.to)], value_in<T>(element<T, checked>(code, instruction)));
}

template <class T, bool checked>
void run_set(Code& code, const Instruction& instruction) {
  put<T>(element<T, checked>(code, instruction), get<typename Number<T>::Value>(code.slots[static_cast<std::size_t>(instruction.from[0])]));
}

template <class T, bool checked>
void run_add(Code& code, const Instruction& instruction) {
  auto& stored = element<T, checked>(code, instruction);
  const auto value = get<typename Number<T>::Value>(code.slots[static_cast<std::size_t>(instruction.from[0])]);
  put<T>(stored, scalar::binary<Operation::add>(value_in<T>(stored), value));
}

template <std::floating_point V, bool checked>
void run_add_exactly(Code& code, const Instruction& instruction) {
  const std::int64_t offset = offset_of<checked>(code, instruction);
  V& sum = reinterpret_cast<V*>(instruction.block->data)[offset];
  const Rounded<V> both = add_exactly(sum, get<V>(code.slots[static_cast<std::size_t>(instruction.from[0])]));
  sum = both.sum;
  reinterpret_cast<V*>(instruction.rest->data)[offset] += both.rest;
}

}  // namespace

Handler load_handler(DType dtype, bool checked) {
  return scalar::with_type(
      dtype, [checked](auto type) -> Handler { return checked ? &run_load<decltype(type), true> : &run_load<decltype(type), false>; });
}

Handler add_exactly_handler(DType dtype, bool checked) {
  if (dtype == DType::float32) return checked ? &run_add_exactly<float, true> : &run_add_exactly<float, false>;
  return checked ? &run_add_exactly<double, true> : &run_add_exactly<double, false>;
}

Handler store_handler(DType dtype, Write write, bool checked) {
  return scalar::with_type(dtype, [write, checked](auto type) -> Handler {
    using T = decltype(type);
    if (write == Write::set) return checked ? &run_set<T, true> : &run_set<T, false>;
    if constexpr (std::same_as<T, bool>) return nullptr;
    else return checked ? &run_add<T, true> : &run_add<T, false>;
  });
}

}  // namespace pellucid::inline v0::loop
