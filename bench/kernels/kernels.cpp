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

#include "compiler/llvm/native.hpp"
#include "compiler/plan/schedule.hpp"
#include "loop/program.hpp"

namespace {

using namespace pellucid;
using loop::Operation;

struct Case {
  std::string name;
  double operations = 0;  // of one call
  loop::Program program;
};

class Maker {
 public:
  Maker(std::string name, double operations) : made_{std::move(name), operations, {}} { made_.program.name = made_.name; }
  int buffer(Dims dims, loop::Role role = loop::Role::input) {
    loop::Program& program = made_.program;
    program.buffers.push_back({"b" + std::to_string(program.buffers.size()), DType::float32, std::move(dims), role});
    if (role == loop::Role::temporary) {
      program.buffers.back().arena_offset = program.arena_bytes;
      program.arena_bytes = program.arena_bytes + floor_divide(product(program.buffers.back().dims) * 4 + 63, 64) * 64;
    }
    return static_cast<int>(program.buffers.size()) - 1;
  }
  const Dims& dims(int buffer) const { return made_.program.buffers[static_cast<std::size_t>(buffer)].dims; }
  static loop::Expression at(int buffer, loop::Expressions indices) { return loop::load(buffer, DType::float32, std::move(indices)); }
  void kernel(std::vector<loop::Axis> axes, std::vector<loop::Store> stores) {
    loop::Kernel kernel{"kernel", std::move(axes), std::move(stores), {}};
    compiler::choose_schedule(kernel, made_.program.buffers, compiler::machine_facts());
    made_.program.body.emplace_back(std::move(kernel));
  }
  Case done() { return std::move(made_); }

 private:
  Case made_;
};

loop::Expression f32(double value) { return loop::constant(value, DType::float32); }

// c[m, n] = sum over k of a b, either of which may be transposed, with an epilogue that adds a bias and takes relu.
Case product(std::int64_t m, std::int64_t k, std::int64_t n, bool a_transposed = false, bool b_transposed = false, bool epilogue = false) {
  Maker make("product " + std::to_string(m) + "x" + std::to_string(k) + "x" + std::to_string(n) + (a_transposed ? " a'" : "") +
                 (b_transposed ? " b'" : "") + (epilogue ? " relu" : ""),
             2.0 * static_cast<double>(m * k * n));
  const int a = make.buffer(a_transposed ? Dims{k, m} : Dims{m, k}), b = make.buffer(b_transposed ? Dims{n, k} : Dims{k, n}),
            bias = make.buffer({n});
  const int c = make.buffer({m, n}, loop::Role::output);
  const loop::Axis i = loop::make_axis("i", m), j = loop::make_axis("j", n), r = loop::make_axis("k", k);
  const auto left = a_transposed ? Maker::at(a, {index(r), index(i)}) : Maker::at(a, {index(i), index(r)});
  const auto right = b_transposed ? Maker::at(b, {index(j), index(r)}) : Maker::at(b, {index(r), index(j)});
  loop::Expression value = reduce(loop::Reduction::sum, {r}, left * right);
  if (epilogue) value = apply(Operation::maximum, {value + Maker::at(bias, {index(j)}), f32(0)});
  make.kernel({i, j}, {{c, {index(i), index(j)}, value}});
  return make.done();
}

Case adam(std::int64_t count) {
  Maker make("adam " + std::to_string(count), 12.0 * static_cast<double>(count));
  const int p = make.buffer({count}, loop::Role::state), m = make.buffer({count}, loop::Role::state),
            v = make.buffer({count}, loop::Role::state);
  const int g = make.buffer({count}), rate = make.buffer({});
  const loop::Axis i = loop::make_axis("i", count);
  const auto at = [&](int buffer) { return Maker::at(buffer, {index(i)}); };
  const auto m1 = at(m) + f32(0.1) * (at(g) - at(m)), v1 = at(v) + f32(0.001) * (at(g) * at(g) - at(v));
  const auto step = Maker::at(rate, {}) * m1 / (apply(Operation::square_root, {v1}) + f32(1e-7));
  make.kernel({i}, {{p, {index(i)}, at(p) - step}, {m, {index(i)}, m1}, {v, {index(i)}, v1}});
  return make.done();
}

Case elementwise(const std::string& name, std::int64_t count, loop::Expression (*f)(const loop::Expression&)) {
  Maker make(name + " " + std::to_string(count), static_cast<double>(count));
  const int x = make.buffer({count}), y = make.buffer({count}, loop::Role::output);
  const loop::Axis i = loop::make_axis("i", count);
  make.kernel({i}, {{y, {index(i)}, f(Maker::at(x, {index(i)}))}});
  return make.done();
}

Case softmax(std::int64_t rows, std::int64_t columns) {
  Maker make("softmax " + std::to_string(rows) + "x" + std::to_string(columns), static_cast<double>(rows * columns));
  const int x = make.buffer({rows, columns}), y = make.buffer({rows, columns}, loop::Role::output);
  const loop::Axis i = loop::make_axis("i", rows), j = loop::make_axis("j", columns), k = loop::make_axis("k", columns),
                   l = loop::make_axis("l", columns);
  const auto largest = reduce(loop::Reduction::maximum, {k}, Maker::at(x, {index(i), index(k)}));
  const auto exponential = [&](const loop::Axis& axis) {
    return apply(Operation::exponential, {Maker::at(x, {index(i), index(axis)}) - largest});
  };
  make.kernel({i, j}, {{y, {index(i), index(j)}, exponential(j) / reduce(loop::Reduction::sum, {l}, exponential(l))}});
  return make.done();
}

Case sum_of_rows(std::int64_t rows, std::int64_t columns) {
  Maker make("sum over rows " + std::to_string(rows) + "x" + std::to_string(columns), static_cast<double>(rows * columns));
  const int x = make.buffer({rows, columns}), y = make.buffer({columns}, loop::Role::output);
  const loop::Axis j = loop::make_axis("j", columns), i = loop::make_axis("i", rows);
  make.kernel({j}, {{y, {index(j)}, reduce(loop::Reduction::sum, {i}, Maker::at(x, {index(i), index(j)}))}});
  return make.done();
}

Case mean_of_squares(std::int64_t count) {
  Maker make("mean of squares " + std::to_string(count), 3.0 * static_cast<double>(count));
  const int x = make.buffer({count}), t = make.buffer({count}), y = make.buffer({}, loop::Role::output);
  const loop::Axis i = loop::make_axis("i", count);
  const auto error = Maker::at(x, {index(i)}) - Maker::at(t, {index(i)});
  make.kernel({}, {{y, {}, reduce(loop::Reduction::sum, {i}, error * error) * f32(1.0 / static_cast<double>(count))}});
  return make.done();
}

Case transpose(std::int64_t rows, std::int64_t columns) {
  Maker make("transpose " + std::to_string(rows) + "x" + std::to_string(columns), static_cast<double>(rows * columns));
  const int x = make.buffer({columns, rows}), y = make.buffer({rows, columns}, loop::Role::output);
  const loop::Axis i = loop::make_axis("i", rows), j = loop::make_axis("j", columns);
  make.kernel({i, j}, {{y, {index(i), index(j)}, Maker::at(x, {index(j), index(i)})}});
  return make.done();
}

// y = x where a random number is not below the rate, scaled.
Case dropout(std::int64_t rows, std::int64_t columns) {
  Maker make("dropout " + std::to_string(rows) + "x" + std::to_string(columns), static_cast<double>(rows * columns));
  const int x = make.buffer({rows, columns}), y = make.buffer({rows, columns}, loop::Role::output);
  const loop::Axis i = loop::make_axis("i", rows), j = loop::make_axis("j", columns);
  const auto u32 = [](std::int64_t value) { return loop::constant(static_cast<double>(value), DType::uint32); };
  const auto element = cast(index(i) * loop::integer(columns) + index(j), DType::uint32);
  const auto bits = loop::philox(0, {element, u32(0), u32(7), u32(3), u32(11), u32(12)});
  const auto uniform = cast(bits, DType::float32) * f32(0x1p-32);
  make.kernel({i, j}, {{y,
                        {index(i), index(j)},
                        select(apply(Operation::less, {uniform, f32(0.5)}), f32(0), Maker::at(x, {index(i), index(j)}) * f32(2))}});
  return make.done();
}

// "same" or "valid" convolution of 3 x 3, channels last.
Case convolution(std::int64_t batch, std::int64_t size, std::int64_t in, std::int64_t out, bool same) {
  const std::int64_t result = same ? size : size - 2;
  Maker make("convolution " + std::to_string(batch) + "x" + std::to_string(size) + "x" + std::to_string(in) + " to " + std::to_string(out) +
                 (same ? " same" : " valid"),
             2.0 * 9 * static_cast<double>(batch * result * result * in * out));
  const int x = make.buffer({batch, size, size, in}), w = make.buffer({3, 3, in, out}),
            y = make.buffer({batch, result, result, out}, loop::Role::output);
  const loop::Axis n = loop::make_axis("n", batch), h = loop::make_axis("h", result), v = loop::make_axis("v", result),
                   o = loop::make_axis("o", out);
  const loop::Axis kh = loop::make_axis("kh", 3), kv = loop::make_axis("kv", 3), c = loop::make_axis("c", in);
  const auto row = index(h) + index(kh) - loop::integer(same ? 1 : 0), column = index(v) + index(kv) - loop::integer(same ? 1 : 0);
  loop::Expression pixel = Maker::at(x, {index(n), row, column, index(c)});
  if (same) {
    const auto inside = [&](const loop::Expression& position) {
      return apply(Operation::logical_and,
                   {apply(Operation::less_equal, {loop::integer(0), position}), apply(Operation::less, {position, loop::integer(size)})});
    };
    pixel = select(apply(Operation::logical_and, {inside(row), inside(column)}), pixel, f32(0));
  }
  const auto sum = reduce(loop::Reduction::sum, {kh, kv, c}, pixel * Maker::at(w, {index(kh), index(kv), index(c), index(o)}));
  make.kernel({n, h, v, o}, {{y, {index(n), index(h), index(v), index(o)}, apply(Operation::maximum, {sum, f32(0)})}});
  return make.done();
}

// The gradient of its kernel.
Case convolution_kernel_gradient(std::int64_t batch, std::int64_t size, std::int64_t in, std::int64_t out) {
  const std::int64_t result = size - 2;
  Maker make("convolution gradient " + std::to_string(batch) + "x" + std::to_string(size) + "x" + std::to_string(in) + " to " +
                 std::to_string(out),
             2.0 * 9 * static_cast<double>(batch * result * result * in * out));
  const int x = make.buffer({batch, size, size, in}), d = make.buffer({batch, result, result, out}),
            g = make.buffer({3, 3, in, out}, loop::Role::output);
  const loop::Axis n = loop::make_axis("n", batch), h = loop::make_axis("h", result), v = loop::make_axis("v", result),
                   o = loop::make_axis("o", out);
  const loop::Axis kh = loop::make_axis("kh", 3), kv = loop::make_axis("kv", 3), c = loop::make_axis("c", in);
  const auto sum = reduce(loop::Reduction::sum, {n, h, v},
                          Maker::at(x, {index(n), index(h) + index(kh), index(v) + index(kv), index(c)}) *
                              Maker::at(d, {index(n), index(h), index(v), index(o)}));
  make.kernel({kh, kv, c, o}, {{g, {index(kh), index(kv), index(c), index(o)}, sum}});
  return make.done();
}

Case max_pool(std::int64_t batch, std::int64_t size, std::int64_t channels) {
  Maker make("max pool " + std::to_string(batch) + "x" + std::to_string(size) + "x" + std::to_string(channels),
             static_cast<double>(batch * size * size * channels));
  const int x = make.buffer({batch, size, size, channels}), y = make.buffer({batch, size / 2, size / 2, channels}, loop::Role::output);
  const loop::Axis n = loop::make_axis("n", batch), h = loop::make_axis("h", size / 2), v = loop::make_axis("v", size / 2),
                   c = loop::make_axis("c", channels);
  const loop::Axis a = loop::make_axis("a", 2), b = loop::make_axis("b", 2);
  const auto two = loop::integer(2);
  make.kernel({n, h, v, c}, {{y,
                              {index(n), index(h), index(v), index(c)},
                              reduce(loop::Reduction::maximum, {a, b},
                                     Maker::at(x, {index(n), index(h) * two + index(a), index(v) * two + index(b), index(c)}))}});
  return make.done();
}

Case layer_norm(std::int64_t rows, std::int64_t columns) {
  Maker make("layer norm " + std::to_string(rows) + "x" + std::to_string(columns), static_cast<double>(rows * columns));
  const int x = make.buffer({rows, columns}), gamma = make.buffer({columns}), beta = make.buffer({columns}),
            y = make.buffer({rows, columns}, loop::Role::output);
  const loop::Axis i = loop::make_axis("i", rows), j = loop::make_axis("j", columns), k = loop::make_axis("k", columns),
                   l = loop::make_axis("l", columns);
  const auto share = f32(1.0 / static_cast<double>(columns));
  const auto mean = reduce(loop::Reduction::sum, {k}, Maker::at(x, {index(i), index(k)})) * share;
  const auto centred = [&](const loop::Axis& axis) { return Maker::at(x, {index(i), index(axis)}) - mean; };
  const auto variance = reduce(loop::Reduction::sum, {l}, centred(l) * centred(l)) * share;
  const auto scale = f32(1) / apply(Operation::square_root, {variance + f32(1e-5)});
  make.kernel({i, j}, {{y, {index(i), index(j)}, centred(j) * scale * Maker::at(gamma, {index(j)}) + Maker::at(beta, {index(j)})}});
  return make.done();
}

// One training step of a net 1-64-32-32-1 with relu, mean squared error and Adam, batch 10, as a planner without much wit would write it.
class TrainingStep {
 public:
  explicit TrainingStep(std::vector<std::int64_t> widths) : make_("training step", 0), widths_(std::move(widths)) {}

  Case made() {
    const std::size_t layers = widths_.size() - 1;
    const int x = make_.buffer({batch, widths_[0]}), t = make_.buffer({batch, widths_.back()}), rate = make_.buffer({});
    values_.push_back(x);
    for (std::size_t l = 0; l < layers; ++l) forward(l);
    const int delta = temporary({batch, widths_.back()}), loss = make_.buffer({}, loop::Role::output);
    const loop::Axis i = axis(batch), j = axis(widths_.back()), n = axis(batch);
    const auto error = [&](const loop::Axis& row, const loop::Expression& column) {
      return Maker::at(values_.back(), {index(row), column}) - Maker::at(t, {index(row), column});
    };
    make_.kernel({i, j}, {{delta, {index(i), index(j)}, error(i, index(j)) * f32(0.2)}});
    make_.kernel({}, {{loss, {}, reduce(loop::Reduction::sum, {n}, error(n, loop::integer(0)) * error(n, loop::integer(0))) * f32(0.1)}});
    int gradient = delta;
    std::vector<std::pair<int, int>> updates;
    for (std::size_t l = layers; l-- > 0;) gradient = backward(l, gradient, updates);
    for (const auto& [parameter, its_gradient] : updates) update(parameter, its_gradient, rate);
    return make_.done();
  }

 private:
  static constexpr std::int64_t batch = 10;
  static loop::Axis axis(std::int64_t extent) { return loop::make_axis("i", extent); }
  int temporary(Dims dims) {
    const int number = make_.buffer(std::move(dims), loop::Role::temporary);
    return number;
  }

  void forward(std::size_t l) {
    const std::int64_t in = widths_[l], out = widths_[l + 1];
    kernels_.push_back(make_.buffer({in, out}, loop::Role::state));
    biases_.push_back(make_.buffer({out}, loop::Role::state));
    const int y = temporary({batch, out});
    const loop::Axis i = axis(batch), j = axis(out), k = axis(in);
    loop::Expression value =
        reduce(loop::Reduction::sum, {k}, Maker::at(values_[l], {index(i), index(k)}) * Maker::at(kernels_[l], {index(k), index(j)}));
    value = value + Maker::at(biases_[l], {index(j)});
    if (l + 2 < widths_.size()) value = apply(Operation::maximum, {value, f32(0)});
    make_.kernel({i, j}, {{y, {index(i), index(j)}, value}});
    values_.push_back(y);
  }

  int backward(std::size_t l, int delta, std::vector<std::pair<int, int>>& updates) {
    const std::int64_t in = widths_[l], out = widths_[l + 1];
    const int kernel = temporary({in, out}), bias = temporary({out});
    {
      const loop::Axis i = axis(in), j = axis(out), n = axis(batch);
      make_.kernel(
          {i, j},
          {{kernel,
            {index(i), index(j)},
            reduce(loop::Reduction::sum, {n}, Maker::at(values_[l], {index(n), index(i)}) * Maker::at(delta, {index(n), index(j)}))}});
    }
    {
      const loop::Axis j = axis(out), n = axis(batch);
      make_.kernel({j}, {{bias, {index(j)}, reduce(loop::Reduction::sum, {n}, Maker::at(delta, {index(n), index(j)}))}});
    }
    updates.emplace_back(kernels_[l], kernel);
    updates.emplace_back(biases_[l], bias);
    if (l == 0) return -1;
    const int before = temporary({batch, in});
    const loop::Axis n = axis(batch), i = axis(in), j = axis(out);
    const auto sum =
        reduce(loop::Reduction::sum, {j}, Maker::at(delta, {index(n), index(j)}) * Maker::at(kernels_[l], {index(i), index(j)}));
    const auto active = apply(Operation::less, {f32(0), Maker::at(values_[l], {index(n), index(i)})});
    make_.kernel({n, i}, {{before, {index(n), index(i)}, select(active, sum, f32(0))}});
    return before;
  }

  void update(int p, int g, int rate) {
    const Dims dims = make_.dims(p);
    const int m = make_.buffer(dims, loop::Role::state), v = make_.buffer(dims, loop::Role::state);
    std::vector<loop::Axis> axes;
    loop::Expressions indices;
    for (const Dim& dim : dims) {
      axes.push_back(loop::make_axis("i", dim));
      indices.push_back(index(axes.back()));
    }
    const auto at = [&](int buffer) { return Maker::at(buffer, indices); };
    const auto m1 = at(m) + f32(0.1) * (at(g) - at(m)), v1 = at(v) + f32(0.001) * (at(g) * at(g) - at(v));
    const auto step = Maker::at(rate, {}) * m1 / (apply(Operation::square_root, {v1}) + f32(1e-7));
    make_.kernel(axes, {{p, indices, at(p) - step}, {m, indices, m1}, {v, indices, v1}});
  }

  Maker make_;
  std::vector<std::int64_t> widths_;
  std::vector<int> values_, kernels_, biases_;
};

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  cases.push_back(TrainingStep({1, 64, 32, 32, 1}).made());
  cases.push_back(product(10, 64, 32, false, false, true));
  cases.push_back(product(10, 32, 64, false, true));
  cases.push_back(product(64, 10, 32, true));
  cases.push_back(product(10, 32, 32, false, false, true));
  cases.push_back(product(10, 32, 32, false, true));
  cases.push_back(product(10, 1, 64, false, false, true));
  cases.push_back(product(10, 32, 1));
  cases.push_back(product(1, 10, 40));
  cases.push_back(product(64, 64, 64));
  cases.push_back(product(128, 128, 128));
  cases.push_back(product(128, 128, 128, true));
  cases.push_back(product(128, 128, 128, false, true));
  cases.push_back(product(33, 50, 47));
  cases.push_back(adam(2048));
  cases.push_back(elementwise("relu", 2048, [](const loop::Expression& x) { return apply(Operation::maximum, {x, f32(0)}); }));
  cases.push_back(elementwise("exp", 1000, [](const loop::Expression& x) { return apply(Operation::exponential, {x}); }));
  cases.push_back(elementwise("tanh", 1000, [](const loop::Expression& x) { return apply(Operation::tanh, {x}); }));
  cases.push_back(elementwise("sigmoid", 1000, [](const loop::Expression& x) {
    return f32(1) / (f32(1) + apply(Operation::exponential, {apply(Operation::negate, {x})}));
  }));
  cases.push_back(elementwise("log", 1000, [](const loop::Expression& x) { return apply(Operation::logarithm, {x}); }));
  cases.push_back(elementwise("log1p", 1000, [](const loop::Expression& x) { return apply(Operation::log1p, {x}); }));
  cases.push_back(elementwise("expm1", 1000, [](const loop::Expression& x) { return apply(Operation::expm1, {x}); }));
  cases.push_back(elementwise("sin", 1000, [](const loop::Expression& x) { return apply(Operation::sine, {x}); }));
  cases.push_back(elementwise("erf", 1000, [](const loop::Expression& x) { return apply(Operation::erf, {x}); }));
  cases.push_back(softmax(10, 10));
  cases.push_back(softmax(128, 10));
  cases.push_back(softmax(64, 64));
  cases.push_back(sum_of_rows(10, 32));
  cases.push_back(sum_of_rows(128, 1000));
  cases.push_back(mean_of_squares(10));
  cases.push_back(mean_of_squares(10000));
  cases.push_back(transpose(64, 64));
  cases.push_back(dropout(128, 512));
  cases.push_back(convolution(4, 28, 1, 32, false));
  cases.push_back(convolution(4, 26, 32, 64, false));
  cases.push_back(convolution(4, 26, 32, 64, true));
  cases.push_back(convolution_kernel_gradient(4, 26, 32, 64));
  cases.push_back(max_pool(4, 24, 64));
  cases.push_back(layer_norm(1024, 128));
  return cases;
}

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
  for (const Case& one : all_cases()) {
    if (one.name.find(wanted) == std::string::npos) continue;
    compiler::NativeOptions options;
    std::string text;
    if (show == "ir") options.ir = &text;
    if (show == "asm") options.assembly = &text;
    run(one, options);
    std::fputs(text.c_str(), stdout);
  }
}
