// Formulas that rules and layers are written with: products of matrices, stretching and summing down, moving axes.
#include <gmock/gmock.h>

#include <pellucid/error.hpp>

#include "harness/sample.hpp"
#include "loop/program.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/magnitude.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

using ::testing::HasSubstr;

Variable value(const Array& array) { return constant(array); }
Array run(const Variable& of) { return evaluate({of}, {})[0]; }
Variable zeros_of(const Dims& dims) { return zeros({DType::float64, dims}); }

// The root of a variance and an epsilon, and the like.
TEST(Magnitudes, of_what_is_never_negative_add_up) {
  namespace v = vocabulary;
  const Variable x = input("x", {2}, DType::float64), squares = v::mean(x * x, {{"axes", Axes{0}}});
  const Variable i = cast_to(input("i", {2}, DType::int32), DType::float64);
  for (const Variable& one :
       {v::square_root(squares + 0.25), squares / 3 + 1, v::exp(x) + 1, v::sum(v::absolute(x)) + 1, v::variance(x) + 1,
        v::square(x) * v::exp(x) + 1, v::square(x) + v::exp(x) + 1, 1 + v::reshape(v::square_root(x), {{"dims", Dims{1, 2}}})})
    EXPECT_TRUE(magnitude(one).is_never_zero()) << print({one});
  for (const Variable& one : {x + 1, x * i + 1, v::exp(x) - 1, v::exp(x) + -1, v::exp(x) * x + 1, x + v::exp(x) + 1,
                              v::exp(x) - v::square(x) + 1, v::exp(x) / x + 1, v::exp(x) / -(v::square(x) + 1) + 1, squares / squares + 1,
                              1 / v::square_root(x) + 1, squares + squares, v::square_root(squares), v::tanh(x) + 1})
    EXPECT_FALSE(magnitude(one).is_never_zero()) << print({one});
  EXPECT_TRUE(magnitude(v::square_root(i * i)).is_finite());
  EXPECT_FALSE(magnitude(v::square_root(i)).is_finite());
}

TEST(Magnitudes, add_up_in_sums_and_differences) {
  const Variable i = cast_to(input("i", {2}, DType::int32), DType::float64), x = input("x", {2}, DType::float64);
  EXPECT_TRUE(magnitude(i + i).is_finite());
  EXPECT_TRUE(magnitude(i - i).is_finite());
  EXPECT_FALSE(magnitude(i - i).is_never_zero());
  EXPECT_FALSE(magnitude(i * 0x1p1000).is_finite());
  EXPECT_TRUE(magnitude(cast_to(vocabulary::less(x, 0), DType::float64) * 0x1p1000).is_finite());
  EXPECT_TRUE(magnitude(i / 0x1p-900).is_finite());
  EXPECT_FALSE(magnitude(i / 0x1p-1000).is_finite());
  EXPECT_TRUE(magnitude(0x1p-900 / i).is_never_zero());
  EXPECT_FALSE(magnitude(0x1p-1000 / i).is_never_zero());
  EXPECT_TRUE(magnitude(vocabulary::maximum(i, 1)).is_finite());
  EXPECT_TRUE(magnitude(vocabulary::minimum(i, 1)).is_finite());
  EXPECT_FALSE(magnitude(vocabulary::maximum(i, x)).is_finite());
  EXPECT_FALSE(magnitude(i + x).is_finite());
  EXPECT_FALSE(magnitude(x - i).is_finite());
}

TEST(Magnitudes, of_what_is_moved_or_chosen_are_those_of_its_inputs) {
  namespace v = vocabulary;
  const Variable whole = input("i", {2, 3}, DType::int32), i = cast_to(whole, DType::float64), x = input("x", {2, 3}, DType::float64);
  const auto made_of = [&](const Variable& y) {
    return Variables{cast_to(y, DType::float32),
                     v::broadcast(y, {{"dims", Dims{4, 2, 3}}}),
                     reshape_to(y, {6}),
                     transpose_to(y, {1, 0}),
                     slice_axis(y, 1, 0, 2),
                     -y,
                     v::absolute(y),
                     v::flow_product(y, y),
                     v::where(v::less(whole, 1), y, 1),
                     v::where(v::less(whole, 1), 1, y),
                     pad_axis(y, 0, 1, 0)};
  };
  for (const Variable& y : made_of(i)) EXPECT_TRUE(magnitude(y).is_finite()) << print({y});
  for (const Variable& y : made_of(x)) EXPECT_FALSE(magnitude(y).is_finite()) << print({y});
  EXPECT_TRUE(magnitude(counting({2, 3}, 0, DType::float64)).is_finite());
  EXPECT_TRUE(magnitude(extent_value(Dim::named("batch"), DType::float64)).is_finite());
}

TEST(Magnitudes, are_not_looked_for_behind_many_steps) {
  Variable x = vocabulary::exp(input("x", {2}, DType::float64));
  for (int step = 0; step < 64; ++step) x = x + x;
  EXPECT_FALSE(magnitude(x + 1).is_finite());
}

TEST(Flows, have_no_limit_beside_them_unless_it_is_said) {
  const Variable x = input("x", {2}, DType::float64), y = input("y", {2}, DType::float64);
  EXPECT_EQ(vocabulary::flow_quotient(x, y), vocabulary::flow_quotient(x, y, {{"zero_at_zero", false}, {"beside_limit", false}}));
  EXPECT_EQ(vocabulary::flow_sign(x, y), vocabulary::flow_sign(x, y, {{"beside_limit", false}}));
}

TEST(ScatterAdd, keeps_what_is_rounded_off_of_many_terms_alone) {
  const auto scratch_of = [](std::int64_t terms, DType dtype) {
    const Variable updates = input("updates", {terms}, dtype), positions = input("positions", {terms}, DType::int64);
    const Apply node = vocabulary::scatter_add(updates, positions, {{"extent", Dims{4}}}).op();
    return node.node()->op->scratch(node).size();
  };
  EXPECT_EQ(scratch_of(4, DType::float32), 0);
  EXPECT_EQ(scratch_of(5000, DType::float32), 1);
  EXPECT_EQ(scratch_of(5000, DType::int32), 0);
  EXPECT_EQ(scratch_of(4, DType::float16), 1);
  EXPECT_EQ(scratch_of(5000, DType::float16), 2);
}

TEST(Flows, are_divided_where_the_slope_is_a_reciprocal) {
  const Variable x = input("x", {2}, DType::float64), three = full(3, x.type());
  EXPECT_EQ(scaled(x, 1 / three), x / three);
  EXPECT_EQ(scaled(x, 2 / three), x * (2 / three));
}

TEST(Matmul, multiplies_matrices_vectors_and_batches) {
  const Array a = float64({{1, 2}, {3, 4}}), row = float64({5, 6});
  EXPECT_TRUE(equal(run(matmul(value(a), value(a))), float64({{7, 10}, {15, 22}})));
  EXPECT_TRUE(equal(run(matmul(value(a), value(row))), float64({17, 39})));
  EXPECT_TRUE(equal(run(matmul(value(row), value(a))), float64({23, 34})));
  EXPECT_TRUE(equal(run(matmul(value(row), value(row))), float64(61)));
  const Array batch = float64({{{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}});
  EXPECT_TRUE(equal(run(matmul(value(batch), value(a))), float64({{{1, 2}, {3, 4}}, {{3, 4}, {1, 2}}})));
  EXPECT_TRUE(equal(run(matmul(value(a), value(batch))), float64({{{1, 2}, {3, 4}}, {{2, 1}, {4, 3}}})));
  EXPECT_TRUE(equal(run(matmul(value(row), value(batch))), float64({{5, 6}, {6, 5}})));
}

TEST(Matmul, broadcasts_leading_axes) {
  EXPECT_EQ(to_string(matmul(zeros_of({2, 1, 3, 4}), zeros_of({5, 4, 6})).dims()), "[2, 5, 3, 6]");
  EXPECT_EQ(to_string(matmul(zeros_of({2, 1, 4}), zeros_of({4})).dims()), "[2, 1]");
  const Dim batch = Dim::named("batch");
  EXPECT_EQ(to_string(matmul(zeros_of({batch, 3, 4}), zeros_of({1, 4, 6})).dims()), "[batch, 3, 6]");
}

TEST(Matmul, refuses_shapes_that_do_not_fit) {
  EXPECT_THAT([] { matmul(zeros_of({2, 3}), zeros_of({4, 5})); },
              ::testing::ThrowsMessage<ShapeError>(HasSubstr("received a float64[2, 3], b float64[4, 5]")));
  EXPECT_THAT([] { matmul(zeros_of({}), zeros_of({4, 5})); }, ::testing::ThrowsMessage<ShapeError>(HasSubstr("a scalar has no axis")));
  EXPECT_THAT([] { matmul(zeros_of({4}), zeros_of({})); }, ::testing::ThrowsMessage<ShapeError>(HasSubstr("a scalar has no axis")));
  EXPECT_THAT([] { matmul(zeros_of({2, 3, 4}), zeros_of({3, 4, 5})); },
              ::testing::ThrowsMessage<ShapeError>(HasSubstr("received [2] and [3]")));
}

TEST(DotLast, puts_the_other_axes_side_by_side) {
  EXPECT_EQ(to_string(dot_last(zeros_of({2, 3, 4}), zeros_of({4, 5, 6})).dims()), "[2, 3, 5, 6]");
  EXPECT_TRUE(equal(run(dot_last(value(float64({1, 2})), value(float64({{1, 2}, {3, 4}})))), float64({7, 10})));
  using Shapes = std::pair<Dims, Dims>;
  for (const auto& [a, b] : {Shapes{{2, 3}, {4, 5}}, Shapes{{2, 3}, {}}, Shapes{{}, {4, 5}}})
    EXPECT_THAT(([&, &a = a, &b = b] { dot_last(zeros_of(a), zeros_of(b)); }),
                ::testing::ThrowsMessage<ShapeError>(HasSubstr("the last axis of 'a' does not fit the first of 'b'")));
}

TEST(Contraction, is_interned_whatever_its_letters) {
  const Variable a = zeros_of({2, 3}), b = zeros_of({3, 4});
  EXPECT_EQ(contract(a, b, {"xy", "yz", "xz"}), matmul(a, b));
}

TEST(Contraction, refuses_more_axes_than_letters) {
  EXPECT_THAT([] { unused_letter("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"); },
              ::testing::ThrowsMessage<ValueError>(HasSubstr("more axes than letters")));
}

TEST(Broadcasting, stretches_extents_of_one_and_adds_axes) {
  const Variable column = value(float64({{1}, {2}}));
  EXPECT_TRUE(equal(run(broadcast_to(column, {2, 2, 3})), float64({{{1, 1, 1}, {2, 2, 2}}, {{1, 1, 1}, {2, 2, 2}}})));
  EXPECT_EQ(broadcast_to(column, {2, 1}), column);
  EXPECT_THAT([&] { broadcast_to(column, {3, 1}); },
              ::testing::ThrowsMessage<ShapeError>(HasSubstr("expected [3, 1]; received float64[2, 1]")));
  EXPECT_THROW(broadcast_to(column, {2}), ShapeError);
}

TEST(Casting, of_numbers_rounds_where_the_dtype_does) {
  const Variable number = constant(2.7, DType::float64);
  EXPECT_TRUE(equal(run(cast_to(cast_to(number, DType::int32), DType::float64)), Array(2., DType::float64)));
  EXPECT_EQ(cast_to(constant(0.1, DType::float32), DType::float64), constant(0.1, DType::float64));
}

TEST(Broadcasting, of_extents_that_meet_takes_the_known_one_or_the_first) {
  const Dim batch = Dim::named("batch"), time = Dim::named("time");
  EXPECT_EQ(to_string((zeros_of({batch, 1}) + zeros_of({time})).dims()), "[batch, time]");
  EXPECT_EQ(to_string((zeros_of({batch}) + zeros_of({time})).dims()), "[batch]");
  EXPECT_EQ(to_string((zeros_of({time}) + zeros_of({batch})).dims()), "[time]");
  EXPECT_EQ(to_string((zeros_of({batch}) + zeros_of({3})).dims()), "[3]");
  EXPECT_EQ(to_string((zeros_of({3}) + zeros_of({batch})).dims()), "[3]");
  EXPECT_EQ(to_string((zeros_of({batch}) * zeros_of({time}) * zeros_of({3})).dims()), "[3]");
  EXPECT_EQ(to_string((zeros_of({batch + 1}) + zeros_of({time})).dims()), "[batch + 1]");
  EXPECT_THROW(zeros_of({batch}) + zeros_of({batch + 1}), ShapeError);
  EXPECT_THROW(zeros_of({batch}) + zeros_of({batch * 2}), ShapeError);
}

TEST(Movement, moves_axes) {
  const Variable x = zeros_of({2, 3, 4, 5});
  EXPECT_EQ(to_string(move_axis(x, 0, -1).dims()), "[3, 4, 5, 2]");
  EXPECT_EQ(to_string(move_axis(x, -1, 0).dims()), "[5, 2, 3, 4]");
  EXPECT_EQ(to_string(move_axes(x, 2, 2, 0).dims()), "[4, 5, 2, 3]");
  EXPECT_EQ(move_axis(x, 1, 1), x);
  EXPECT_EQ(to_string(insert_axis(x, -1).dims()), "[2, 3, 4, 5, 1]");
  EXPECT_EQ(remove_axis(insert_axis(x, 1), 1).dims(), x.dims());
  EXPECT_THROW(remove_axis(x, 1), ShapeError);
}

TEST(Movement, cuts_pads_and_joins) {
  const Variable x = value(float64({1, 2, 3}));
  EXPECT_TRUE(equal(run(reverse_axis(x, 0)), float64({3, 2, 1})));
  EXPECT_TRUE(equal(run(pad_axis(x, 0, 1, 0)), float64({0, 1, 2, 3})));
  EXPECT_TRUE(equal(run(slice_axis(x, -1, 1, 2)), float64({2, 3})));
  EXPECT_TRUE(equal(run(concatenate_along({x, x}, 0)), float64({1, 2, 3, 1, 2, 3})));
  EXPECT_EQ(slice_axis(x, 0, 0, 3), x);
  EXPECT_THROW(slice_axis(x, 0, 1, 3), IndexError);
  EXPECT_THROW(slice_axis(x, 0, 0, 3, 2), IndexError);
  EXPECT_EQ(pad_axis(x, 0, 0, 0), x);
  EXPECT_TRUE(equal(run(pad_axis(value(float64({{1, 2}, {3, 4}})), 1, 0, 1)), float64({{1, 2, 0}, {3, 4, 0}})));
  EXPECT_EQ(concatenate_along({x}, 0), x);
}

TEST(Movement, reshapes_what_has_unknown_extents) {
  const Dim n = Dim::named("n");
  const std::vector<std::pair<Dims, Dims>> all = {
      {{n, 2}, {2, n}},        {{2, n}, {n, 2}},     {{n, 2, 4}, {2, n, 4}}, {{4, n}, {n, 2, 2}},    {{n, n}, {n * n}},
      {{n, 2, n}, {2, n * n}}, {{n, 4}, {n * 2, 2}}, {{6, n}, {n, 2, 3}},    {{2, n, 6}, {n, 4, 3}}, {{n, 2, n}, {n * n, 1, 2}}};
  for (const auto& [from, to] : all) {
    Shape shape, reshaped;
    for (const Dim& extent : from) shape.push_back(extent.evaluate({{"n", 3}}));
    for (const Dim& extent : to) reshaped.push_back(extent.evaluate({{"n", 3}}));
    const Variable x = input("x", from, DType::float64);
    const Array elements = numbers(shape);
    EXPECT_TRUE(equal(evaluate({reshape_to(x, to)}, {{x, elements}}, {})[0], elements.reshape(reshaped)))
        << to_string(from) << to_string(to);
  }
}

// Of values of which nothing is known, so that nothing is simplified afterwards.
TEST(Movement, reshapes_with_an_index_as_simple_as_the_reshape) {
  struct Seen : Source {
    mutable loop::Expressions index;
    loop::Expression at(std::size_t, const loop::Expressions& at) const override {
      index = at;
      return loop::integer(0);
    }
  };
  const auto seen = [](const Dims& from, const Dims& to, const loop::Expressions& index) {
    Seen source;
    table::reshape.element(reshape_to(zeros_of(from), to).op(), 0, source, index);
    return source.index;
  };
  loop::Expressions i;
  for (int buffer = 0; buffer < 4; ++buffer) i.push_back(loop::load(buffer, DType::int64, {}));
  const Dim n = Dim::named("n");
  EXPECT_EQ(seen({2, 3, 4}, {2, 3, 2, 2}, i)[0], i[0]);
  EXPECT_EQ(seen({2, 3, 4}, {2, 3, 2, 2}, i)[1], i[1]);
  EXPECT_EQ(seen({n, 2, 4}, {2, n, 4}, i)[2], i[2]);
  EXPECT_EQ(seen({2, n, 3}, {1, 2, n, 3}, i), (loop::Expressions{i[1], i[2], i[3]}));
  EXPECT_EQ(seen({2, 3}, {2, 1, 3, 1}, i), (loop::Expressions{i[0], i[2]}));
  EXPECT_EQ(loop::print(seen({2, 3, 1}, {2, 3}, i)[2], {}), "0");
}

TEST(Movement, pads_without_a_question_where_nothing_is_added) {
  struct Elements : Source {
    loop::Expression at(std::size_t, const loop::Expressions& index) const override { return loop::load(2, DType::float64, index); }
  } const x;
  const loop::Expressions i = {loop::load(0, DType::int64, {}), loop::load(1, DType::int64, {})};
  const Variable padded = vocabulary::pad(zeros_of({2, 3}), {{"low", Dims{0, 0}}, {"high", Dims{0, 0}}});
  EXPECT_EQ(loop::print(table::pad.element(padded.op(), 0, x, i), {}), loop::print(x.at(0, i), {}));
}

TEST(Movement, tells_an_extent_as_a_value) {
  const Dim batch = Dim::named("batch");
  const Variable x = input("x", {batch, 2});
  EXPECT_EQ(evaluate({extent_value(batch * 2, DType::float32)}, {{x, Array::zeros({3, 2})}})[0].item<float>(), 6);
  EXPECT_EQ(extent_value(4, DType::int64), constant(4, DType::int64));
}

TEST(Arithmetic, numbers_keep_their_digits_through_promotion) {
  const Variable x = input("x", {}, DType::float64);
  EXPECT_DOUBLE_EQ(evaluate({x + 0.1}, {{x, float64(0.2)}})[0].item<double>(), 0.1 + 0.2);
  EXPECT_EQ(cast_to(constant(0.1), DType::float64), constant(0.1, DType::float64));
  EXPECT_EQ((input("n", {}, DType::int32) + 0.5).dtype(), DType::float32);
  EXPECT_EQ((input("n", {}, DType::int32) + 2).dtype(), DType::int32);
}

}  // namespace
}  // namespace pellucid::inline v0
