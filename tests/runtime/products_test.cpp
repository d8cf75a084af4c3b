// Products of matrices too large for generated code: through the library where it takes them, else through loops of ours.
#include <gmock/gmock.h>

#include <random>

#include <pellucid/function.hpp>

#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::int64_t rows = 110, inner = 120, columns = 130;

Variable contract(const Variable& a, const Variable& b, const std::string& labels) {
  return vocabulary::contraction(a, b, {{"labels", labels}});
}

struct Case {
  std::string labels;
  Dims a, b;
};

const std::vector<Case> cases = {{"ik,kj->ij", {rows, inner}, {inner, columns}},
                                 {"ki,kj->ij", {inner, rows}, {inner, columns}},
                                 {"ik,jk->ij", {rows, inner}, {columns, inner}},
                                 {"ik,kj->ji", {rows, inner}, {inner, columns}},
                                 {"bik,bkj->bij", {3, rows, inner}, {3, inner, columns}}};

Array filled(const Dims& dims, DType dtype, std::uint64_t seed) {
  Shape shape;
  for (const Dim& dim : dims) shape.push_back(dim.value());
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> between(-1, 1);
  std::vector<double> values(static_cast<std::size_t>(product(dims).value()));
  for (double& value : values) value = between(random);
  return Array(values, shape).astype(dtype);
}

TEST(Products, OfAnyLayoutAreThoseOfTheReference) {
  for (const DType dtype : {DType::float32, DType::float64}) {
    for (const Case& one : cases) {
      SCOPED_TRACE(one.labels + " of " + std::string(name(dtype)));
      const Variable a = input("a", one.a, dtype), b = input("b", one.b, dtype);
      const Variable sums = contract(a, b, one.labels), y = vocabulary::tanh(sums * 0.1 + 1);
      const Array x = filled(one.a, dtype, 1), w = filled(one.b, dtype, 2);
      const Function function({a, b}, {sums, y});
      const std::vector<Array> received = function({x, w}), expected = evaluate({sums, y}, {{a, x}, {b, w}}, {.float64 = true});
      EXPECT_THAT(function.program_text(), testing::HasSubstr("product"));
      const double tolerance = dtype == DType::float32 ? 1e-4 : 1e-11;
      for (std::size_t i = 0; i < 2; ++i) EXPECT_TRUE(all_close(received[i], expected[i], {.relative = tolerance, .absolute = tolerance}));
    }
  }
}

TEST(Products, AddToWhatIsThere) {
  const SharedVariable sum(filled({rows, columns}, DType::float32, 3), "sum");
  const Variable a = input("a", {rows, inner}), b = input("b", {inner, columns});
  const Array before = sum.get_value(), x = filled({rows, inner}, DType::float32, 1), w = filled({inner, columns}, DType::float32, 2);
  const Variable total = sum + contract(a, b, "ik,kj->ij");
  const Array expected = evaluate({total}, {{a, x}, {b, w}}, {.float64 = true})[0];
  Function({a, b}, {}, {.updates = {{sum, total}}})({x, w});
  EXPECT_TRUE(all_close(sum.get_value(), expected, {.relative = 1e-4, .absolute = 1e-4}));
}

}  // namespace
}  // namespace pellucid::inline v0
