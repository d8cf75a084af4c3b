#include <pellucid/ordered_map.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/array.hpp>
#include <pellucid/error.hpp>

namespace pellucid {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(OrderedMap, KeepsTheOrderOfInsertion) {
  OrderedMap<int> map{{"zebra", 1}, {"ant", 2}};
  map.insert("monkey", 3);
  map.insert_or_assign("ant", 20);
  map.insert_or_assign("bee", 4);
  EXPECT_THAT(map.names(), ElementsAre("zebra", "ant", "monkey", "bee"));
  EXPECT_EQ(map["ant"], 20);
  EXPECT_EQ(map.size(), 4U);
  int sum = 0;
  for (const auto& [name, value] : map) sum += value;
  EXPECT_EQ(sum, 28);
}

TEST(OrderedMap, FindsByName) {
  OrderedMap<int> map{{"a", 1}};
  EXPECT_TRUE(map.contains("a"));
  EXPECT_EQ(map.find("b"), nullptr);
  *map.find("a") = 5;
  map["a"] += 1;
  EXPECT_EQ(std::as_const(map)["a"], 6);
  EXPECT_TRUE(OrderedMap<int>().empty());
}

TEST(OrderedMap, AnUnknownNameGetsTheNearestOnes) {
  const Arrays arrays{{"lstm/forget_gate", Array(1)}, {"lstm/input_gate", Array(2)}};
  EXPECT_THAT([&] { (void)arrays["lstm/forgot_gate"]; }, ThrowsMessage<NameError>(HasSubstr("Did you mean 'lstm/forget_gate'")));
  EXPECT_THAT([&] { (void)Arrays()["x"]; }, ThrowsMessage<NameError>(HasSubstr("There are no names at all")));
}

TEST(OrderedMap, ANameIsUsedOnce) {
  OrderedMap<int> map{{"a", 1}};
  EXPECT_THAT([&] { map.insert("a", 2); }, ThrowsMessage<NameError>(HasSubstr("'a' is used twice")));
  EXPECT_EQ(map["a"], 1);
  EXPECT_THROW((OrderedMap<int>{{"b", 1}, {"b", 2}}), NameError);
}

}  // namespace
}  // namespace pellucid
