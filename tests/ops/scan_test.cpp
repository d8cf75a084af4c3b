// The builder of scans, and what lies beyond the samples of the op: captured values, long loops, derivatives through loops in loops.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/error.hpp>

#include "graph/scan.hpp"
#include "harness/sample.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/scan.hpp"

namespace pellucid::inline v0 {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Dim time_steps = Dim::named("time");

// h = decay h + x at each step.
ScanResult decaying(const Variable& x, const Variable& initial, const Variable& decay, bool reverse = false) {
  return scan({.sequences = {x}, .initial = {initial}, .length = x.dims()[0], .reverse = reverse}, [&](const ScanStep& at) {
    const Variable h = decay * at.carries[0] + at.slices[0];
    return ScanYield{.carries = {h}, .collected = {h}};
  });
}

TEST(Scan, runs_over_a_length_that_is_not_known_yet) {
  const Variable x = input("x", {time_steps}), h = input("h", {}), decay = input("decay", {});
  const ScanResult result = decaying(x, h, decay);
  EXPECT_EQ(to_string(result.collected[0].type()), "float32[time]");
  const std::vector<Array> got =
      evaluate({result.carries[0], result.collected[0]}, {{x, Array({1., 2., 3.})}, {h, Array(1.)}, {decay, Array(2.)}});
  EXPECT_EQ(got[0].item<float>(), 19);
  EXPECT_THAT(got[1].to_vector<float>(), ElementsAre(3, 8, 19));
}

TEST(Scan, in_float64_keeps_the_digits_of_numbers_inside) {
  const Variable x = input("x", {time_steps});
  const ScanResult result = decaying(x, constant(0), constant(0.1));
  EXPECT_DOUBLE_EQ(evaluate({result.carries[0]}, {{x, float64({1, 0})}}, {.float64 = true})[0].item<double>(), 0.1);
}

TEST(Scan, captures_what_the_body_uses_and_nothing_twice) {
  const Variable x = input("x", {time_steps}), w = input("w", {});
  const Variable bias = vocabulary::tanh(w);
  const ScanResult result = scan({.sequences = {x}, .initial = {constant(0)}, .length = time_steps}, [&](const ScanStep& at) {
    return ScanYield{.carries = {at.carries[0] + at.slices[0] * bias + bias}, .collected = {}};
  });
  const Apply node = result.carries[0].op();
  EXPECT_EQ(node.inputs(), (Variables{x, constant(0), bias}));
  EXPECT_EQ(decaying(x, w, w).carries[0], decaying(x, w, w).carries[0]);
}

TEST(Scan, tells_the_step_and_runs_backwards) {
  const auto steps = [](bool reverse) {
    return scan({.sequences = {}, .initial = {constant(0, DType::int64)}, .length = 4, .reverse = reverse}, [](const ScanStep& at) {
      const Variable digits = at.carries[0] * 10 + at.step;
      return ScanYield{.carries = {digits}, .collected = {digits}};
    });
  };
  EXPECT_THAT(evaluate(steps(false).collected, {})[0].to_vector<int>(), ElementsAre(0, 1, 12, 123));
  EXPECT_THAT(evaluate(steps(true).collected, {})[0].to_vector<int>(), ElementsAre(3210, 321, 32, 3));
}

TEST(Scan, of_length_zero_gives_the_initial_carry) {
  const Variable x = input("x", {time_steps}), h = input("h", {});
  const ScanResult result = decaying(x, h, constant(2));
  const std::vector<Array> got = evaluate({result.carries[0], result.collected[0]}, {{x, Array::zeros({0})}, {h, Array(5.)}});
  EXPECT_EQ(got[0].item<float>(), 5);
  EXPECT_EQ(got[1].shape(), Shape{0});
}

TEST(Scan, refuses_a_carry_that_grows) {
  const Variable x = input("x", {4, 3});
  EXPECT_THAT(
      [&] {
        scan({.sequences = {x}, .initial = {constant(0)}, .length = 4},
             [](const ScanStep& at) { return ScanYield{.carries = {at.carries[0] + at.slices[0]}, .collected = {}}; });
      },
      ::testing::ThrowsMessage<ShapeError>(HasSubstr("expected float32[] as the initial value; received float32[3]")));
}

TEST(Scan, refuses_a_scalar_for_a_sequence) {
  const auto nothing = [](const ScanStep&) { return ScanYield{.carries = {}, .collected = {}}; };
  EXPECT_THROW(scan({.sequences = {input("x", {})}, .initial = {}, .length = 4}, nothing), ShapeError);
}

TEST(Scan, refuses_a_body_that_gives_another_number_of_carries) {
  const auto none = [](const ScanStep&) { return ScanYield{.carries = {}, .collected = {}}; };
  EXPECT_THAT([&] { scan({.initial = {constant(0)}, .length = 4}, none); },
              ::testing::ThrowsMessage<ValueError>(HasSubstr("another number of carries; expected 1; received 0")));
  const auto two = [](const ScanStep& at) { return ScanYield{.carries = {at.carries[0], at.carries[0]}, .collected = {}}; };
  EXPECT_THROW(scan({.initial = {constant(0)}, .length = 4}, two), ValueError);
}

TEST(Scan, saves_only_the_carries_that_are_asked_for) {
  const Variable x = input("x", {time_steps}), h = input("h", {});
  const Apply node = decaying(x, h, constant(2)).carries[0].op();
  const Variable saved = save_carries(node, {0})[0];
  EXPECT_THAT(evaluate({saved}, {{x, Array({1., 2., 3.})}, {h, Array(1.)}})[0].to_vector<float>(), ElementsAre(1, 3, 8));
  EXPECT_TRUE(save_carries(node, {}).empty());
}

TEST(ScanDerivative, of_ten_thousand_steps_is_found_and_run) {
  const Variable x = input("x", {time_steps}), h = input("h", {});
  const Variable slope = gradient(decaying(x, h, constant(0.999)).carries[0], h);
  const Array long_input = Array::zeros({10000});
  EXPECT_NEAR(evaluate({slope}, {{x, long_input}, {h, Array(1.)}}, {.float64 = true})[0].item<double>(), std::pow(0.999, 10000), 1e-12);
}

// A recurrent network: h = tanh(x W + h U), with weights that the loop captures.
TEST(ScanDerivative, of_a_recurrent_network_agrees_with_differences_to_second_order) {
  for (const bool reverse : {false, true}) {
    const Variable x = input("x", {3, 2, 2}, DType::float64), h = input("h", {2, 3}, DType::float64);
    const Variable w = input("w", {2, 3}, DType::float64), u = input("u", {3, 3}, DType::float64);
    const ScanResult result = scan({.sequences = {x}, .initial = {h}, .length = 3, .reverse = reverse}, [&](const ScanStep& at) {
      const Variable next = vocabulary::tanh(matmul(at.slices[0], w) + matmul(at.carries[0], u));
      return ScanYield{.carries = {next}, .collected = {next * next}};
    });
    const std::vector<std::pair<Variable, Array>> at = {
        {x, numbers({3, 2, 2})}, {h, numbers({2, 3}, -1, 1, 2)}, {w, numbers({2, 3}, -1, 1, 3)}, {u, numbers({3, 3}, -1, 1, 4)}};
    for (const Variable& of : {result.carries[0], result.collected[0]}) {
      const GradientCheck check = check_gradient(of, {x, h, w, u}, at, {.order = 2, .tolerance = 1e-5});
      EXPECT_TRUE(check) << check.to_string();
    }
  }
}

// Sum over i of (sum over j <= i of a x_j) h: a scan whose body holds a scan, both over captured values.
TEST(ScanDerivative, of_a_scan_within_a_scan_agrees_with_differences) {
  const Variable x = input("x", {3}, DType::float64), a = input("a", {}, DType::float64), h = input("h", {}, DType::float64);
  const ScanResult outer = scan({.sequences = {x}, .initial = {h}, .length = 3}, [&](const ScanStep& at) {
    const ScanResult inner = scan({.sequences = {x}, .initial = {at.carries[0]}, .length = 3}, [&](const ScanStep& in) {
      return ScanYield{.carries = {vocabulary::sin(in.carries[0] + a * in.slices[0] * at.slices[0])}, .collected = {}};
    });
    return ScanYield{.carries = {inner.carries[0] * a}, .collected = {inner.carries[0]}};
  });
  const std::vector<std::pair<Variable, Array>> at = {{x, numbers({3})}, {a, float64(0.7)}, {h, float64(0.3)}};
  for (const Variable& of : {outer.carries[0], outer.collected[0]}) {
    const GradientCheck check = check_gradient(of, {x, a, h}, at, {.order = 2, .tolerance = 1e-5});
    EXPECT_TRUE(check) << check.to_string();
  }
}

TEST(ScanDerivative, flows_only_where_there_is_a_way) {
  const Variable x = input("x", {time_steps}), other = input("other", {});
  const ScanResult result = scan({.sequences = {x}, .initial = {other, constant(0)}, .length = time_steps}, [](const ScanStep& at) {
    return ScanYield{.carries = {at.carries[0], at.carries[1] + at.slices[0]}, .collected = {}};
  });
  EXPECT_THROW(gradient(result.carries[1], other), DisconnectedError);
  EXPECT_THROW(gradient(result.carries[0], x), DisconnectedError);
  EXPECT_EQ(evaluate({gradient(result.carries[0], other)}, {{x, Array({1., 2.})}, {other, Array(3.)}})[0].item<float>(), 1);
}

TEST(ScanDerivative, by_a_weight_as_a_sequence_splits_it_by_step) {
  const Variable x = input("x", {3}, DType::float64), w = input("w", {}, DType::float64);
  const Variable each = broadcast_to(w, {3});
  const ScanResult result = scan({.sequences = {x, each}, .initial = {constant(1, DType::float64)}, .length = 3}, [](const ScanStep& at) {
    return ScanYield{.carries = {at.carries[0] * at.slices[1] + at.slices[0]}, .collected = {}};
  });
  const std::vector<std::pair<Variable, Array>> at = {{x, float64({1, 2, 3})}, {w, float64(2)}};
  EXPECT_THAT(evaluate({gradient(result.carries[0], each)}, at)[0].to_vector<double>(), ElementsAre(4, 6, 8));
  EXPECT_EQ(evaluate({gradient(result.carries[0], w)}, at)[0].item<double>(), 18);
}

// What a large term rounds away of the sum before it comes back when the term leaves.
TEST(CumulativeSum, keeps_what_large_terms_round_away) {
  std::vector<float> terms(5000, 0);
  terms[0] = 1, terms[1] = 0x1p30F, terms[2] = -0x1p30F;
  const Variable x = input("x", {5000});
  const Array sums = evaluate({vocabulary::cumulative_sum(x)}, {{x, Array(terms)}})[0];
  EXPECT_EQ(sums.select("[4999]").item<float>(), 1);
}

}  // namespace
}  // namespace pellucid::inline v0
