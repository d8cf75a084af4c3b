#include "base/meet.hpp"

#include <gtest/gtest.h>

namespace pellucid::inline v0 {
namespace {

const Dim n = Dim::named("n"), m = Dim::named("m");

TEST(Meeting, KnownExtentsAreEqualOrNot) {
  EXPECT_TRUE(can_be_equal(Dim(3), Dim(3)));
  EXPECT_FALSE(can_be_equal(Dim(3), Dim(1)));
}

TEST(Meeting, UnknownOnesMayBe) {
  EXPECT_TRUE(can_be_equal(n, m));
  EXPECT_TRUE(can_be_equal(n, Dim(3)));
  EXPECT_TRUE(can_be_equal(n, Dim(0)));
  EXPECT_TRUE(can_be_equal(n + 2, Dim(2))) << "where nothing is added";
  EXPECT_TRUE(can_be_equal(n + 1, m));
  EXPECT_TRUE(can_be_equal(2 * n, 3 * m));
  EXPECT_TRUE(can_be_equal(n, floor_divide(n, 2) * 2));
  EXPECT_TRUE(can_be_equal(n * m, n));
}

TEST(Meeting, WhatNoCallCanBringIsNotEqual) {
  EXPECT_FALSE(can_be_equal(n, n + 1));
  EXPECT_FALSE(can_be_equal(n + 2, Dim(1)));
  EXPECT_FALSE(can_be_equal(n, 2 * n)) << "but for nothing";
  EXPECT_FALSE(can_be_equal(n + m, n));
  EXPECT_FALSE(can_be_equal(Dims{n, 3}, Dims{n, 4}));
  EXPECT_FALSE(can_be_equal(Dims{n}, Dims{n, m}));
  EXPECT_TRUE(can_be_equal(Dims{n, 3}, Dims{m, 3}));
}

TEST(Meeting, TheKnownExtentWinsElseTheFirst) {
  EXPECT_EQ(met(n, m), n);
  EXPECT_EQ(met(n, Dim(3)), Dim(3));
  EXPECT_EQ(met(Dim(3), n), Dim(3));
}

}  // namespace
}  // namespace pellucid::inline v0
