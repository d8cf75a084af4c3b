// How close machine code of single kernels comes to the peak of the core, and what it costs to make: nanoseconds a call, GFLOP/s, share of
// the fused multiply-add peak measured beside it. `bench_kernels [name] [ir|asm]` prints the code of one kernel instead.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#if defined(__AVX512F__) || defined(__x86_64__)
#include <immintrin.h>
#endif

#include "cases.hpp"
#include "compiler/llvm/native.hpp"

namespace {

using namespace pellucid;
using kernels::Case;

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// GFLOP/s of 12 independent chains of fused multiply-adds in the widest registers.
#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("avx512f"))) double peak512() {
  const __m512 b = _mm512_set1_ps(0.999f), c = _mm512_set1_ps(1e-4f);
  __m512 s0 = b, s1 = c, s2 = b, s3 = c, s4 = b, s5 = c, s6 = b, s7 = c, s8 = b, s9 = c, sa = b, sb = c;
  const double start = seconds();
  for (int n = 0; n < 100000; ++n) {
    asm volatile(
        "vfmadd213ps %13,%12,%0\n vfmadd213ps %13,%12,%1\n vfmadd213ps %13,%12,%2\n vfmadd213ps %13,%12,%3\n"
        "vfmadd213ps %13,%12,%4\n vfmadd213ps %13,%12,%5\n vfmadd213ps %13,%12,%6\n vfmadd213ps %13,%12,%7\n"
        "vfmadd213ps %13,%12,%8\n vfmadd213ps %13,%12,%9\n vfmadd213ps %13,%12,%10\n vfmadd213ps %13,%12,%11\n"
        : "+v"(s0), "+v"(s1), "+v"(s2), "+v"(s3), "+v"(s4), "+v"(s5), "+v"(s6), "+v"(s7), "+v"(s8), "+v"(s9), "+v"(sa), "+v"(sb)
        : "v"(b), "v"(c));
  }
  return 100000.0 * 12 * 32 / (seconds() - start) * 1e-9;
}
double peak() { return __builtin_cpu_supports("avx512f") ? peak512() : 0; }
#else
double peak() { return 0; }
#endif

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};

void run(const Case& one, const compiler::NativeOptions& options) {
  const auto code = compiler::make_native(one.program, options);
  std::vector<std::unique_ptr<void, Free>> memory;
  std::vector<void*> buffers;
  for (const loop::Buffer& buffer : one.program.buffers) {
    const auto count = static_cast<std::size_t>(product(buffer.dims).value());
    memory.emplace_back(std::aligned_alloc(64, (count * 4 + 63) / 64 * 64));
    auto* values = static_cast<float*>(memory.back().get());
    for (std::size_t i = 0; i < count; ++i) values[i] = 0.1f + static_cast<float>(i % 17) * 0.1f;
    buffers.push_back(values);
  }
  const std::unique_ptr<void, Free> arena(std::aligned_alloc(64, static_cast<std::size_t>(one.program.arena_bytes.value() / 64 + 1) * 64));
  const auto call = [&](int times) {
    const double start = seconds();
    for (int i = 0; i < times; ++i) code->run(buffers.data(), nullptr, static_cast<std::byte*>(arena.get()));
    return (seconds() - start) / times;
  };
  const int times = static_cast<int>(std::clamp(2e-3 / std::max(call(3), 1e-9), 1.0, 1e6));
  double best = 1e9, top = 0;
  for (int round = 0; round < 15; ++round) {
    top = std::max(top, peak());
    best = std::min(best, call(times));
  }
  const auto& cost = code->cost();
  const double gflops = one.operations / best * 1e-9;
  std::printf(
      "%-28s %9.1f ns %7.1f G/s %5.1f %% of peak   made in %5.1f ms (emit %.1f optimise %.1f translate %.1f link %.1f), %zu instructions, "
      "%zu bytes\n",
      one.name.c_str(), best * 1e9, gflops, top > 0 ? 100 * gflops / top : 0,
      cost.emit_ms + cost.optimise_ms + cost.translate_ms + cost.link_ms, cost.emit_ms, cost.optimise_ms, cost.translate_ms, cost.link_ms,
      cost.instructions, cost.object_bytes);
}

}  // namespace

int main(int count, char** arguments) {
  const std::string wanted = count > 1 ? arguments[1] : "", show = count > 2 ? arguments[2] : "";
  for (const Case& one : kernels::all_cases()) {
    if (one.name.find(wanted) == std::string::npos) continue;
    compiler::NativeOptions options;
    std::string text;
    if (show == "ir") options.ir = &text;
    if (show == "asm") options.assembly = &text;
    run(one, options);
    std::fputs(text.c_str(), stdout);
  }
}
