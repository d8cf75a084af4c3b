#include "compiler/runtime/variant.hpp"

#include <chrono>
#include <cstdio>

#include "base/clock.hpp"
#include "compiler/kernels/product.hpp"
#include "loop/bytes.hpp"
#include "loop/check.hpp"

namespace pellucid::inline v0::compiler {
namespace {

Bindings bindings_of(const loop::Program& program, const std::vector<std::int64_t>& sizes) {
  Bindings bindings;
  for (std::size_t i = 0; i < program.sizes.size(); ++i) bindings.emplace(program.sizes[i], sizes[i]);
  return bindings;
}

NativeOptions native_options() {
  NativeOptions options;
  options.product = run_product;
  return options;
}

std::uint64_t next_number() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace

bool runs_native() {
  const bool can = can_make_native_code();
  if (!can) {
    static std::once_flag said;
    std::call_once(
        said, [] { std::fputs("pellucid: memory cannot be made executable here; programs are interpreted, which is slow\n", stderr); });
  }
  return can;
}

Variant::Variant(const Compilation& compilation) : number_(next_number()), plan_(compilation.plan), sizes_(compilation.sizes) {
  for (const int output : plan().outputs) {
    const loop::Buffer& buffer = program().buffers[static_cast<std::size_t>(output)];
    outputs_.push_back({buffer.dtype, buffer.dims});
  }
  for (const PassTime& pass : compilation.times) seconds_ += pass.seconds;
  const double start = seconds_now();
  if (runs_native()) native_ = make_native(program(), native_options());
  seconds_ += seconds_now() - start;
}

std::size_t Variant::bytes() const { return loop::bytes_of(program()) + (native_ ? native_->bytes() : 0); }

std::string Variant::native_text() const {
  if (!native_) return "";
  std::string assembly;
  NativeOptions options = native_options();
  options.assembly = &assembly;
  make_native(program(), options);
  return assembly;
}

void Variant::run(const std::vector<void*>& buffers, const std::vector<std::int64_t>& sizes, std::byte* arena) const {
  if (!native_) return loop::interpret(program(), {.buffers = buffers, .sizes = sizes}, false);
#if defined(PELLUCID_SANITIZED)
  run_and_compare(program(), buffers, sizes, [&] { run_native(buffers, sizes, arena); });
#else
  run_native(buffers, sizes, arena);
#endif
}

void Variant::run_native(const std::vector<void*>& buffers, const std::vector<std::int64_t>& sizes, std::byte* arena) const {
  if (const CheckFailure failure = native_->run(buffers.data(), sizes.data(), arena)) refuse_index(failure, buffers, sizes, arena);
}

// The interpreter's sentence: the index is still where it was found.
void Variant::refuse_index(const CheckFailure& failure, const std::vector<void*>& buffers, const std::vector<std::int64_t>& sizes,
                           std::byte* arena) const {
  const loop::Check& check = native_->check(failure.check);
  const Bindings bindings = bindings_of(program(), sizes);
  const loop::Buffer* buffer = &program().buffers[static_cast<std::size_t>(check.buffer)];
  std::vector<std::int64_t> shape;
  for (const Dim& dim : buffer->dims) shape.push_back(dim.evaluate(bindings));
  const void* data = nullptr;
  for (int number = check.buffer; data == nullptr; number = buffer->alias_of) {
    buffer = &program().buffers[static_cast<std::size_t>(number)];
    if (buffer->role != loop::Role::temporary) data = buffers[static_cast<std::size_t>(number)];
    else if (buffer->alias_of < 0) data = arena + buffer->arena_offset.evaluate(bindings);
  }
  loop::check_indices(check, buffer->dtype, data, shape, failure.limit);
  throw std::logic_error("native code found an index out of range where there is none: " + check.what);
}

}  // namespace pellucid::inline v0::compiler
