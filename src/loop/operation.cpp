#include "loop/operation.hpp"

#include <array>

namespace pellucid::inline v0::loop {

namespace {

struct Entry {
  std::string_view name;
  int arity;
};

// In the order of Operation.
constexpr std::array operations = std::to_array<Entry>({
    {"constant", 0},    {"index", 0},        {"size", 0},        {"load", -1},        {"cast", 1},        {"add", 2},
    {"subtract", 2},    {"multiply", 2},     {"divide", 2},      {"floor_divide", 2}, {"modulo", 2},      {"bitwise_and", 2},
    {"bitwise_or", 2},  {"bitwise_xor", 2},  {"left_shift", 2},  {"right_shift", 2},  {"minimum", 2},     {"maximum", 2},
    {"power", 2},       {"flow_product", 2}, {"polygamma", 2},   {"fma", 3},          {"negate", 1},      {"absolute", 1},
    {"sign", 1},        {"bitwise_not", 1},  {"square_root", 1}, {"exponential", 1},  {"expm1", 1},       {"logarithm", 1},
    {"log1p", 1},       {"sine", 1},         {"cosine", 1},      {"tangent", 1},      {"tanh", 1},        {"sech_squared", 1},
    {"erf", 1},         {"erfc", 1},         {"log_gamma", 1},   {"floor", 1},        {"ceil", 1},        {"round", 1},
    {"less", 2},        {"less_equal", 2},   {"equal", 2},       {"not_equal", 2},    {"logical_and", 2}, {"logical_or", 2},
    {"logical_not", 1}, {"select", 3},       {"philox", 6},      {"reduce", 1},
});
static_assert(operations.size() == static_cast<std::size_t>(Operation::reduce) + 1);

constexpr std::array<std::string_view, 4> reductions = {"sum", "product", "minimum", "maximum"};

}  // namespace

std::string_view spelling(Operation operation) { return operations[static_cast<std::size_t>(operation)].name; }
std::string_view spelling(Reduction reduction) { return reductions[static_cast<std::size_t>(reduction)]; }
int arity(Operation operation) { return operations[static_cast<std::size_t>(operation)].arity; }

}  // namespace pellucid::inline v0::loop
