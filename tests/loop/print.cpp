#include <limits>

#include <gtest/gtest.h>

#include "loop/operation.hpp"
#include "trial.hpp"

namespace pellucid::loop {
namespace {

const Dim batch = Dim::named("batch");
const Axis i = make_axis("i", batch), j = make_axis("j", 4), k = make_axis("k", 3);
const Expression I = index(i), J = index(j), K = index(k);

const std::vector<Buffer> buffers = {{"x", DType::float32, {batch, 3}}, {"w", DType::float32, {3, 4}}, {"flag", DType::boolean, {}}};

Expression x(const Expression& a, const Expression& b) { return load(0, DType::float32, {a, b}); }
Expression w(const Expression& a, const Expression& b) { return load(1, DType::float32, {a, b}); }
Expression f32(double value) { return constant(value, DType::float32); }
std::string text(const Expression& expression) { return print(expression, buffers); }

TEST(PrintExpression, WritesOnlyTheParenthesesThatAreNeeded) {
  const Expression a = x(I, K), b = w(K, J);
  EXPECT_EQ(text((a + b) * a), "(x[i, k] + w[k, j]) * x[i, k]");
  EXPECT_EQ(text(a + b * a), "x[i, k] + w[k, j] * x[i, k]");
  EXPECT_EQ(text(a - (b - a)), "x[i, k] - (w[k, j] - x[i, k])");
  EXPECT_EQ(text((a - b) - a), "x[i, k] - w[k, j] - x[i, k]");
  EXPECT_EQ(text(a / (b * a)), "x[i, k] / (w[k, j] * x[i, k])");
  EXPECT_EQ(text(loop::apply(Operation::negate, {a + b})), "-(x[i, k] + w[k, j])");
  EXPECT_EQ(text(f32(-1) * a), "-1.0 * x[i, k]");
  EXPECT_EQ(text(x(I * size(batch + 1), K - integer(1))), "x[i * (batch + 1), k - 1]");
  EXPECT_EQ(text(x((I + J) * size(batch * 2), I / size(batch))), "x[(i + j) * (2*batch), 0]");
}

TEST(PrintExpression, WritesConditions) {
  const Expression flag = load(2, DType::boolean, {});
  const Expression inside = loop::apply(Operation::less_equal, {integer(2), I});
  const Expression small = loop::apply(Operation::less, {x(I, K), f32(0.5)});
  EXPECT_EQ(text(loop::apply(Operation::logical_and, {loop::apply(Operation::logical_or, {flag, inside}), small})),
            "(flag[] || 2 <= i) && x[i, k] < 0.5");
  EXPECT_EQ(text(loop::apply(Operation::logical_not, {loop::apply(Operation::equal, {I, J})})), "!(i == j)");
  EXPECT_EQ(text(select(loop::apply(Operation::not_equal, {I, J}), f32(1), x(I, K))), "select(i != j, 1.0, x[i, k])");
}

TEST(PrintExpression, WritesFunctionsByName) {
  EXPECT_EQ(text(loop::apply(Operation::fma, {x(I, K), w(K, J), f32(0)})), "fma(x[i, k], w[k, j], 0.0)");
  EXPECT_EQ(text(loop::apply(Operation::maximum, {x(I, K), f32(0)})), "maximum(x[i, k], 0.0)");
  EXPECT_EQ(text(cast(I, DType::float64)), "float64(i)");
  EXPECT_EQ(text(loop::apply(Operation::modulo, {I, J})), "i % j");
  EXPECT_EQ(text(load(9, DType::float32, {})), "buffer9[]");
}

TEST(PrintExpression, WritesNumbersThatReadBack) {
  EXPECT_EQ(text(f32(0.1)), "0.1");
  EXPECT_EQ(text(constant(0.1, DType::float64)), "0.1");
  EXPECT_EQ(text(f32(1e30)), "1e+30");
  EXPECT_EQ(text(f32(std::numeric_limits<double>::infinity())), "inf");
  EXPECT_EQ(text(f32(-std::numeric_limits<double>::infinity())), "-inf");
  EXPECT_EQ(text(f32(std::numeric_limits<double>::quiet_NaN())), "nan");
  EXPECT_EQ(text(f32(-0.0)), "-0.0");
  EXPECT_EQ(text(constant(1, DType::boolean)), "true");
  EXPECT_EQ(text(constant(0, DType::boolean)), "false");
  EXPECT_EQ(text(neutral(Reduction::minimum, DType::uint64)), "18446744073709551615");
  EXPECT_EQ(text(integer(std::numeric_limits<std::int64_t>::min())), "-9223372036854775808");
}

TEST(PrintExpression, WritesReductions) {
  EXPECT_EQ(text(reduce(Reduction::sum, {k}, x(I, K) * w(K, J))), "sum(k < 3: x[i, k] * w[k, j])");
  EXPECT_EQ(text(reduce(Reduction::maximum, {i, k}, x(I, K)) + f32(1)), "maximum(i < batch, k < 3: x[i, k]) + 1.0");
  const Expression positive = loop::apply(Operation::less, {f32(0), x(I, K)});
  EXPECT_EQ(text(reduce(Reduction::minimum, {k}, positive)), "all(k < 3: 0.0 < x[i, k])");
  EXPECT_EQ(text(reduce(Reduction::maximum, {k}, positive)), "any(k < 3: 0.0 < x[i, k])");
}

TEST(PrintExpression, TellsAxesOfOneNameApart) {
  const Axis other = make_axis("i", 2), unnamed = make_axis("", 2);
  EXPECT_EQ(text(x(I, index(other))), "x[i, i_1]");
  EXPECT_EQ(text(x(index(unnamed), I)), "x[axis, i]");
}

TEST(PrintExpression, WritesSharedPartsOnce) {
  const Expression shared = loop::apply(Operation::exponential, {x(I, K) + f32(1)});
  EXPECT_EQ(text(shared / (shared + f32(1))), "%0 = exponential(x[i, k] + 1.0)\n%0 / (%0 + 1.0)");
  EXPECT_EQ(text(x(I, K) * x(I, K)), "x[i, k] * x[i, k]") << "short ones need no name";
}

TEST(PrintExpression, NamesSharedPartsInsideReductionsWhereTheyCome) {
  const Expression shared = loop::apply(Operation::exponential, {x(I, K) + f32(1)});
  EXPECT_EQ(text(reduce(Reduction::sum, {k}, shared * shared)), "sum(k < 3: (%0 := exponential(x[i, k] + 1.0)) * %0)");
  const Expression twice = reduce(Reduction::sum, {k}, shared) / reduce(Reduction::maximum, {k}, shared * shared);
  EXPECT_EQ(text(twice), "sum(k < 3: (%0 := exponential(x[i, k] + 1.0))) / maximum(k < 3: (%1 := exponential(x[i, k] + 1.0)) * %1)");
}

TEST(PrintExpression, WritesVeryDeepExpressions) {
  Expression chain = x(I, K), doubled = chain;
  for (int n = 0; n < 20000; ++n) {
    chain = loop::apply(Operation::negate, {chain + f32(1)});
    doubled = doubled + doubled;
  }
  EXPECT_EQ(text(chain).size(), std::string("x[i, k]").size() + 20000 * std::string("-( + 1.0)").size());
  EXPECT_LT(text(doubled).size(), 20000U * 30U);
}

TEST(PrintProgram, ShowsBuffersLoopsAndStores) {
  Program program{"dense", {}, {}, {"batch"}, 128 * batch};
  program.buffers = {{"x", DType::float32, {batch, 3}, Role::input},
                     {"w", DType::float32, {3, 4}, Role::constant},
                     {"h", DType::float32, {batch, 4}, Role::temporary, -1, 64},
                     {"flat", DType::float32, {batch * 4}, Role::temporary, 2},
                     {"bias", DType::float32, {4}, Role::state},
                     {"out", DType::float32, {batch, 4}, Role::output},
                     {"rest", DType::float32, {batch, 4}, Role::state}};
  const Expression sum = reduce(Reduction::sum, {k}, load(0, DType::float32, {I, K}) * load(1, DType::float32, {K, J}));
  const Expression shared = sum + load(4, DType::float32, {J});
  Kernel dense{"dense", {i, j}, {{2, {I, J}, shared}, {5, {I, J}, loop::apply(Operation::maximum, {shared, f32(0)}), Write::add, 6}}, {}};
  dense.schedule = {
      .vector_axis = 1, .vector_width = 8, .tile = {4, 2}, .unroll_reduction = 2, .vectorize_reduction = true, .parallel = true};
  program.body = {dense};
  EXPECT_EQ(print(program), R"(program dense(batch)
  input x: float32[batch, 3]
  constant w: float32[3, 4]
  temporary h: float32[batch, 4] at 64
  temporary flat: float32[4*batch] in the place of h
  state bias: float32[4]
  output out: float32[batch, 4]
  state rest: float32[batch, 4]
  arena of 128*batch bytes
  kernel dense (parallel, vector j by 8, vector reduction by 8, tile 4 x 2, unroll 2)
    for i < batch:
      for j < 4:
        %0 = sum(k < 3: x[i, k] * w[k, j]) + bias[j]
        h[i, j] = %0
        out[i, j] += maximum(%0, 0.0), rest to rest
)");
}

TEST(PrintProgram, ShowsEveryKindOfStatement) {
  Program program{"all", {}, {}, {}, 0};
  program.buffers = {{"a", DType::float32, {6, 3}, Role::input},
                     {"b", DType::float32, {3, 4}, Role::input},
                     {"c", DType::float32, {6, 4}, Role::output},
                     {"n", DType::int32, {6}, Role::input}};
  const Axis t = make_axis("t", 3), u = make_axis("t", 2);
  const Kernel fill{"fill", {}, {{2, {index(t), index(u)}, f32(0)}}, {}};
  const Product product{
      "xw", 1, 2, 4, 3, {0, index(t) * integer(6), 0, 3, 1}, {1, integer(0), 0, 4, 1}, {2, index(t) * integer(8), 0, 4, 1}, Write::add};
  const Loop inner{u, true, {fill}};
  program.body = {Check{"gather 'g', input 'indices'", 3, 6}, HostCall{"sort", {}, {3, 0}, {2}},
                  std::make_shared<const Loop>(Loop{t, false, {std::make_shared<const Loop>(inner), product}}), fill};
  EXPECT_EQ(print(program), R"(program all()
  input a: float32[6, 3]
  input b: float32[3, 4]
  output c: float32[6, 4]
  input n: int32[6]
  check 0 <= n < 6 for gather 'g', input 'indices'
  call sort(n, a) -> (c)
  loop t < 3:
    loop t_1 < 2, from the last:
      kernel fill
        c[t, t_1] = 0.0
    product xw: batch 1, rows 2, columns 4, inner 3
      c{t * 8; 0, 4, 1} += a{t * 6; 0, 3, 1} * b{0; 0, 4, 1}
  kernel fill
    c[t, t_1] = 0.0
)");
}

TEST(PrintProgram, ShowsAVectorAxisThatIsNotThere) {
  Program program{"p", {}, {Kernel{"k", {}, {}, {.vector_axis = 3, .vector_width = 4}}}, {}, 0};
  EXPECT_EQ(print(program), "program p()\n  kernel k (vector ? by 4)\n");
}

}  // namespace
}  // namespace pellucid::loop
