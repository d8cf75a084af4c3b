#include "files/utf8.hpp"

#include <gtest/gtest.h>

namespace pellucid {
namespace {

TEST(Utf8, WellFormedTextIsTaken) {
  for (const char* text : {"", "plain", "\xc3\xbc", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xef\xbf\xbf", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_utf8(text)) << text;
}

TEST(Utf8, BrokenOverlongSurrogateAndTooLargeAreNot) {
  for (const char* text : {"\x80", "\xc3", "\xc3(", "\xff", "\xf8\x88\x80\x80\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xf0\x80\x80\xaf",
                           "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"})
    EXPECT_FALSE(is_utf8(text)) << text;
}

}  // namespace
}  // namespace pellucid
