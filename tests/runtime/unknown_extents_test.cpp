// Unknown extents that meet: what a graph says of them, and what each call checks before it computes.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/error.hpp>
#include <pellucid/function.hpp>
#include <pellucid/operand.hpp>

#include "compiler/runtime/build_question.hpp"
#include "compiler/runtime/variants.hpp"
#include "graph/scan.hpp"
#include "harness/refuses.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/movement.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

struct Two {
  Variable a = input("a", {unknown, 3}), b = input("b", {unknown, 3});
};

Array filled(const Shape& shape, double value) { return Array::full(shape, value, DType::float32); }

TEST(UnknownExtents, ThatMeetAreCheckedInEachCall) {
  const Two in;
  const Variable sum = in.a + in.b;
  EXPECT_EQ(sum.dims(), in.a.dims());
  EXPECT_EQ((in.b + in.a).dims(), in.b.dims());
  const Function f({in.a, in.b}, {sum}, {.name = "sum"});
  for (const std::int64_t n : {2, 5, 1, 0, 17, 9, 40, 3})
    EXPECT_TRUE(equal(f({filled({n, 3}, 1), filled({n, 3}, 2)})[0], filled({n, 3}, 3)));
  const auto said =
      refuses<ShapeError>("extents that meet in add(a, b) differ", "axis 0 of input 'b' equal to axis 0 of input 'a'", "received 2 and 4");
  EXPECT_THAT([&] { f({filled({4, 3}, 1), filled({2, 3}, 2)}); }, said);
  EXPECT_THAT([&] { f({filled({4, 3}, 1), filled({2, 3}, 2)}); }, refuses<ShapeError>("[function 'sum']"));
  EXPECT_THAT([&] { f.output_shapes({{4, 3}, {2, 3}}); }, said);
  EXPECT_THAT([&] { evaluate({sum}, {{in.a, filled({4, 3}, 1)}, {in.b, filled({2, 3}, 2)}}); }, said);
}

TEST(UnknownExtents, NeverStretchFromOne) {
  const Two in;
  const Function f({in.a, in.b}, {in.a * in.b});
  const auto said = refuses<ShapeError>("input 'a'", "input 'b'", "never stretched", "declare the input with the extent 1", "reshape");
  EXPECT_THAT([&] { f({filled({4, 3}, 1), filled({1, 3}, 2)}); }, said);
  EXPECT_THAT([&] { f({filled({1, 3}, 1), filled({4, 3}, 2)}); }, said);
  // What is declared or reshaped to the extent 1 stretches as ever, and the reshape is checked.
  const Function stretched({in.a, in.b}, {in.a * reshape_to(in.b, {1, 3})});
  EXPECT_TRUE(equal(stretched({filled({4, 3}, 1), filled({1, 3}, 2)})[0], filled({4, 3}, 2)));
  EXPECT_THAT([&] { stretched({filled({4, 3}, 1), filled({4, 3}, 2)}); }, refuses<ShapeError>("reshape(b)", "input 'b'"));
  const Variable one = input("one", {1, 3});
  EXPECT_TRUE(equal(Function({in.a, one}, {in.a + one})({filled({4, 3}, 1), filled({1, 3}, 2)})[0], filled({4, 3}, 3)));
}

TEST(UnknownExtents, BesideAKnownOneAreThatOne) {
  const Variable a = input("a", {unknown}), b = input("b", {3});
  for (const Variable& product : {a * b, b * a}) {
    EXPECT_EQ(product.dims(), Dims{3});
    const Function f({a, b}, {product});
    EXPECT_TRUE(equal(f({filled({3}, 2), filled({3}, 4)})[0], filled({3}, 8)));
    EXPECT_THAT([&] { f({filled({1}, 2), filled({3}, 4)}); }, refuses<ShapeError>("axis 0 of input 'a' equal to 3; received 1", "never"));
    EXPECT_THAT([&] { f({filled({2}, 2), filled({3}, 4)}); }, refuses<ShapeError>("axis 0 of input 'a' equal to 3; received 2"));
  }
}

TEST(UnknownExtents, OfThreeOperandsMeetOneByOne) {
  const Variable a = input("a", {unknown}), b = input("b", {unknown}), c = input("c", {unknown});
  const Function f({a, b, c}, {v::where(v::less(a, 0), b, c), a + b * c});
  EXPECT_TRUE(equal(f({filled({2}, -1), filled({2}, 4), filled({2}, 5)})[0], filled({2}, 4)));
  EXPECT_THAT([&] { f({filled({2}, -1), filled({3}, 4), filled({2}, 5)}); }, refuses<ShapeError>("input 'b'", "3 and 2"));
  EXPECT_THAT([&] { f({filled({2}, -1), filled({2}, 4), filled({3}, 5)}); }, refuses<ShapeError>("input 'c'", "3 and 2"));
  EXPECT_THAT([&] { f({filled({1}, -1), filled({2}, 4), filled({2}, 5)}); }, refuses<ShapeError>("input 'a'", "2 and 1"));
}

TEST(UnknownExtents, MeetInArithmeticOfExtents) {
  const Variable a = input("a", {unknown}), b = input("b", {unknown});
  const Variable longer = pad_axis(a, 0, 1, 0), sum = longer + b, turned = b + longer;
  const Function f({a, b}, {sum, turned}, {.any_size = true});
  for (std::int64_t n = 1; n < 9; ++n)
    EXPECT_TRUE(equal(f({filled({n}, 1), filled({n + 1}, 0)})[1], f({filled({n}, 1), filled({n + 1}, 0)})[0]));
  EXPECT_THAT([&] { f({filled({4}, 1), filled({4}, 1)}); }, refuses<ShapeError>("axis 0 of input 'b'", "axis 0 of input 'a'", "4 and 5"));
  // Twice one and three times the other: no unknown can go for another, in the program for any sizes neither.
  const Variable two = concatenate_along({a, a}, 0), three = concatenate_along({b, b, b}, 0);
  const Function g({a, b}, {v::exp(two * three)}, {.any_size = true});
  for (std::int64_t n = 1; n < 8; ++n) EXPECT_EQ(g({filled({3 * n}, 0), filled({2 * n}, 1)})[0].shape(), Shape{6 * n});
  EXPECT_THROW(g({filled({3}, 1), filled({3}, 1)}), ShapeError);
}

TEST(UnknownExtents, ThatCannotBeEqualAreRefusedAtOnce) {
  const Variable a = input("a", {unknown});
  EXPECT_THROW(a + pad_axis(a, 0, 1, 0), ShapeError);
  EXPECT_THROW(a + concatenate_along({a, a}, 0), ShapeError);
}

TEST(UnknownExtents, MeetInConcatenationsContractionsAndIndices) {
  const Two in;
  const Function joined({in.a, in.b}, {v::concatenate({in.a, in.b}, {{"axis", std::int64_t{1}}})});
  EXPECT_EQ(joined({filled({2, 3}, 1), filled({2, 3}, 2)})[0].shape(), (Shape{2, 6}));
  EXPECT_THAT([&] { joined({filled({2, 3}, 1), filled({1, 3}, 2)}); }, refuses<ShapeError>("concatenate(a, b)", "1 and 2"));
  const Variable narrow = input("narrow", {unknown, 1});
  const Function unequal({in.a, narrow}, {v::concatenate({in.a, narrow}, {{"axis", std::int64_t{1}}})});
  EXPECT_EQ(unequal({filled({2, 3}, 1), filled({2, 1}, 2)})[0].shape(), (Shape{2, 4}));
  EXPECT_THROW(unequal({filled({2, 3}, 1), filled({1, 1}, 2)}), ShapeError);
  const Function product({in.a, in.b}, {v::contraction(in.a, in.b, {{"labels", std::string("ti,tj->ij")}})});
  EXPECT_TRUE(equal(product({filled({2, 3}, 1), filled({2, 3}, 2)})[0], filled({3, 3}, 4)));
  EXPECT_THAT([&] { product({filled({2, 3}, 1), filled({1, 3}, 2)}); }, refuses<ShapeError>("contraction(a, b)", "1 and 2"));
  const Variable w = input("w", {unknown, 2}), x = input("x", {2, unknown});
  const Function multiplied({x, w}, {matmul(x, w)});
  EXPECT_TRUE(equal(multiplied({filled({2, 4}, 1), filled({4, 2}, 2)})[0], filled({2, 2}, 8)));
  EXPECT_THROW(multiplied({filled({2, 4}, 1), filled({3, 2}, 2)}), ShapeError);
  const Variable positions = input("positions", {unknown, 1}, DType::int64);
  const Function taken({in.a, positions}, {v::take_along_axis(in.a, positions)});
  EXPECT_TRUE(equal(taken({filled({2, 3}, 7), Array({{0}, {2}})})[0], filled({2, 1}, 7)));
  EXPECT_THROW(taken({filled({2, 3}, 7), Array({{0}})}), ShapeError);
  const Variable updates = input("updates", {unknown, 1});
  const Function added({updates, positions}, {v::add_along_axis(updates, positions, {{"extent", Dims{2}}})});
  EXPECT_TRUE(equal(added({filled({2, 1}, 7), Array({{0}, {1}})})[0], Array({{7.F, 0.F}, {0.F, 7.F}})));
  EXPECT_THROW(added({filled({2, 1}, 7), Array({{0}})}), ShapeError);
}

TEST(UnknownExtents, MeetInTheChannelsOfAConvolution) {
  const Attributes in_two = {{"groups", std::int64_t{2}}};
  const Variable x = input("x", {1, 5, 6}), open = input("open", {1, 5, unknown}), kernel = input("kernel", {2, 3, 4}),
                 open_kernel = input("open_kernel", {2, unknown, 8});
  EXPECT_EQ(v::convolution(x, open_kernel, in_two).op().inputs()[1].dims(), (Dims{2, 3, 8}));
  const Function of_open({open, kernel}, {v::convolution(open, kernel, in_two)}),
      by_open({x, open_kernel}, {v::convolution(x, open_kernel, in_two)});
  EXPECT_TRUE(equal(of_open({filled({1, 5, 6}, 1), filled({2, 3, 4}, 1)})[0], filled({1, 4, 4}, 6)));
  EXPECT_TRUE(equal(by_open({filled({1, 5, 6}, 1), filled({2, 3, 8}, 1)})[0], filled({1, 4, 8}, 6)));
  EXPECT_THROW(of_open({filled({1, 5, 4}, 1), filled({2, 3, 4}, 1)}), ShapeError);
  EXPECT_THROW(by_open({filled({1, 5, 6}, 1), filled({2, 6, 8}, 1)}), ShapeError);
  EXPECT_THROW(v::convolution(input("odd", {1, 5, 7}), open_kernel, in_two), ShapeError);
  const Function both({open, open_kernel}, {v::convolution(open, open_kernel, in_two)});
  EXPECT_TRUE(equal(both({filled({1, 5, 6}, 1), filled({2, 3, 8}, 1)})[0], filled({1, 4, 8}, 6)));
  EXPECT_THROW(both({filled({1, 5, 7}, 1), filled({2, 3, 8}, 1)}), ShapeError);
}

TEST(UnknownExtents, MeetInLosses) {
  const Two in;
  const Function f({in.a, in.b}, {v::mean_squared_error(in.a, in.b)});
  EXPECT_TRUE(equal(f({filled({2, 3}, 1), filled({2, 3}, 3)})[0], filled({2}, 4)));
  EXPECT_THAT([&] { f({filled({2, 3}, 1), filled({1, 3}, 3)}); }, refuses<ShapeError>("mean_squared_error(a, b)", "1 and 2"));
  const Variable column = input("column", {unknown, 1}), wide = input("wide", {3, unknown});
  EXPECT_THROW(v::mean_squared_error(column, in.a), ShapeError);
  EXPECT_THROW(Function({wide, in.a}, {v::mean_squared_error(wide, in.a)})({filled({3, 1}, 1), filled({3, 3}, 1)}), ShapeError);
}

TEST(UnknownExtents, MeetInALoop) {
  const Dim time = Dim::fresh("time");
  const Variable x = input("x", {time, unknown}), y = input("y", {unknown, unknown}), start = input("start", {unknown});
  const ScanResult result = scan({.sequences = {x, y}, .initial = {start}, .length = time}, [](const ScanStep& at) {
    const Variable next = at.slices[0] * at.slices[1] + at.carries[0];
    return ScanYield{.carries = {next}, .collected = {next}};
  });
  EXPECT_EQ(result.carries[0].dims(), start.dims());
  const Function f({x, y, start}, {result.carries[0], result.collected[0]});
  EXPECT_TRUE(equal(f({filled({4, 2}, 1), filled({4, 2}, 2), filled({2}, 1)})[0], filled({2}, 9)));
  EXPECT_THAT([&] { f({filled({4, 2}, 1), filled({3, 2}, 2), filled({2}, 1)}); }, refuses<ShapeError>("axis 0 of input 'y'", "3 and 4"));
  EXPECT_THAT([&] { f({filled({4, 2}, 1), filled({4, 1}, 2), filled({2}, 1)}); }, refuses<ShapeError>("axis 1 of input 'y'", "1 and 2"));
  EXPECT_THAT([&] { f({filled({4, 2}, 1), filled({4, 2}, 2), filled({3}, 1)}); }, refuses<ShapeError>("axis 0 of input 'start'"));
  EXPECT_THROW(evaluate({result.carries[0]}, {{x, filled({4, 2}, 1)}, {y, filled({3, 2}, 2)}, {start, filled({2}, 1)}}), ShapeError);
}

TEST(UnknownExtents, OfAReshapeAreCheckedAsWell) {
  const Variable x = input("x", {unknown, 3});
  const Function pairs({x}, {reshape_to(x, {-1, 2})}, {.any_size = true});
  for (std::int64_t n = 2; n < 14; n += 2) EXPECT_EQ(pairs({filled({n, 3}, 1)})[0].shape(), (Shape{3 * n / 2, 2}));
  EXPECT_THROW(pairs({filled({3, 3}, 1)}), ShapeError);
  EXPECT_THROW(evaluate({reshape_to(x, {-1, 2})}, {{x, filled({3, 3}, 1)}}), ShapeError);
  // An unknown that no input brings is what the others leave it to be.
  const Function columns({x}, {v::reshape(x, {{"dims", Dims{3, unknown}}})});
  EXPECT_EQ(columns({filled({4, 3}, 1)})[0].shape(), (Shape{3, 4}));
  EXPECT_EQ(columns.output_shapes({{5, 3}}), (std::vector<Shape>{{3, 5}}));
}

TEST(UnknownExtents, HaveDerivativesOfTheirOwnExtents) {
  const Two in;
  const Variable y = v::sum(v::square(in.a * in.b));
  const std::vector<Array> at = {filled({2, 3}, 2), filled({2, 3}, 3)};
  const Variables slopes = gradient(y, {in.a, in.b});
  EXPECT_EQ(slopes[0].dims(), in.a.dims());
  EXPECT_EQ(slopes[1].dims(), in.b.dims());
  const Function f({in.a, in.b}, slopes);
  EXPECT_TRUE(equal(f(at)[0], filled({2, 3}, 36)));
  EXPECT_TRUE(equal(f(at)[1], filled({2, 3}, 24)));
  EXPECT_THROW(f({filled({2, 3}, 2), filled({1, 3}, 3)}), ShapeError);

  const Variable rows = v::sum(in.a * in.b, {{"axes", Axes{1}}});
  for (const JacobianMode mode : {JacobianMode::forward, JacobianMode::reverse}) {
    const Variable by_b = jacobian(rows, in.b, {.mode = mode});
    EXPECT_EQ(by_b.dims(), (Dims{in.a.dims()[0], in.b.dims()[0], 3}));
    const Array numbers = Function({in.a, in.b}, {by_b})(at)[0];
    EXPECT_TRUE(equal(numbers, Array({{{2, 2, 2}, {0, 0, 0}}, {{0, 0, 0}, {2, 2, 2}}}, DType::float32))) << numbers;
  }
  const Variable second = hessian(y, in.b);
  EXPECT_EQ(second.dims(), (Dims{in.b.dims()[0], 3, in.b.dims()[0], 3}));
  EXPECT_EQ(Function({in.a, in.b}, {second})(at)[0].at<float>({1, 2, 1, 2}), 8);
  const Variable v = input("v", {unknown, 3});
  EXPECT_TRUE(
      equal(Function({in.a, in.b, v}, {hessian_vector_product(y, in.b, v)})({at[0], at[1], filled({2, 3}, 1)})[0], filled({2, 3}, 8)));
  EXPECT_TRUE(check_gradient(rows, {in.a, in.b}, {{in.a, at[0]}, {in.b, at[1]}}));
  const Variable pushed = pushforward(rows, in.b, v);
  EXPECT_TRUE(equal(Function({in.a, in.b, v}, {pushed})({at[0], at[1], filled({2, 3}, 1)})[0], filled({2}, 6)));
  const Variable each = per_example_gradient(rows, in.a);
  EXPECT_EQ(each.dims(), in.a.dims());
  EXPECT_TRUE(equal(Function({in.a, in.b}, {each})(at)[0], filled({2, 3}, 3)));
  // What meets the examples of `of` counts them, under whichever unknown.
  for (const Variable& of : {rows, v::sum(in.b * in.a, {{"axes", Axes{1}}})}) {
    const Variables both = per_example_gradient(of, {in.a, in.b});
    EXPECT_EQ(both[0].dims(), (Dims{of.dims()[0], 3}));
    EXPECT_EQ(both[1].dims(), (Dims{of.dims()[0], 3}));
    const Function slopes_of_each({in.a, in.b}, both);
    EXPECT_TRUE(equal(slopes_of_each(at)[0], filled({2, 3}, 3)));
    EXPECT_TRUE(equal(slopes_of_each(at)[1], filled({2, 3}, 2)));
    EXPECT_THROW(slopes_of_each({at[0], filled({1, 3}, 3)}), ShapeError);
  }
  const Variable examples = input("examples", {5, unknown, 3});
  const Variables many = vectorize({rows}, {in.b}, {examples}, 5);
  EXPECT_EQ(Function({in.a, examples}, many)({at[0], filled({5, 2, 3}, 1)})[0].shape(), (Shape{5, 2}));
  EXPECT_THROW(Function({in.a, examples}, many)({at[0], filled({5, 4, 3}, 1)}), ShapeError);
}

TEST(UnknownExtents, InUpdatesAndGivensLeaveEverythingAsItWasWhenTheyDiffer) {
  const SharedVariable s(filled({3}, 1), "s");
  const Variable x = input("x", {unknown});
  const Function f({x}, {x}, {.updates = {{s, x}}});
  EXPECT_THAT([&] { f({filled({2}, 5)}); }, refuses<ShapeError>("axis 0 of input 'x' equal to 3; received 2"));
  EXPECT_TRUE(equal(s.get_value(), filled({3}, 1)));
  f({filled({3}, 5)});
  EXPECT_TRUE(equal(s.get_value(), filled({3}, 5)));
  const Variable y = input("y", {unknown});
  const Function g({y}, {x * 2}, {.givens = {{x, y}}});
  EXPECT_TRUE(equal(g({filled({2}, 5)})[0], filled({2}, 10)));
  const Function h({y}, {s.variable() * 2}, {.givens = {{s.variable(), y}}});
  EXPECT_TRUE(equal(h({filled({3}, 5)})[0], filled({3}, 10)));
  EXPECT_THROW(h({filled({2}, 5)}), ShapeError);
}

TEST(UnknownExtents, GivenToTheEvaluatorInTheMiddleOfAGraph) {
  const Two in;
  const Variable sum = in.a + in.b, twice = sum * 2;
  EXPECT_TRUE(equal(evaluate({twice}, {{sum, filled({4, 3}, 1)}})[0], filled({4, 3}, 2)));
}

TEST(UnknownExtents, ThatAreOneAreOneSizeOfTheProgram) {
  const Two in;
  const auto question = compiler::build_question({in.a, in.b}, {v::tanh(in.a + in.b)}, {});
  compiler::Variants variants(question, true, std::size_t{1} << 20);
  const std::string a = in.a.dims()[0].to_string(), b = in.b.dims()[0].to_string();
  EXPECT_EQ(variants.find({{a, 2}, {b, 2}})->program().sizes, std::vector<std::string>{a});
}

// Without a size of its own in the program, an operation's own refusal must not be lost.
TEST(UnknownExtents, ThatAnOperationRefusesAreRefusedByTheProgramForAnySizes) {
  const Variable x = input("x", {unknown});
  const FunctionOptions any{.any_size = true};
  const Function largest({x}, {v::reduce_max(x)}, any), fourth({x}, {x.select("[3]")}, any),
      windows({x}, {v::windows(x, {{"axes", Axes{0}}, {"sizes", Axes{3}}})}, any);
  for (std::int64_t n = 4; n < 12; ++n)
    for (const Function& f : {largest, fourth, windows}) f({filled({n}, 1)});
  EXPECT_THAT([&] { largest({filled({0}, 1)}); }, refuses<ShapeError>("no elements"));
  EXPECT_THAT([&] { fourth({filled({3}, 1)}); }, refuses<IndexError>("leaves axis 0"));
  EXPECT_THAT([&] { windows({filled({2}, 1)}); }, refuses<ShapeError>("no window fits"));
}

}  // namespace
}  // namespace pellucid::inline v0
