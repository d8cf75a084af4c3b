#include <concepts>

#include "loop/interpret/handlers.hpp"
#include "loop/operation.hpp"
#include "loop/scalar.hpp"

namespace pellucid::inline v0::loop {

namespace {

using scalar::Number;

template <class T>
typename Number<T>::Value argument(const Code& code, const Instruction& instruction, std::size_t which) {
  return get<typename Number<T>::Value>(code.slots[static_cast<std::size_t>(instruction.from[which])]);
}

Slot& result(Code& code, const Instruction& instruction) { return code.slots[static_cast<std::size_t>(instruction.to)]; }

template <Operation op, class T>
void run_arithmetic(Code& code, const Instruction& instruction) {
  const auto a = argument<T>(code, instruction, 0);
  if constexpr (is_comparison(op)) set(result(code, instruction), scalar::compare<op>(a, argument<T>(code, instruction, 1)));
  else if constexpr (op == Operation::logical_not) set(result(code, instruction), !a);
  else if constexpr (op == Operation::logical_and) set(result(code, instruction), a && argument<T>(code, instruction, 1));
  else if constexpr (op == Operation::logical_or) set(result(code, instruction), a || argument<T>(code, instruction, 1));
  else if constexpr (is_binary(op)) {
    set(result(code, instruction), Number<T>::rounded(scalar::binary<op>(a, argument<T>(code, instruction, 1))));
  } else if constexpr (op == Operation::fma) {
    const auto b = argument<T>(code, instruction, 1), c = argument<T>(code, instruction, 2);
    set(result(code, instruction), Number<T>::rounded(scalar::fma(a, b, c)));
  } else {
    set(result(code, instruction), Number<T>::rounded(scalar::unary<op>(a)));
  }
}

template <Operation op, class T>
constexpr bool takes() {
  constexpr bool is_real = scalar::is_float<typename Number<T>::Value>, is_bool = std::same_as<T, bool>;
  if constexpr (op == Operation::divide || between(Operation::power, op, Operation::fma)) return is_real;
  else if constexpr (is_on_bits(op)) return !is_real && !is_bool;
  else if constexpr (between(Operation::logical_and, op, Operation::logical_not)) return is_bool;
  else if constexpr (op == Operation::minimum || op == Operation::maximum) return true;  // of bool when reduced
  else return is_comparison(op) || !is_bool;
}

template <Operation op>
Handler handler_of(DType dtype) {
  return scalar::with_type(dtype, [](auto type) -> Handler {
    if constexpr (takes<op, decltype(type)>()) return &run_arithmetic<op, decltype(type)>;
    else return nullptr;
  });
}

}  // namespace

Handler arithmetic_handler(Operation operation, DType dtype) {
  switch (operation) {
    case Operation::add: return handler_of<Operation::add>(dtype);
    case Operation::subtract: return handler_of<Operation::subtract>(dtype);
    case Operation::multiply: return handler_of<Operation::multiply>(dtype);
    case Operation::divide: return handler_of<Operation::divide>(dtype);
    case Operation::floor_divide: return handler_of<Operation::floor_divide>(dtype);
    case Operation::modulo: return handler_of<Operation::modulo>(dtype);
    case Operation::bitwise_and: return handler_of<Operation::bitwise_and>(dtype);
    case Operation::bitwise_or: return handler_of<Operation::bitwise_or>(dtype);
    case Operation::bitwise_xor: return handler_of<Operation::bitwise_xor>(dtype);
    case Operation::left_shift: return handler_of<Operation::left_shift>(dtype);
    case Operation::right_shift: return handler_of<Operation::right_shift>(dtype);
    case Operation::minimum: return handler_of<Operation::minimum>(dtype);
    case Operation::maximum: return handler_of<Operation::maximum>(dtype);
    case Operation::power: return handler_of<Operation::power>(dtype);
    case Operation::flow_product: return handler_of<Operation::flow_product>(dtype);
    case Operation::polygamma: return handler_of<Operation::polygamma>(dtype);
    case Operation::fma: return handler_of<Operation::fma>(dtype);
    case Operation::negate: return handler_of<Operation::negate>(dtype);
    case Operation::absolute: return handler_of<Operation::absolute>(dtype);
    case Operation::sign: return handler_of<Operation::sign>(dtype);
    case Operation::bitwise_not: return handler_of<Operation::bitwise_not>(dtype);
    case Operation::less: return handler_of<Operation::less>(dtype);
    case Operation::less_equal: return handler_of<Operation::less_equal>(dtype);
    case Operation::equal: return handler_of<Operation::equal>(dtype);
    case Operation::not_equal: return handler_of<Operation::not_equal>(dtype);
    case Operation::logical_and: return handler_of<Operation::logical_and>(dtype);
    case Operation::logical_or: return handler_of<Operation::logical_or>(dtype);
    case Operation::logical_not: return handler_of<Operation::logical_not>(dtype);
    default: return nullptr;
  }
}

Handler fold_handler(Reduction reduction, DType dtype) {
  switch (reduction) {
    case Reduction::sum: return arithmetic_handler(Operation::add, dtype);
    case Reduction::product: return arithmetic_handler(Operation::multiply, dtype);
    case Reduction::minimum: return arithmetic_handler(Operation::minimum, dtype);
    default: return arithmetic_handler(Operation::maximum, dtype);
  }
}

Slot neutral_slot(Reduction reduction, DType dtype) {
  Slot slot;
  scalar::with_type(dtype, [&](auto type) { set(slot, scalar::neutral<decltype(type)>(reduction)); });
  return slot;
}

}  // namespace pellucid::inline v0::loop
