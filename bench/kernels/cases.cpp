#include "cases.hpp"

#include "maker.hpp"

namespace pellucid::kernels {
namespace {

using loop::Operation;

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

}  // namespace

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  cases.push_back(training_step({1, 64, 32, 32, 1}));
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

}  // namespace pellucid::kernels
