// Nodes: interned, immutable, destroyed without recursion.
#include <limits>
#include <thread>

#include "graph/toy.hpp"
#include "graph/walk.hpp"
#include "harness/refuses.hpp"

namespace pellucid {
namespace {

Variable vector_input(std::string_view name = "x") { return input(name, {Dim::named("batch")}); }

TEST(Nodes, TheSameOperationOnTheSameValuesIsTheSameNode) {
  const Variable x = vector_input();
  EXPECT_EQ(toy::add(x, x), toy::add(x, x));
  EXPECT_NE(toy::add(x, x), toy::add(x, vector_input()));
  EXPECT_EQ(toy::add(x, 2.0), toy::add(x, 2.0));
}

TEST(Nodes, AttributesTellNodesApart) {
  const Variable x = vector_input();
  EXPECT_EQ(toy::tag(x, 1.5), toy::tag(x, 1.5));
  EXPECT_NE(toy::tag(x, 1.5), toy::tag(x, 2.5));
  EXPECT_NE(toy::tag(x, std::int64_t{1}), toy::tag(x, 1.0));
  EXPECT_NE(toy::tag(x, Axes{1, 2}), toy::tag(x, Axes{2, 1}));
  EXPECT_EQ(toy::tag(x, Dims{Dim::named("batch"), 2}), toy::tag(x, Dims{Dim::named("batch"), 2}));
  EXPECT_NE(toy::tag(x, std::string("a")), toy::tag(x, std::string("b")));
  EXPECT_NE(toy::tag(x, DType::float32), toy::tag(x, DType::float64));
  EXPECT_NE(toy::tag(x, true), toy::tag(x, false));
}

TEST(Nodes, ConstantsCompareByTheirBits) {
  EXPECT_NE(constant(0.0), constant(-0.0));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(constant(nan), constant(nan));
  EXPECT_NE(constant(1.0), constant(1.0, DType::float64));
  EXPECT_EQ(constant(Array({1., 2.})), constant(Array({1., 2.})));
  EXPECT_NE(constant(Array({1., 2.})), constant(Array({1., 3.})));
}

TEST(Nodes, AConstantIsACopyOfTheArray) {
  Array array({1., 2.});
  const Variable value = constant(array);
  array.set({0}, 9.0);
  EXPECT_FLOAT_EQ(evaluate({value}, {})[0].at<float>({0}), 1);
}

TEST(Nodes, PlacesKeepEqualValuesApart) {
  const Variable x = vector_input();
  const Variable a = place(x, "layer/a"), b = place(x, "layer/a");
  EXPECT_NE(a, b);
  EXPECT_EQ(a.path(), "layer/a");
  EXPECT_EQ(skip_places(place(a, "outer")), x);
  EXPECT_EQ(note_of(a), nullptr);
}

TEST(Nodes, AChainOf200000IsBuiltAndDestroyed) {
  const std::size_t before = live_nodes();
  {
    Variable x = vector_input();
    for (int i = 0; i < 200'000; ++i) x = toy::add(x, x);
    EXPECT_GE(live_nodes(), before + 200'000);
  }
  EXPECT_EQ(live_nodes(), before);
}

TEST(Nodes, ThreadsThatMakeTheSameGetTheSame) {
  const Variable x = vector_input();
  std::vector<Variables> made(8);
  std::vector<std::thread> threads;
  for (Variables& mine : made)
    threads.emplace_back([&mine, &x] {
      for (int i = 0; i < 500; ++i) mine.push_back(toy::add(toy::tag(x, std::int64_t{i}), x));
    });
  for (std::thread& thread : threads) thread.join();
  for (const Variables& mine : made) EXPECT_EQ(mine, made[0]);
}

TEST(Nodes, NodesComeAndGoOnManyThreads) {
  const Variable x = vector_input();
  const std::size_t before = live_nodes();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&x] {
      for (int i = 0; i < 5000; ++i) toy::add(toy::tag(x, std::int64_t{i % 3}), x);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(live_nodes(), before);
}

TEST(Nodes, NumbersTakeTheDtypeOfTheValuesBeside) {
  const Variable half = input("h", {2}, DType::float64), whole = input("i", {2}, DType::int32), flag = input("b", {2}, DType::boolean);
  const auto second = [](const Variable& x) { return x.op().inputs()[1].dtype(); };
  EXPECT_EQ(second(toy::add(half, 1)), DType::float64);
  EXPECT_EQ(second(toy::add(half, 0.1)), DType::float64);
  EXPECT_EQ(second(toy::add(whole, 1)), DType::int32);
  EXPECT_EQ(second(toy::add(whole, 1.5)), DType::float32);
  EXPECT_EQ(second(toy::add(flag, 1)), DType::int64);
  EXPECT_EQ(second(apply(toy::one_to_three, {whole, 1, 0.5})), DType::float32);
  EXPECT_EQ(second(apply(toy::one_to_three, {whole, 0.5, 1})), DType::float32);
}

TEST(Nodes, NumbersFitTheDtypeOfTheValuesBeside) {
  const Variable little = input("i", {2}, DType::int8), count = input("u", {2}, DType::uint8);
  for (const auto& [beside, least, most] : {std::tuple(little, -128, 127), std::tuple(count, 0, 255)}) {
    EXPECT_EQ(toy::add(beside, least).op().inputs()[1].dtype(), beside.dtype());
    EXPECT_EQ(toy::add(beside, most).op().inputs()[1].dtype(), beside.dtype());
    EXPECT_THAT([&] { toy::add(beside, least - 1); }, refuses<ValueError>("a number does not fit the dtype"));
    EXPECT_THAT([&] { toy::add(beside, most + 1); }, refuses<ValueError>("a number does not fit the dtype"));
  }
}

TEST(Nodes, WrongUsesAreRefused) {
  EXPECT_THAT([&] { toy::add(Variable(), 1); }, refuses<StateError>("an input is an empty Variable"));
  EXPECT_THAT([&] { apply(toy::plus, {1.0}); }, refuses<ValueError>("wrong number of inputs", "expected 2; received 1"));
  EXPECT_THAT([] { apply(toy::one_to_three, {}); }, refuses<ValueError>("expected at least 1, at most 3; received 0"));
  EXPECT_THAT([] { apply(toy::one_to_three, {1, 2, 3, 4}); }, refuses<ValueError>("expected at least 1, at most 3; received 4"));
  EXPECT_THAT([] { apply(toy::any_but_none, {}); }, refuses<ValueError>("expected at least 1; received 0"));
  EXPECT_THAT([&] { input("", {1}); }, refuses<ValueError>("name"));
  EXPECT_THAT([&] { Variable().type(); }, refuses<StateError>("empty"));
  EXPECT_THAT([&] { vector_input().op(); }, refuses<ValueError>("x"));
}

}  // namespace
}  // namespace pellucid
