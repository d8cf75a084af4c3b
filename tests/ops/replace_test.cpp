// `replace`: the graph again with another value in the place of one.
#include <gmock/gmock.h>

#include <pellucid/error.hpp>

#include "harness/refuses.hpp"
#include "harness/sample.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

const Dim batch = Dim::named("batch");

TEST(Replacing, rebuilds_what_depends) {
  const Variable x = input("x", {batch}), y = input("y", {batch}), kept = y + 1;
  EXPECT_EQ(replace({(x + 1) * kept}, {{x, y}})[0], kept * kept);
  EXPECT_THROW(replace({x}, {{x, input("z", {batch, 2})}}), ShapeError);
  EXPECT_THROW(replace({x}, {{x, input("z", {batch}, DType::int32)}}), DtypeError);
}

TEST(Replacing, two_values_for_one_are_refused) {
  const Variable x = input("x", {batch}), y = input("y", {batch}), z = input("z", {batch});
  EXPECT_EQ(replace({x}, {{x, y}, {x, y}})[0], y);
  EXPECT_THROW(replace({x}, {{x, y}, {x, z}}), ValueError);
}

TEST(Replacing, by_a_value_of_an_unknown_extent_is_checked_when_it_is_known) {
  const Variable x = input("x", {3}, DType::float64), y = input("y", {unknown}, DType::float64);
  const Variables replaced = replace({x * 2}, {{x, y}});
  EXPECT_EQ(replaced[0].dims(), (Dims{3}));
  EXPECT_TRUE(equal(evaluate(replaced, {{y, float64({1, 2, 3})}})[0], float64({2, 4, 6})));
  EXPECT_THAT([&] { evaluate(replaced, {{y, float64({1})}}); }, refuses<ShapeError>("multiply(y, 2)", "axis 0 of input 'y' equal to 3"));
  EXPECT_THROW(replace({x}, {{x, input("z", {4}, DType::float64)}}), ShapeError);
}

}  // namespace
}  // namespace pellucid::inline v0
