// Updates: all at once, after the outputs, or not at all.
#include <gmock/gmock.h>

#include <pellucid/error.hpp>
#include <pellucid/function.hpp>

#include "harness/refuses.hpp"
#include "ops/vocabulary.hpp"
#include "runtime/pause.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

Array vector(std::initializer_list<Array::Nested> values) { return Array(values, DType::float32); }

TEST(Updates, ComeAfterTheOutputs) {
  const SharedVariable s(vector({1, 2}), "s");
  const Function f({}, {s.variable(), v::multiply(s.variable(), 10.0)}, {.updates = {{s, v::add(s.variable(), 1.0)}}});
  for (int call = 0; call < 3; ++call) {
    const std::vector<Array> out = f({});
    EXPECT_EQ(out[0].at<float>({0}), static_cast<float>(1 + call));
    EXPECT_EQ(out[1].at<float>({1}), static_cast<float>(20 + 10 * call));
  }
  EXPECT_TRUE(equal(s.get_value(), vector({4, 5})));
}

TEST(Updates, AllSeeTheOldValues) {
  const SharedVariable a(vector({1, 2}), "a"), b(vector({10, 20}), "b"), c(vector({0, 0}), "c");
  const Function swap({}, Variables{}, {.updates = {{a, b.variable()}, {b, a.variable()}, {c, v::add(a.variable(), b.variable())}}});
  swap({});
  EXPECT_TRUE(equal(a.get_value(), vector({10, 20})));
  EXPECT_TRUE(equal(b.get_value(), vector({1, 2})));
  EXPECT_TRUE(equal(c.get_value(), vector({11, 22})));
}

TEST(Updates, AMatrixMayBeReplacedByItsTransposeOrItsSquare) {
  const Array value({{1., 2., 3.}, {4., 5., 6.}, {7., 8., 10.}});
  const SharedVariable a(value, "a"), b(value, "b");
  const Variable square = v::contraction(b.variable(), b.variable(), {{"labels", std::string("ik,kj->ij")}});
  const std::vector<Array> expected = evaluate({v::transpose(a.variable()), square}, {});
  Function({}, Variables{}, {.updates = {{a, v::transpose(a.variable())}, {b, square}}})({});
  EXPECT_TRUE(equal(a.get_value(), expected[0]));
  EXPECT_TRUE(all_close(b.get_value(), expected[1]));
}

TEST(Updates, NothingChangesWhenAnIndexIsOutOfRange) {
  const SharedVariable table(Array({{1., 2.}, {3., 4.}, {5., 6.}}), "table"), calls(Array(0.0F), "calls");
  const Variable indices = input("indices", {Dim::named("batch")}, DType::int64);
  const Variable rows = v::gather(table.variable(), indices, {{"axis", std::int64_t{0}}});
  const Function f({indices}, {rows}, {.updates = {{table, v::multiply(table.variable(), 2.0)}, {calls, v::add(calls.variable(), 1.0)}}});
  f({Array({0, 2})});
  const Array before = table.get_value();
  EXPECT_THAT([&] { f({Array({0, 1, 3})}); }, testing::ThrowsMessage<IndexError>(testing::HasSubstr("position [2]")));
  EXPECT_THROW(f({Array({-1})}), IndexError);
  EXPECT_TRUE(equal(table.get_value(), before));
  EXPECT_EQ(calls.get_value().item<float>(), 1);
}

TEST(Updates, NothingChangesWhenAHostFunctionThrows) {
  const SharedVariable s(vector({1, 2}), "s"), t(vector({1, 2}), "t");
  const Function f({}, {pause(s.variable())}, {.updates = {{s, v::add(s.variable(), 1.0)}, {t, pause(v::multiply(s.variable(), 3.0))}}});
  set_pause([] { throw ResourceError("no more"); });
  EXPECT_THROW(f({}), ResourceError);
  set_pause(nullptr);
  EXPECT_TRUE(equal(s.get_value(), vector({1, 2})));
  f({});
  EXPECT_TRUE(equal(s.get_value(), vector({2, 3})));
  EXPECT_TRUE(equal(t.get_value(), vector({3, 6})));
}

TEST(Updates, OfAnotherTypeAreRefused) {
  EXPECT_THAT([] { Function({}, Variables{}, {.updates = {{SharedVariable(), constant(1.0)}}}); },
              refuses<StateError>("an updated shared variable is empty"));
  const SharedVariable s(vector({1, 2}), "s");
  EXPECT_THAT([&] { Function({}, Variables{}, {.updates = {{s, constant(Array({1., 2., 3.}))}}}); },
              testing::ThrowsMessage<ShapeError>(testing::HasSubstr("'s'")));
  EXPECT_THAT([&] { Function({}, Variables{}, {.updates = {{s, constant(Array({1, 2}))}}}); },
              refuses<DtypeError>("the update of 's' has another type", "int"));
  EXPECT_THAT([&] { Function({}, Variables{}, {.updates = {{s, s.variable()}, {s, s.variable()}}}); },
              refuses<ValueError>("'s' is updated twice"));
}

}  // namespace
}  // namespace pellucid::inline v0
