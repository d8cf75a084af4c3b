// Operations as users call them: by name, by function, by operator.
#include <gmock/gmock.h>

#include <pellucid/error.hpp>
#include <pellucid/ops.hpp>

#include "harness/sample.hpp"
#include "ops/support/by_name.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

Variable value(const Array& array) { return constant(array); }
Array run(const Variable& of) { return evaluate({of}, {})[0]; }

TEST(Operators, combine_values_weights_and_numbers) {
  const Variable x = value(float64({1, 2}));
  const SharedVariable w(float64({3, 5}), "w");
  EXPECT_TRUE(equal(run(x + w), float64({4, 7})));
  EXPECT_TRUE(equal(run(w * 2), float64({6, 10})));
  EXPECT_TRUE(equal(run(1 - x), float64({0, -1})));
  EXPECT_TRUE(equal(run(w / x), float64({3, 2.5})));
  EXPECT_TRUE(equal(run(-w), float64({-3, -5})));
  EXPECT_TRUE(equal(run(ops::matmul(x, w)), float64(13)));
}

TEST(Operators, compare_element_by_element) {
  const Variable x = value(float64({1, 2, 3}));
  EXPECT_TRUE(equal(run(x < 2), Array({true, false, false})));
  EXPECT_TRUE(equal(run(x <= 2), Array({true, true, false})));
  EXPECT_TRUE(equal(run(x > 2), Array({false, false, true})));
  EXPECT_TRUE(equal(run(x >= 2), Array({false, true, true})));
  EXPECT_TRUE(equal(run(2 < x), Array({false, false, true})));
}

TEST(Operators, whole_numbers_keep_their_digits) {
  constexpr std::int64_t large = (std::int64_t{1} << 53) + 1;
  const Variable x = value(Array({1, -1}, DType::int64));
  EXPECT_TRUE(equal(run(x + large), Array({large + 1, large - 1}, DType::int64)));
  EXPECT_TRUE(equal(run(-large * x), Array({-large, large}, DType::int64)));
  EXPECT_TRUE(
      equal(run(value(Array({0, 1}, DType::uint64)) + 18446744073709551614ULL), Array({18446744073709551614ULL, 18446744073709551615ULL})));
  EXPECT_TRUE(equal(run(value(Array({0, 1}, DType::uint64)) + large), Array({large, large + 1}, DType::uint64)));
  EXPECT_EQ((value(float64({1})) + large).dtype(), DType::float64);
  EXPECT_THROW(x + 9223372036854775808ULL, ValueError);
  EXPECT_THROW(value(Array({1}, DType::int32)) + large, ValueError);
  EXPECT_THROW(value(Array({1}, DType::uint64)) + -large, ValueError);
  EXPECT_TRUE(equal(run(x % 2), Array({1, 1}, DType::int64)));
}

template <class A, class B>
concept Chained = requires(A a, B b) { a < b; } || requires(A a, B b) { a >= b; };
static_assert(Chained<Variable, int> && !Chained<Condition, int> && !Chained<Condition, Condition>, "0 < x < 1 asks for something else");

TEST(PublicOps, take_what_split_gives) {
  const Variable x = value(float64({1, 2, 3, 4}));
  EXPECT_TRUE(equal(run(ops::concatenate(ops::split(x, {.sections = 2}))), float64({1, 2, 3, 4})));
  EXPECT_TRUE(equal(run(ops::stack(ops::split(x, {.sections = 2}))), float64({{1, 2}, {3, 4}})));
  const SharedVariable w(float64({3, 5}), "w");
  EXPECT_EQ(ops::concatenate(std::vector<SharedVariable>{w, w}), ops::concatenate({w, w}));
}

TEST(PublicOps, are_the_nodes_of_the_vocabulary) {
  const Variable x = input("x", {2, 3});
  EXPECT_EQ(ops::sum(x, {.axes = {1}}), vocabulary::sum(x, {{"axes", Axes{1}}}));
  EXPECT_EQ(ops::sum(x), vocabulary::sum(x));
  EXPECT_EQ(ops::tanh(x), ops::apply("tanh", {x}));
  EXPECT_EQ(ops::concatenate({x, x}, {.axis = 0}).dims(), (Dims{4, 3}));
  EXPECT_EQ(ops::reshape(x, {.dims = {3, 2}}).dims(), (Dims{3, 2}));
  EXPECT_EQ(ops::flip(x, {.axes = {1, 0}}), ops::flip(x, {.axes = {0, 1}}));
  EXPECT_EQ(ops::maximum(x, 0), vocabulary::maximum(x, 0));
  EXPECT_EQ(ops::cast(x, {.dtype = DType::int32}).dtype(), DType::int32);
}

// What derivatives are made of is none of a user's, by name neither.
TEST(PublicOps, are_none_of_those_for_derivatives) {
  const Variable x = input("x", {2, 3});
  for (const char* name : {"flow_product", "flow_quotient", "flow_sign", "logistic_density", "sech_squared"})
    EXPECT_THROW(ops::apply(name, {x, x}), NameError) << name;
}

TEST(PublicOps, may_leave_out_inputs_that_are_optional) {
  const Variable state = input("state", {4}, DType::uint32), step = input("step", {}, DType::int64);
  const ops::RandomUniformOptions options = {.stream = 1, .dims = {2}};
  EXPECT_EQ(ops::random_uniform(state, options), ops::apply("random_uniform", {state}, {{"stream", 1}, {"dims", Dims{2}}}));
  EXPECT_EQ(ops::random_uniform(state, step, options).op().inputs(), (Variables{state, step}));
}

TEST(PublicOps, whole_numbers_are_numbers_and_dims) {
  const Variable x = input("x", {2, 3});
  EXPECT_EQ(ops::apply("leaky_relu", {x}, {{"negative_slope", std::int64_t{1}}}), ops::leaky_relu(x, {.negative_slope = 1.0}));
  EXPECT_EQ(ops::apply("reshape", {x}, {{"dims", std::vector<std::int64_t>{6}}}), ops::reshape(x, {.dims = {6}}));
}

TEST(PublicOps, keep_the_axes_of_a_reduction_where_asked) {
  const Variable x = input("x", {2, unknown, 4});
  std::size_t reductions = 0;
  for (const Op* op : table::all) {
    if (!op->reduces) continue;
    ++reductions;
    const bool one_axis = op->attributes[0].name == "axis";
    const auto reduced = [&](bool keeps) {
      using Options = std::vector<std::pair<std::string_view, std::optional<ops::OptionValue>>>;
      Options options = {{"keepdims", keeps}};
      if (one_axis) options.emplace_back("axis", std::int64_t{-2});
      else options.emplace_back("axes", std::vector<std::int64_t>{-1, 0});
      return ops::apply(op->name, {x}, options);
    };
    EXPECT_EQ(reduced(true).dims(), one_axis ? (Dims{2, 1, 4}) : (Dims{1, x.dims()[1], 1})) << op->name;
    const std::vector<std::pair<Variable, Array>> at = {{x, numbers({2, 3, 4}).astype(DType::float32)}};
    const Array kept = evaluate({reduced(true)}, at)[0], left = evaluate({reduced(false)}, at)[0];
    EXPECT_TRUE(same_bits(kept.reshape(left.shape()), left)) << op->name;
    EXPECT_EQ(ops::apply(op->name, {x}, {{"keepdims", true}}).rank(), 3u) << op->name;
  }
  EXPECT_GE(reductions, 10u);
  EXPECT_EQ(ops::mean(x, {.axes = {2}, .keepdims = true}).dims(), (Dims{2, x.dims()[1], 1}));
  EXPECT_EQ(ops::argmax(x, {.keepdims = true}).dims(), (Dims{2, x.dims()[1], 1}));
  EXPECT_EQ((x - ops::l2_norm(x, {.axes = {2}, .keepdims = true})).dims(), x.dims());
  EXPECT_THAT([&] { ops::apply("sum", {x}, {{"keepdims", std::int64_t{1}}}); }, ThrowsMessage<ValueError>(HasSubstr("'keepdims'")));
  EXPECT_THAT([&] { ops::apply("sum", {x}, {{"keepdim", true}}); }, ThrowsMessage<NameError>(HasSubstr("'keepdims'")));
  EXPECT_THAT([&] { ops::apply("tanh", {x}, {{"keepdims", true}}); }, ThrowsMessage<NameError>(HasSubstr("no option 'keepdims'")));
}

TEST(PublicOps, broadcast_a_scalar_without_naming_axes) {
  const Variable number = input("number", {}), row = input("row", {3}), column = input("column", {2, 1});
  EXPECT_EQ(ops::broadcast(number, {.dims = {2, 3}, .axes = {}}).dims(), (Dims{2, 3}));
  EXPECT_EQ(ops::broadcast(number, {.dims = {2, 3}}).dims(), (Dims{2, 3}));
  EXPECT_EQ(ops::broadcast(row, {.dims = {2, 3}}).dims(), (Dims{2, 3}));
  EXPECT_EQ(ops::broadcast(column, {.dims = {2, 3}}).dims(), (Dims{2, 3}));
  EXPECT_EQ(ops::broadcast(column, {.dims = {2, 1, 3}, .axes = {0, 1}}).dims(), (Dims{2, 1, 3}));
}

TEST(PublicOps, refuse_unknown_names_and_options_of_another_type) {
  const Variable x = input("x", {2, 3});
  EXPECT_THAT([&] { ops::apply("sofmax", {x}); },
              ThrowsMessage<NameError>(AllOf(HasSubstr("no operation 'sofmax'"), HasSubstr("'softmax'"))));
  EXPECT_THAT([&] { ops::apply("scan", {x}); }, ThrowsMessage<NameError>(HasSubstr("no operation 'scan'")));
  EXPECT_THAT([&] { ops::apply("sum", {x}, {{"axis", std::int64_t{1}}}); },
              ThrowsMessage<NameError>(AllOf(HasSubstr("sum"), HasSubstr("no option 'axis'"), HasSubstr("'axes'"))));
  EXPECT_THAT([&] { ops::apply("sum", {x}, {{"axes", 1.5}}); },
              ThrowsMessage<ValueError>(AllOf(HasSubstr("'axes' has another type"), HasSubstr("whole numbers"), HasSubstr("a number"))));
}

TEST(PublicOps, hold_nothing_that_stands_in_derivatives_alone) {
  std::vector<std::string> internal;
  for (const Op* op : table::all)
    if (op->is_internal) internal.emplace_back(op->name);
  EXPECT_THAT(internal, ::testing::UnorderedElementsAre("flow_limit", "flow_product", "flow_quotient", "flow_sign", "logistic_density",
                                                        "sech_squared"));
}

// Whatever is left out or does not fit ends in a sentence, never in an error of ours.
TEST(PublicOps, take_any_input_or_refuse_it_with_a_sentence) {
  std::size_t refused = 0;
  for (const Op* op : table::all) {
    if (!is_public(*op)) continue;
    for (const Dims& dims : {Dims{}, Dims{0}, Dims{3}, Dims{2, 3}, Dims{2, 3, 4}, Dims{unknown, 3}}) {
      for (const DType dtype : {DType::float32, DType::int32, DType::boolean}) {
        const std::size_t count = op->most_inputs == any_number ? 2 : op->most_inputs;
        try {
          ops::apply(op->name, std::vector<Operand>(count, input("x", dims, dtype)));
        } catch (const Error& error) {
          ++refused;
          EXPECT_THAT(error.what(), HasSubstr(std::string(op->name)));
        }
      }
    }
  }
  EXPECT_GT(refused, 100);
}

TEST(Numbers, FitTheDtypeOfTheValuesBesideThem) {
  const Variable bytes = input("x", {2}, DType::int8), counts = input("n", {2}, DType::uint32);
  EXPECT_EQ((bytes + 127).dtype(), DType::int8);
  EXPECT_THROW(bytes + 128, ValueError);
  EXPECT_THROW(bytes + -129, ValueError);
  EXPECT_THROW(counts + -1, ValueError);
  EXPECT_THROW(counts + 4294967296, ValueError);
}

TEST(Numbers, CountBesideBoolAndTakeTheWidestOfTheValues) {
  const Variable flag = input("flag", {2}, DType::boolean), half = input("half", {2}, DType::float16),
                 brain = input("b", {2}, DType::bfloat16), count = input("count", {2}, DType::int32), single = input("single", {2});
  EXPECT_EQ((flag + 1).dtype(), DType::int64);
  EXPECT_EQ((2 * flag).dtype(), DType::int64);
  EXPECT_EQ((flag + 0.5).dtype(), DType::float32);
  EXPECT_EQ(ops::maximum(flag, 0).dtype(), DType::int64);
  EXPECT_TRUE(equal(run(value(boolean({true, false})) + 1), Array({2, 1})));
  EXPECT_TRUE(equal(run(value(boolean({true, false})) * 0.5), float32({0.5, 0})));
  EXPECT_EQ(ops::where(flag, 1, 0).dtype(), DType::float32);
  EXPECT_EQ(ops::where(flag, count, 1).dtype(), DType::int32);
  EXPECT_EQ(ops::where(flag, flag, 2).dtype(), DType::int64);
  EXPECT_EQ(ops::equal(flag, 1).dtype(), DType::boolean);
  EXPECT_EQ((half + 0.1).dtype(), DType::float16);
  EXPECT_EQ((brain * 3).dtype(), DType::bfloat16);
  EXPECT_EQ((half + brain).dtype(), DType::float32);
  EXPECT_EQ((half + count).dtype(), DType::float16);
  EXPECT_EQ((single + half).dtype(), DType::float32);
  EXPECT_EQ((flag + count).dtype(), DType::int32);
  EXPECT_EQ((flag + half).dtype(), DType::float16);
}

}  // namespace
}  // namespace pellucid::inline v0
