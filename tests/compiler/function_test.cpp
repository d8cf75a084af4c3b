// A Function gives what the reference evaluator gives.
#include <pellucid/function.hpp>

#include <gmock/gmock.h>

#include <pellucid/error.hpp>

#include "ops/vocabulary.hpp"

namespace pellucid {
namespace {

namespace v = vocabulary;

TEST(Function, ComputesAnElementwiseChain) {
  const Variable x = input("x", {Dim::named("batch"), 3});
  const Function f({x}, {v::tanh(v::add(v::multiply(x, 2.0), 1.0))});
  const Array given({{1., 2., 3.}, {-1., 0., .5}});
  EXPECT_TRUE(all_close(f({given})[0], evaluate({v::tanh(v::add(v::multiply(x, 2.0), 1.0))}, {{x, given}})[0]));
}

TEST(Function, OutputShapesOfImpossibleInputsAreRefused) {
  const Variable x = input("x", {Dim::named("batch"), 3});
  EXPECT_THROW(Function({x}, {x}).output_shapes({{-4, 3}}), ShapeError);
}

}  // namespace
}  // namespace pellucid
