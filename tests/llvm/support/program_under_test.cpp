#include "llvm/support/program_under_test.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <sstream>

#include "loop/scalar.hpp"

namespace pellucid::testing {

namespace {

constexpr std::byte poison{0xff}, sentinel{0xa5};
constexpr std::size_t fence = 192;  // bytes of sentinels on each side

template <class T>
void fill(std::vector<std::byte>& bytes, std::int64_t count, std::mt19937_64& random, double low, double high) {
  for (std::int64_t i = 0; i < count; ++i) {
    T value{};
    if constexpr (std::is_same_v<T, bool>) value = (random() & 1) != 0;
    else if constexpr (std::is_integral_v<T>)
      value = static_cast<T>(static_cast<std::int64_t>(random() % 201) - (std::is_signed_v<T> ? 100 : 0));
    else {
      const double number = std::uniform_real_distribution<double>(low, high)(random);
      if constexpr (std::is_same_v<T, Float16>) value = to_float16(static_cast<float>(number));
      else if constexpr (std::is_same_v<T, BFloat16>) value = to_bfloat16(static_cast<float>(number));
      else value = static_cast<T>(number);
    }
    std::memcpy(bytes.data() + fence + static_cast<std::size_t>(i) * sizeof(T), &value, sizeof(T));
  }
}

}  // namespace

struct ProgramUnderTest::Memory {
  std::vector<std::vector<std::byte>> blocks;  // fence, elements, fence
  std::vector<std::byte> arena_storage;
  std::size_t arena_bytes = 0;

  std::byte* arena() {
    return arena_storage.data() + fence + (64 - reinterpret_cast<std::uintptr_t>(arena_storage.data() + fence) % 64) % 64;
  }
  std::vector<void*> pointers() {
    std::vector<void*> result;
    for (auto& block : blocks) result.push_back(block.empty() ? nullptr : block.data() + fence);
    return result;
  }
};

double element(const std::byte* data, DType dtype, std::int64_t position) {
  if (dtype == DType::boolean) return std::to_integer<int>(data[position]);  // poison is no bool
  return loop::scalar::with_type(dtype, [&](auto type) {
    using T = decltype(type);
    T value;
    std::memcpy(&value, data + static_cast<std::size_t>(position) * sizeof(T), sizeof(T));
    if constexpr (std::is_same_v<T, Float16> || std::is_same_v<T, BFloat16>) return static_cast<double>(to_float(value));
    else return static_cast<double>(value);
  });
}

int ProgramUnderTest::add(const std::string& name, DType dtype, Dims dims, loop::Role role) {
  const int number = static_cast<int>(program.buffers.size());
  program.buffers.push_back({name + std::to_string(number), dtype, std::move(dims), role});
  return number;
}

int ProgramUnderTest::temporary(DType dtype, Dims dims) {
  const int number = add("temporary", dtype, std::move(dims), loop::Role::temporary);
  loop::Buffer& buffer = program.buffers.back();
  buffer.arena_offset = program.arena_bytes;
  program.arena_bytes = program.arena_bytes + floor_divide(product(buffer.dims) * size_of(dtype) + 63, 64) * 64;
  return number;
}

loop::Expression ProgramUnderTest::at(int buffer, loop::Expressions indices) const {
  return loop::load(buffer, program.buffers[static_cast<std::size_t>(buffer)].dtype, std::move(indices));
}

loop::Kernel& ProgramUnderTest::kernel(std::vector<loop::Axis> axes, std::vector<loop::Store> stores, loop::Schedule schedule) {
  program.body.emplace_back(
      loop::Kernel{"kernel" + std::to_string(program.body.size()), std::move(axes), std::move(stores), std::move(schedule)});
  return std::get<loop::Kernel>(program.body.back());
}

void ProgramUnderTest::bind(const std::string& name, std::int64_t value) {
  if (!bindings_.contains(name)) program.sizes.push_back(name);
  bindings_[name] = value;
}

std::vector<std::int64_t> ProgramUnderTest::sizes() const {
  std::vector<std::int64_t> result;
  for (const std::string& name : program.sizes) result.push_back(bindings_.at(name));
  return result;
}

std::int64_t ProgramUnderTest::count_of(const loop::Buffer& buffer) const { return product(buffer.dims).evaluate(bindings_); }

ProgramUnderTest::Memory ProgramUnderTest::fresh_memory() const {
  Memory memory;
  std::mt19937_64 random(seed);
  for (const loop::Buffer& buffer : program.buffers) {
    std::vector<std::byte>& block = memory.blocks.emplace_back();
    if (buffer.role == loop::Role::temporary) continue;
    const std::int64_t count = count_of(buffer);
    const std::size_t bytes = static_cast<std::size_t>(count) * size_of(buffer.dtype);
    block.assign(bytes + 2 * fence, sentinel);
    if (buffer.role == loop::Role::output) std::fill_n(block.begin() + fence, bytes, poison);
    else loop::scalar::with_type(buffer.dtype, [&](auto type) { fill<decltype(type)>(block, count, random, low, high); });
  }
  for (const auto& [buffer, bytes] : given_) std::ranges::copy(bytes, memory.blocks[static_cast<std::size_t>(buffer)].begin() + fence);
  memory.arena_bytes = static_cast<std::size_t>(program.arena_bytes.evaluate(bindings_));
  memory.arena_storage.assign(memory.arena_bytes + 2 * fence + 64, sentinel);
  std::fill_n(memory.arena(), memory.arena_bytes, poison);
  return memory;
}

std::string ProgramUnderTest::compare(const Memory& native, const Memory& interpreted, Tolerance tolerance) const {
  std::ostringstream text;
  for (std::size_t i = 0; i < program.buffers.size(); ++i) {
    const loop::Buffer& buffer = program.buffers[i];
    if (buffer.role == loop::Role::temporary) continue;
    const auto& mine = native.blocks[i];
    const auto& theirs = interpreted.blocks[i];
    const auto untouched = [](auto first, auto last) { return std::all_of(first, last, [](std::byte b) { return b == sentinel; }); };
    if (!untouched(mine.begin(), mine.begin() + fence) || !untouched(mine.end() - fence, mine.end())) return "wrote beside " + buffer.name;
    const double scale = buffer.dtype == DType::float64 ? 1e-9 : size_of(buffer.dtype) == 2 ? 1e4 : 1;
    const double limit_relative = is_floating(buffer.dtype) ? tolerance.relative * scale : 0,
                 limit_absolute = is_floating(buffer.dtype) ? tolerance.absolute * scale : 0;
    for (std::int64_t k = 0; k < count_of(buffer); ++k) {
      const double a = element(mine.data() + fence, buffer.dtype, k), b = element(theirs.data() + fence, buffer.dtype, k);
      const std::size_t bytes = size_of(buffer.dtype), from = fence + static_cast<std::size_t>(k) * bytes;
      const bool same_bits = std::memcmp(mine.data() + from, theirs.data() + from, bytes) == 0;
      if (same_bits || (std::isnan(a) && std::isnan(b))) continue;
      if (!tolerance.bits && (a == b || std::fabs(a - b) <= limit_absolute + limit_relative * std::fabs(b))) continue;
      text << buffer.name << "[" << k << "]: native " << a << ", interpreted " << b << "; ";
      if (text.tellp() > 400) return text.str();
    }
  }
  return text.str();
}

std::string ProgramUnderTest::difference(const compiler::NativeOptions& options, Tolerance tolerance) const {
  try {
    loop::verify(program);
  } catch (const std::exception& error) {
    return std::string("the program is not valid: ") + error.what();
  }
  Memory native = fresh_memory(), interpreted = fresh_memory();
  const auto code = compiler::make_native(program, options);
  const auto sizes = this->sizes();
  const auto pointers = native.pointers();
  if (const auto failure = code->run(pointers.data(), sizes.data(), native.arena()))
    return "check " + std::to_string(failure.check) + " failed";
  const std::byte* arena = native.arena();
  for (const std::byte* at = native.arena_storage.data(); at < native.arena_storage.data() + native.arena_storage.size(); ++at)
    if ((at < arena || at >= arena + native.arena_bytes) && *at != sentinel) return "wrote beside the arena";
  loop::interpret(program, {interpreted.pointers(), sizes});
  return compare(native, interpreted, tolerance);
}

std::vector<double> ProgramUnderTest::native_result(int buffer, const compiler::NativeOptions& options) const {
  Memory memory = fresh_memory();
  const auto pointers = memory.pointers();
  compiler::make_native(program, options)->run(pointers.data(), sizes().data(), memory.arena());
  std::vector<double> result;
  const loop::Buffer& which = program.buffers[static_cast<std::size_t>(buffer)];
  for (std::int64_t i = 0; i < count_of(which); ++i)
    result.push_back(element(memory.blocks[static_cast<std::size_t>(buffer)].data() + fence, which.dtype, i));
  return result;
}

compiler::CheckFailure ProgramUnderTest::native_failure(const compiler::NativeOptions& options) const {
  Memory memory = fresh_memory();
  const auto pointers = memory.pointers();
  return compiler::make_native(program, options)->run(pointers.data(), sizes().data(), memory.arena());
}

std::vector<compiler::NativeOptions> all_targets() {
  std::vector<compiler::NativeOptions> targets(3);
  targets[0].vector_bits = 512;
  targets[1].vector_bits = 256;
  targets[2].vector_bits = 128;
  return targets;
}

}  // namespace pellucid::testing
