#include "base/philox.hpp"

#include <gtest/gtest.h>

namespace pellucid {
namespace {

// The known answers of Random123 (kat_vectors, philox4x32 10).
TEST(Philox, GivesTheKnownAnswers) {
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}), (PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, StreamsAreRepeatableAndDiffer) {
  PhiloxStream a(1, 2), b(1, 2), c(1, 3);
  EXPECT_EQ(a.bits(), b.bits());
  EXPECT_NE(a.uniform(), c.uniform());
}

TEST(Philox, BoundedNumbersCoverTheirRangeEvenly) {
  PhiloxStream stream(5, 0);
  std::array<int, 7> counts{};
  for (int i = 0; i < 7000; ++i) ++counts[stream.below(7)];
  for (const int count : counts) EXPECT_NEAR(count, 1000, 120);
  for (int i = 0; i < 100; ++i) {
    const double u = stream.uniform();
    EXPECT_TRUE(u >= 0 && u < 1);
  }
}

}  // namespace
}  // namespace pellucid
