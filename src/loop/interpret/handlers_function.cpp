#include "base/philox.hpp"
#include "loop/interpret/handlers.hpp"
#include "loop/operation.hpp"
#include "loop/scalar.hpp"

namespace pellucid::inline v0::loop {

namespace {

Slot& slot_at(Code& code, int slot) { return code.slots[static_cast<std::size_t>(slot)]; }

template <Operation op, class T>
void run_function(Code& code, const Instruction& instruction) {
  using Value = typename scalar::Number<T>::Value;
  const auto value = get<Value>(slot_at(code, instruction.from[0]));
  set(slot_at(code, instruction.to), scalar::Number<T>::rounded(scalar::function<op>(value)));
}

template <Operation op>
Handler function_of(DType dtype) {
  return scalar::with_type(dtype, [](auto type) -> Handler {
    using T = decltype(type);
    if constexpr (scalar::is_float<typename scalar::Number<T>::Value>) return &run_function<op, T>;
    else return nullptr;
  });
}

template <class From, class To>
void run_cast(Code& code, const Instruction& instruction) {
  const auto value = get<typename scalar::Number<From>::Value>(slot_at(code, instruction.from[0]));
  set(slot_at(code, instruction.to), scalar::convert<To>(value));
}

}  // namespace

Handler function_handler(Operation operation, DType dtype) {
  switch (operation) {
    case Operation::square_root: return function_of<Operation::square_root>(dtype);
    case Operation::exponential: return function_of<Operation::exponential>(dtype);
    case Operation::expm1: return function_of<Operation::expm1>(dtype);
    case Operation::logarithm: return function_of<Operation::logarithm>(dtype);
    case Operation::log1p: return function_of<Operation::log1p>(dtype);
    case Operation::sine: return function_of<Operation::sine>(dtype);
    case Operation::cosine: return function_of<Operation::cosine>(dtype);
    case Operation::tangent: return function_of<Operation::tangent>(dtype);
    case Operation::tanh: return function_of<Operation::tanh>(dtype);
    case Operation::sech_squared: return function_of<Operation::sech_squared>(dtype);
    case Operation::erf: return function_of<Operation::erf>(dtype);
    case Operation::erfc: return function_of<Operation::erfc>(dtype);
    case Operation::log_gamma: return function_of<Operation::log_gamma>(dtype);
    case Operation::floor: return function_of<Operation::floor>(dtype);
    case Operation::ceil: return function_of<Operation::ceil>(dtype);
    case Operation::round: return function_of<Operation::round>(dtype);
    default: return nullptr;
  }
}

Handler cast_handler(DType from, DType to) {
  return scalar::with_type(from, [to](auto source) {
    return scalar::with_type(to, [](auto target) -> Handler { return &run_cast<decltype(source), decltype(target)>; });
  });
}

void run_philox(Code& code, const Instruction& instruction) {
  const std::array<int, 6>& from = code.blocks[static_cast<std::size_t>(instruction.detail)];
  const auto word = [&](std::size_t which) { return get<std::uint32_t>(slot_at(code, from[which])); };
  const PhiloxBlock block = philox4x32({word(0), word(1), word(2), word(3)}, {word(4), word(5)});
  set(slot_at(code, instruction.to), block[static_cast<std::size_t>(instruction.from[0])]);
}

Slot constant_slot(const ExpressionNode& constant) {
  Slot slot;
  if (constant.dtype == DType::float64) set(slot, constant.real);
  else if (is_floating(constant.dtype)) set(slot, static_cast<float>(constant.real));
  else set(slot, constant.integer);
  return slot;
}

}  // namespace pellucid::inline v0::loop
