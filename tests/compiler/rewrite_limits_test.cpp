// Rules that may cost more than they save stop at a size: they fire exactly at it, and not one beyond.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "compiler/rewrite_samples.hpp"
#include "graph/scan.hpp"
#include "graph/walk.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

Variable counted(std::int64_t count) {
  std::vector<double> numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0.0);
  return constant(Array(numbers, {count}));
}

Variable rewritten(const Variable& value) {
  Variables values = {value};
  rewrite_by_all(values);
  return values[0];
}

bool fires(std::string_view rule, const Variable& value) {
  Variables values = {value};
  return rewrite_by_all(values).fired.contains(rule);
}

TEST(RewriteLimits, OfConstantsThatAreRead) {
  EXPECT_EQ(op_of(rewritten(v::sum(counted(4096)))).role, Role::literal);
  EXPECT_EQ(op_of(rewritten(v::sum(counted(4097)))).role, Role::ordinary);
  const auto squares = [](std::int64_t count) {
    return v::contraction(counted(count), counted(count), {{"labels", std::string("k,k->")}});
  };
  EXPECT_EQ(op_of(rewritten(squares(2048))).role, Role::literal);
  EXPECT_EQ(op_of(rewritten(squares(2049))).role, Role::ordinary);                     // of both together
  EXPECT_EQ(op_of(rewritten(constant(Array::full({4096}, 2)))).role, Role::ordinary);  // broadcast of a literal
  EXPECT_EQ(op_of(rewritten(constant(Array::full({4097}, 2)))).role, Role::constant);
  EXPECT_EQ(op_of(rewritten(constant(Array::full({1}, 2)))).role, Role::ordinary);
  EXPECT_EQ(op_of(rewritten(constant(Array::full({0}, 2)))).role, Role::constant);
  EXPECT_EQ(op_of(rewritten(constant(Array::full({2}, 0.1, DType::float64)))).role, Role::ordinary);  // with all its digits
}

TEST(RewriteLimits, OfConstantsThatAreMade) {
  EXPECT_EQ(op_of(rewritten(v::exp(counted(64)))).role, Role::constant);
  EXPECT_EQ(op_of(rewritten(v::exp(counted(65)))).role, Role::ordinary);
  const Variable padded = v::pad(counted(3), {{"low", Dims{Dim::named("n")}}, {"high", Dims{0}}});
  EXPECT_EQ(&op_of(rewritten(padded)), &table::pad);
}

// However few its numbers, a loop may take long.
TEST(RewriteLimits, OfLoopsOverConstants) {
  const auto doubled = [](const ScanStep& at) { return ScanYield{.carries = {at.carries[0] + at.carries[0]}}; };
  EXPECT_EQ(op_of(rewritten(scan({.initial = {counted(3)}, .length = 5}, doubled).carries[0])).role, Role::scan);
}

// A reciprocal, or a product, that the dtype does not hold; and unsigned numbers.
TEST(RewriteLimits, OfNumbersThatSmallDtypesHold) {
  const auto of = [](DType dtype) { return input("x", {2}, dtype); };
  EXPECT_FALSE(fires("divide by a power of two", of(DType::float16) / 0x1p-20));
  EXPECT_FALSE(fires("multiply constants", of(DType::float16) * 0x1p15 * 0x1p15));
  EXPECT_TRUE(fires("negate a factor", -(of(DType::float32) * 3)));
  EXPECT_FALSE(fires("negate a factor", -(of(DType::uint8) * 3)));
  const Variable x = of(DType::float32);
  EXPECT_TRUE(fires("compare with itself", v::less(x, x)));
  EXPECT_FALSE(fires("compare with itself", v::less_equal(x, x)));  // a NaN is not
}

// The second part last, so that only all of them together lie in a row.
TEST(RewriteLimits, OfPartsThatAreJoined) {
  for (const std::int64_t count : {33, 34}) {
    const auto part = [&](std::int64_t at) { return v::pad(input("x", {1}), {{"low", Dims{at}}, {"high", Dims{count - 1 - at}}}); };
    Variable left = part(0), right = part(0);
    for (std::int64_t at = 2; at < count; ++at) {
      left = left + part(at);
      right = part(at) + right;
    }
    EXPECT_EQ(&op_of(rewritten(left + part(1))) == &table::concatenate, count == 33) << count;
    EXPECT_EQ(&op_of(rewritten(part(1) + right)) == &table::concatenate, count == 33) << count;
  }
}

// carry + f(x_t W), for x_t [groups, rows, features] and W [features, width]; the carry is [groups * rows, 4].
Variable product_of_slices(std::int64_t rows, const Dim& features, std::int64_t width, std::int64_t groups = 1, bool w_first = false) {
  const Variable x = input("x", {3, groups, rows, features}), w = input("w", {features, width});
  const Variable start = zeros({DType::float32, {groups * rows, 4}});
  return scan({.sequences = {x}, .initial = {start}, .length = 3},
              [&](const ScanStep& at) {
                const Variable product = w_first ? v::contraction(w, at.slices[0], {{"labels", std::string("ij,gbi->gbj")}})
                                                 : v::contraction(at.slices[0], w, {{"labels", std::string("gbi,ij->gbj")}});
                const Variable folded = v::sum(reshape_to(v::tanh(product), {groups * rows, width / 4, 4}), {{"axes", Axes{1}}});
                return ScanYield{.carries = {v::tanh(at.carries[0]) + folded}, .collected = {}};
              })
      .carries[0];
}

TEST(RewriteLimits, OfProductsBeforeALoop) {
  constexpr std::string_view rule = "contraction before a scan";
  EXPECT_TRUE(fires(rule, product_of_slices(4, 8, 8)));
  EXPECT_FALSE(fires(rule, product_of_slices(5, 8, 8)));
  EXPECT_TRUE(fires(rule, product_of_slices(2, 8, 8, 2)));
  EXPECT_FALSE(fires(rule, product_of_slices(3, 8, 8, 2)));
  EXPECT_FALSE(fires(rule, product_of_slices(4, 7, 8)));
  EXPECT_FALSE(fires(rule, product_of_slices(4, Dim::named("features"), 8)));
  EXPECT_TRUE(fires(rule, product_of_slices(1, 16, 80)));  // 80 numbers for 4 carried and 16 read
  EXPECT_FALSE(fires(rule, product_of_slices(1, 16, 84)));
  EXPECT_TRUE(fires(rule, product_of_slices(1, 16, 80, 1, true)));
  EXPECT_FALSE(fires(rule, product_of_slices(1, 16, 84, 1, true)));
}

// Nothing of a step is in it: there are no sequences to make it of.
TEST(RewriteLimits, OfProductsOfConstantsAlone) {
  const Variable loop = product_of_slices(1, 8, 8);
  const Apply node(loop.node());
  const ScanParts parts = scan_parts(node);
  const Variable w = parts.body->inputs().back(), row = v::slice(w, {{"starts", Dims{3, 0}}, {"extents", Dims{1, 8}}});
  std::unordered_map<Variable, Variable> known = {{parts.slices()[0], reshape_to(row, {1, 1, 8})}};
  const auto body = std::make_shared<const Body>(parts.body->inputs(), transform(parts.body->outputs(), known));
  const Variable again(intern(table::scan, node.inputs(), node.node()->attributes.with("body", body)), 0);
  EXPECT_TRUE(fires("contraction before a scan", loop));
  EXPECT_FALSE(fires("contraction before a scan", again));
}

TEST(RewriteLimits, OfProductsThatCountTheSteps) {
  const Variable x = input("x", {3, 1, 8}), w = input("w", {8, 4});
  const ScanResult result = scan({.sequences = {x}, .initial = {}, .length = 3}, [&](const ScanStep& at) {
    const Variable scaled = at.slices[0] * cast_to(at.step, DType::float32);
    return ScanYield{.carries = {}, .collected = {v::contraction(scaled, w, {{"labels", std::string("bi,ij->bj")}})}};
  });
  EXPECT_FALSE(fires("contraction before a scan", result.collected[0]));
}

TEST(RewriteLimits, OfProductsWithWhatIsCarried) {
  const Variable x = input("x", {3, 1, 8});
  for (const bool carried_first : {false, true}) {
    const ScanResult result = scan({.sequences = {x}, .initial = {zeros({DType::float32, {8, 8}})}, .length = 3}, [&](const ScanStep& at) {
      const Variable& carry = at.carries[0];
      const Variable product = carried_first ? v::contraction(carry, at.slices[0], {{"labels", std::string("ij,bi->bj")}})
                                             : v::contraction(at.slices[0], carry, {{"labels", std::string("bi,ij->bj")}});
      return ScanYield{.carries = {v::tanh(carry)}, .collected = {product}};
    });
    EXPECT_FALSE(fires("contraction before a scan", result.collected[0]));
  }
}

// carry + a_t' b_t, often; a_t [rows, 2], b_t = tanh(a_t V) [rows, width]. Beside a carry of that many numbers.
Variable sum_of_products(std::int64_t rows, std::int64_t width, std::size_t terms = 1, bool last_first = false, std::int64_t beside = 0) {
  const Variable a = input("a", {3, rows, 2}), columns = input("v", {2, width});
  return scan({.sequences = {a}, .initial = {zeros({DType::float32, {2, width}}), zeros({DType::float32, {beside}})}, .length = 3},
              [&](const ScanStep& at) {
                const Variable b = v::tanh(v::contraction(at.slices[0], columns, {{"labels", std::string("bi,ij->bj")}}));
                Variable sum;
                for (std::size_t k = 0; k < terms; ++k) {
                  const Variable own = k == 0 ? at.slices[0] : v::tanh(at.slices[0] * static_cast<double>(k));
                  const Variable term = v::contraction(own, b, {{"labels", std::string("bi,bj->ij")}});
                  sum = !sum ? term : last_first ? term + sum : sum + term;
                }
                return ScanYield{.carries = {at.carries[0] + sum, v::tanh(at.carries[1])}, .collected = {}};
              })
      .carries[0];
}

TEST(RewriteLimits, OfSumsAfterALoop) {
  constexpr std::string_view rule = "accumulation after a scan";
  EXPECT_TRUE(fires(rule, sum_of_products(4, 8)));  // 8 numbers are kept for 2 that are read
  EXPECT_FALSE(fires(rule, sum_of_products(5, 8)));
  EXPECT_FALSE(fires(rule, sum_of_products(4, 9)));
  EXPECT_TRUE(fires(rule, sum_of_products(4, 12, 1, false, 4)));
  EXPECT_FALSE(fires(rule, sum_of_products(4, 13, 1, false, 4)));
  for (const bool last_first : {false, true}) {
    EXPECT_TRUE(fires(rule, sum_of_products(4, 4, 17, last_first)));
    EXPECT_FALSE(fires(rule, sum_of_products(4, 4, 18, last_first)));
  }
}

// What is collected for one sum is at hand for another.
TEST(RewriteLimits, OfSumsOfWhatIsCollected) {
  const Variable a = input("a", {3, 4, 2}), columns = input("v", {2, 4});
  const ScanResult result =
      scan({.sequences = {a}, .initial = {zeros({DType::float32, {2, 4}}), zeros({DType::float32, {4, 4}})}, .length = 3},
           [&](const ScanStep& at) {
             const Variable b = v::tanh(v::contraction(at.slices[0], columns, {{"labels", std::string("bi,ij->bj")}}));
             const Variable product = v::contraction(at.slices[0], b, {{"labels", std::string("bi,bj->ij")}});
             return ScanYield{.carries = {at.carries[0] + product, at.carries[1] + b}};
           });
  const auto nodes = topological({rewritten(v::sum(result.carries[0]) + v::sum(result.carries[1]))});
  const auto loop = std::ranges::find_if(nodes, [](const NodePointer& node) { return node->op->role == Role::scan; });
  ASSERT_NE(loop, nodes.end());
  EXPECT_EQ(scan_parts(Apply(*loop)).carries, 0U);
}

// A product with what is the same at every step is another rule's.
TEST(RewriteLimits, OfSumsOfProductsWithConstants) {
  const Variable a = input("a", {3, 4, 2}), w = input("w", {4, 4});
  const Variable sum =
      scan({.sequences = {a}, .initial = {zeros({DType::float32, {2, 4}})}, .length = 3}, [&](const ScanStep& at) {
        return ScanYield{.carries = {at.carries[0] + v::contraction(at.slices[0], w, {{"labels", std::string("bi,bj->ij")}})}};
      }).carries[0];
  EXPECT_FALSE(fires("accumulation after a scan", sum));
}

// What a step has of the sum so far is of that step alone.
TEST(RewriteLimits, OfSumsThatAreUsedInTheLoop) {
  const Variable a = input("a", {3, 4, 2}), b = input("b", {3, 4, 4});
  const auto fires_where = [&](bool uses_old, bool uses_new) {
    const ScanResult result =
        scan({.sequences = {a, b}, .initial = {zeros({DType::float32, {2, 4}})}, .length = 3}, [&](const ScanStep& at) {
          const Variable& sum = at.carries[0];
          const Variable next = sum + v::contraction(at.slices[0], at.slices[1], {{"labels", std::string("bi,bj->ij")}});
          return ScanYield{.carries = {next}, .collected = {v::tanh(uses_old ? sum : uses_new ? next : at.slices[0])}};
        });
    return fires("accumulation after a scan", v::sum(result.carries[0]) + v::sum(result.collected[0]));
  };
  EXPECT_TRUE(fires_where(false, false));
  EXPECT_FALSE(fires_where(true, false));
  EXPECT_FALSE(fires_where(false, true));
}

TEST(RewriteLimits, OfRulesThatGoOn) {
  constexpr std::array rules = {
      compiler::Rule{"go on", "tanh(x) -> tanh(-x)", {&table::tanh}, [](const NodePointer&, const Variables& x) -> compiler::Rewritten {
                       return v::tanh(-x[0]);
                     }}};
  const compiler::Table table{"endless", rules};
  const auto fired = [&](const Variable& value) {
    Variables values = {value};
    return compiler::rewrite(values, std::array{&table}).fired["go on"];
  };
  const Variable x = input("x", {2});
  EXPECT_EQ(fired(v::tanh(x)), 100 + 16 * 2);
  const Variable loop = scan({.initial = {x}, .length = 3}, [](const ScanStep& at) {
                          return ScanYield{.carries = {v::tanh(v::exp(at.carries[0]))}};
                        }).carries[0];
  EXPECT_EQ(fired(loop), 100 + 16 * (2 + 3));
  const Variable ends =
      scan({.initial = {x}, .length = 3}, [](const ScanStep& at) { return ScanYield{.carries = {v::exp(at.carries[0])}}; }).carries[0];
  EXPECT_EQ(fired(v::tanh(ends)), 100 + 16 * (3 + 2));  // a body counts once, however often its loop is looked at
}

}  // namespace
}  // namespace pellucid::inline v0
