#include "base/refuse.hpp"

#include <gtest/gtest.h>

namespace pellucid {
namespace {

TEST(Refuse, BuildsOneSentence) {
  try {
    refuse<ShapeError>({.where = "Dense 'd'", .what = "it does not fit", .expected = "3", .received = "4", .hint = "Try 3."});
  } catch (const ValueError& error) {
    EXPECT_STREQ(error.what(), "[Dense 'd'] it does not fit; expected 3; received 4. Try 3.");
  }
}

TEST(Refuse, ASentenceIsNotCutAtANul) {
  EXPECT_EQ(sentence({.what = "no value has the path '" + std::string("a\0b", 3) + "'"}), "no value has the path 'a\\x00b'.");
}

TEST(Refuse, NearestNamesComeNearestFirst) {
  EXPECT_EQ(nearest_names("dens/output", {"lstm/output", "dense/output", "dense_1/output"}),
            "Did you mean 'dense/output', 'dense_1/output' or 'lstm/output'?");
  EXPECT_EQ(nearest_names("DENSE", {"dense"}), "Did you mean 'dense'?");
}

TEST(Refuse, FewNamesAreListedWhenNoneIsNear) {
  EXPECT_EQ(nearest_names("completely different", {"a", "b"}), "Known are: 'a', 'b'.");
  EXPECT_EQ(nearest_names("x", {}), "");
  EXPECT_EQ(nearest_names("qqqqqqqqqqqqqqqq", std::vector<std::string>(20, "a")), "");
}

TEST(Refuse, EveryErrorIsAnErrorAndTheNarrowOnesAreValueErrors) {
  EXPECT_THROW(refuse<NameError>({.what = "x"}), ValueError);
  EXPECT_THROW(refuse<StateError>({.what = "x"}), ValueError);
  EXPECT_THROW(refuse<DtypeError>({.what = "x"}), Error);
  EXPECT_THROW(refuse<DisconnectedError>({.what = "x"}), Error);
  EXPECT_THROW(refuse<UndefinedDerivativeError>({.what = "x"}), Error);
}

}  // namespace
}  // namespace pellucid
