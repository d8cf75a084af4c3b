#include <pellucid/dim.hpp>

#include <limits>

#include "harness/refuses.hpp"

namespace pellucid {
namespace {

const Dim batch = Dim::named("batch"), time_ = Dim::named("time");

TEST(Dim, EqualExpressionsAreEqualHoweverTheyAreWritten) {
  EXPECT_EQ((batch + 1) * 2, 2 * batch + 2);
  EXPECT_EQ(batch * time_, time_ * batch);
  EXPECT_EQ(batch - batch, Dim(0));
  EXPECT_EQ((batch + time_) * (batch - time_), batch * batch - time_ * time_);
  EXPECT_FALSE(batch == time_);
  EXPECT_EQ((batch * 3).hash(), (3 * batch).hash());
}

TEST(Dim, DivisionIsExactWhereItCanBe) {
  EXPECT_EQ(floor_divide(12 * batch, 4), 3 * batch);
  EXPECT_EQ(floor_divide(12 * batch, 3 * batch), Dim(4));
  EXPECT_EQ(floor_divide(4 * batch + 3, 4), batch);
  EXPECT_EQ(floor_divide(4 * batch - 1, 4), batch - 1);
  EXPECT_EQ(floor_divide(batch, batch), Dim(1));
  EXPECT_EQ(floor_divide(Dim(-7), 2), Dim(-4));
}

TEST(Dim, WhatCannotBeDividedStaysAnExpression) {
  const Dim half = floor_divide(batch + 1, 2);
  EXPECT_EQ(half.to_string(), "(batch + 1)//2");
  EXPECT_EQ(half, floor_divide(1 + batch, 2));
  EXPECT_EQ(half.evaluate({{"batch", 6}}), 3);
  EXPECT_EQ(floor_divide(Dim(5), batch).evaluate({{"batch", 2}}), 2);
  EXPECT_EQ(half.unknowns(), (std::vector<std::string>{"batch"}));
  EXPECT_EQ(half.substitute({{"batch", 9}}), Dim(5));
  EXPECT_EQ(floor_divide(batch, time_ + 1).to_string(), "(batch)//(time + 1)");
}

TEST(Dim, TextIsReadable) {
  EXPECT_EQ((2 * batch * time_ - 3 * batch + 1).to_string(), "2*batch*time - 3*batch + 1");
  EXPECT_EQ((0 - batch).to_string(), "-1*batch");
  EXPECT_EQ(to_string(Dims{batch, 3}), "[batch, 3]");
  EXPECT_EQ(Dim(0).to_string(), "0");
}

TEST(Dim, FreshUnknownsDiffer) {
  EXPECT_FALSE(Dim(unknown) == Dim(unknown));
  EXPECT_EQ(Dim::named("batch"), batch);
  EXPECT_TRUE(batch.is_unknown());
  EXPECT_FALSE((batch + 1).is_unknown());
}

TEST(Dim, RefusalsSayWhatIsWrong) {
  EXPECT_THAT([&] { batch.value(); }, refuses<ValueError>("batch", "known"));
  EXPECT_THAT([&] { (batch * time_).evaluate({{"batch", 1}}); }, refuses<ValueError>("time"));
  EXPECT_THAT([&] { Dim::named("two words"); }, refuses<ValueError>("a dim's name has letters, digits and '_'", "'two words'"));
  EXPECT_THAT([&] { Dim::named(""); }, refuses<ValueError>("received ''"));
  EXPECT_THAT([&] { floor_divide(batch, 0); }, refuses<ValueError>("division by zero", "(batch) // 0"));
  EXPECT_THAT([&] { floor_divide(3, batch).evaluate({{"batch", 0}}); }, refuses<ValueError>("(3) // 0"));
  EXPECT_THAT([&] { floor_divide(Dim(3), 0); }, refuses<ValueError>("division by zero", "(3) // 0"));
  EXPECT_THROW(Dim{std::numeric_limits<std::uint64_t>::max()}, ValueError);
  const Dim big = std::numeric_limits<std::int64_t>::max();
  EXPECT_THROW(big + 1, ValueError);
  EXPECT_THROW(big * big, ValueError);
  EXPECT_THROW(floor_divide(Dim(std::numeric_limits<std::int64_t>::min()), -1), ValueError);
}

TEST(Dim, ProductsAndKnowledgeOfSeveral) {
  EXPECT_EQ(product({batch, 3, 4}), 12 * batch);
  EXPECT_EQ(product({}), Dim(1));
  EXPECT_TRUE(all_known({1, 2}));
  EXPECT_FALSE(all_known({1, batch}));
}

}  // namespace
}  // namespace pellucid
