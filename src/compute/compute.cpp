// Operations on arrays by compiled functions. Two caches: what a call means, which also holds that its shapes fit, and code, which serves all
// calls of one pattern.
#include <pellucid/compute.hpp>

#include <algorithm>

#include <pellucid/error.hpp>
#include <pellucid/function.hpp>

#include "compute/call.hpp"
#include "compute/kept.hpp"
#include "graph/numbers.hpp"
#include "ops/support/by_name.hpp"

namespace pellucid::inline v0 {
namespace compute {
namespace {

// What is known of calls with these operands and options, once their shapes are found to fit.
struct Meaning {
  std::string code;  // key of the function
  std::vector<Type> types;
  const Op* op = nullptr;  // null where no operand is a number
  DType numbers = DType::float32;
};

// Never destroyed: other threads may be computing when the process ends.
Cache<std::string, const Meaning>& meanings() {
  static auto* const only = new Cache<std::string, const Meaning>({.bytes = std::size_t{4} << 20});
  return *only;
}
Cache<std::string, const Function>& functions() {
  static auto* const only = new Cache<std::string, const Function>({.bytes = std::size_t{64} << 20, .entries = 1024});
  return *only;
}

// A function keeps memory to compute in for the next call: what a large one took counts among what is kept.
constexpr std::size_t about_one_program = std::size_t{64} << 10, noticeable = std::size_t{256} << 10;
constexpr FunctionLimits limits = {.program_bytes = std::size_t{4} << 20, .idle_bytes = std::size_t{1} << 20};

std::size_t bytes_of(const Function& function) {
  const FunctionMemory memory = function.memory();
  return about_one_program + memory.program_bytes + memory.idle_bytes;
}

std::size_t bytes_of(const std::vector<Array>& arrays) {
  std::size_t bytes = 0;
  for (const Array& array : arrays) bytes += array.nbytes();
  return bytes;
}

struct Graph {
  Variables inputs;
  Variable output;
};
Graph build(const Call& call, const std::vector<Type>& types) {
  Graph graph;
  for (const Type& type : types) graph.inputs.push_back(input("operand" + std::to_string(graph.inputs.size()), type.dims, type.dtype));
  graph.output = call.build(call.name, {graph.inputs.begin(), graph.inputs.end()}, call.options);
  return graph;
}

std::vector<Operand> weak_operands(const Call& call) {
  std::vector<Operand> operands;
  for (const ArrayOperand& operand : call.operands)
    operands.push_back(operand.is_number() ? operand.number() : Operand(input("operand", {}, operand.array().dtype())));
  return operands;
}

// The operation itself says whether the shapes fit. An operation that must know extents then gets code for these alone.
Meaning find_meaning(const Call& call) {
  Meaning meaning;
  if (std::ranges::any_of(call.operands, &ArrayOperand::is_number)) {
    meaning.op = &find_public_op(call.name);
    meaning.numbers = dtype_of_numbers(*meaning.op, weak_operands(call));
  }
  const std::vector<Type> exact = types_of(call, meaning.numbers, false);
  build(call, exact);
  meaning.types = types_of(call, meaning.numbers, true);
  try {
    build(call, meaning.types);
    append_pattern(meaning.code, call);
  } catch (const Error&) {
    meaning.types = exact;
    append_meaning(meaning.code, call);
  }
  return meaning;
}

Array run(const Call& call) {
  thread_local std::string key;  // keeps its memory
  key.clear();
  append_meaning(key, call);
  const auto meaning = meanings().get(key, [&] {
    auto found = std::make_shared<const Meaning>(find_meaning(call));
    const std::size_t bytes = sizeof(Meaning) + 2 * (key.size() + found->code.size()) + 256;
    return Cache<std::string, const Meaning>::Made{std::move(found), bytes};
  });
  const auto function = functions().get(meaning->code, [&] {
    const Graph graph = build(call, meaning->types);
    auto made = std::make_shared<const Function>(graph.inputs, Variables{graph.output},
                                                 FunctionOptions{.name = std::string(call.name), .any_size = true, .limits = limits});
    return Cache<std::string, const Function>::Made{std::move(made), about_one_program};
  });
  std::vector<Array> inputs;
  inputs.reserve(call.operands.size());
  for (const ArrayOperand& operand : call.operands) {
    if (!operand.is_number()) {
      inputs.push_back(operand.array().contiguous());
      continue;
    }
    inputs.push_back(number_as(*meaning->op, operand.number(), meaning->numbers));
  }
  Array result = std::move((*function)(inputs)[0]);
  if (bytes_of(inputs) > noticeable) functions().weigh(meaning->code, bytes_of(*function));
  return result;
}

Variable build_by_name(std::string_view name, const std::vector<Operand>& operands, const Options& options) {
  return ops::apply(name, operands, options);
}

Variable build_matmul(std::string_view, const std::vector<Operand>& operands, const Options&) {
  return ops::matmul(operands[0].variable(), operands[1].variable());
}

}  // namespace

Kept kept() { return {.meanings = meanings().counts(), .code = functions().counts()}; }

}  // namespace compute

namespace ops {

Array compute(std::string_view name, const std::vector<ArrayOperand>& inputs, const compute::Options& options) {
  return compute::run({name, inputs, options, compute::build_by_name});
}

Array matmul(const Array& a, const Array& b) {
  const std::vector<ArrayOperand> operands = {a, b};
  return compute::run({"matmul", operands, {}, compute::build_matmul});
}

std::vector<Array> split(const Array& x, const SplitOptions& options) {
  const std::vector<Variable> parts = split(input("x", Dims(x.shape().begin(), x.shape().end()), x.dtype()), options);
  const std::size_t axis = normalize_axis(options.axis.value_or(0), x.rank(), "split");
  std::vector<Array> views;
  std::int64_t begin = 0;
  for (const Variable& part : parts) {
    const std::int64_t end = begin + part.dims()[axis].value();
    views.push_back(x.slice(static_cast<std::int64_t>(axis), {.start = begin, .stop = end}));
    begin = end;
  }
  return views;
}

}  // namespace ops
}  // namespace pellucid::inline v0
