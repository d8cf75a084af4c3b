// Calls to libm and to its vectors of elements, libmvec, by the names of the vector function ABI of x86-64; and to functions of ours.
#include <string>

#include "compiler/llvm/machine/symbols.hpp"
#include "compiler/llvm/math/math.hpp"

namespace pellucid::inline v0::compiler {

namespace {

using Arguments = llvm::SmallVector<llvm::Value*, 2>;

llvm::Value* call(Math& m, const std::string& name, const Arguments& arguments) {
  llvm::Type* type = arguments[0]->getType();
  const llvm::SmallVector<llvm::Type*, 2> parameters(arguments.size(), type);
  const auto function = m.module.getOrInsertFunction(name, llvm::FunctionType::get(type, parameters, false));
  llvm::CallInst* result = m.ir.CreateCall(function, arguments);
  result->setDoesNotThrow();
  result->setDoesNotAccessMemory();  // but for errno and flags, which nobody reads
  return result;
}

// b: SSE, d: AVX2, e: AVX-512.
char letter_of(unsigned bits) { return bits == 512 ? 'e' : bits == 256 ? 'd' : 'b'; }

llvm::Value* part_of(Math& m, llvm::Value* whole, unsigned first, unsigned lanes) {
  llvm::SmallVector<int, 16> which;
  for (unsigned lane = first; lane < first + lanes; ++lane) which.push_back(static_cast<int>(lane));
  return m.ir.CreateShuffleVector(whole, which);
}

llvm::Value* call_vector(Math& m, const std::string& name, const Arguments& arguments) {
  const unsigned lanes = lanes_of(arguments[0]), bits = lanes * arguments[0]->getType()->getScalarSizeInBits();
  const auto on_part = [&](unsigned first, unsigned count) {
    Arguments parts;
    for (llvm::Value* argument : arguments) parts.push_back(part_of(m, argument, first, count));
    return call_vector(m, name, parts);
  };
  if (bits > m.target.vector_bits) {  // in halves
    llvm::SmallVector<int, 32> both;
    for (unsigned lane = 0; lane < lanes; ++lane) both.push_back(static_cast<int>(lane));
    llvm::Value* low = on_part(0, lanes / 2);
    return m.ir.CreateShuffleVector(low, on_part(lanes / 2, lanes / 2), both);
  }
  if (bits < 128) {  // widened: the lanes are repeated
    llvm::SmallVector<int, 4> twice;
    for (unsigned lane = 0; lane < 2 * lanes; ++lane) twice.push_back(static_cast<int>(lane % lanes));
    Arguments wide;
    for (llvm::Value* argument : arguments) wide.push_back(m.ir.CreateShuffleVector(argument, twice));
    return part_of(m, call_vector(m, name, wide), 0, lanes);
  }
  const std::string parameters(arguments.size(), 'v');
  return call(m, std::string("_ZGV") + letter_of(bits) + "N" + std::to_string(lanes) + parameters + "_" + name, arguments);
}

// libmvec has not every function of libm, and an older one has fewer.
bool has_vector_form(const std::string& name, std::size_t parameters) {
  return has_vector_math() && find_function("_ZGVbN4" + std::string(parameters, 'v') + "_" + name + "f") != nullptr;
}

llvm::Value* call_each_lane(Math& m, const std::string& name, const Arguments& arguments) {
  llvm::Value* result = llvm::PoisonValue::get(arguments[0]->getType());
  for (unsigned lane = 0; lane < lanes_of(arguments[0]); ++lane) {
    Arguments scalars;
    for (llvm::Value* argument : arguments) scalars.push_back(m.ir.CreateExtractElement(argument, lane));
    result = m.ir.CreateInsertElement(result, call(m, name, scalars), lane);
  }
  return result;
}

llvm::Value* call_function(Math& m, const std::string& name, llvm::ArrayRef<llvm::Value*> given, llvm::Value* alive,
                           llvm::Value* (*on_vectors)(Math&, const std::string&, const Arguments&)) {
  Arguments arguments(given.begin(), given.end());
  const std::string full = arguments[0]->getType()->getScalarType()->isFloatTy() ? name + "f" : name;
  if (lanes_of(arguments[0]) == 1) return call(m, full, arguments);
  if (alive != nullptr)
    for (llvm::Value*& argument : arguments) argument = m.ir.CreateSelect(alive, argument, m.number(argument, 1));
  return on_vectors(m, full, arguments);
}

}  // namespace

llvm::Value* call_library(Math& m, const std::string& name, llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* alive) {
  return call_function(m, name, arguments, alive, has_vector_form(name, arguments.size()) ? call_vector : call_each_lane);
}

llvm::Value* call_own(Math& m, const std::string& name, llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* alive) {
  return call_function(m, std::string(own_prefix) + name, arguments, alive, call_each_lane);
}

}  // namespace pellucid::inline v0::compiler
