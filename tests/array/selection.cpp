#include <cstdint>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/error.hpp>
#include <pellucid/selection.hpp>

namespace pellucid {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Selection, PrintsWhatItParses) {
  for (const char* text : {"[0]", "[:]", "[0, :, 3]", "[-1, 2:]", "[:-1, ::2]", "[1:5:2, ::-1]", "[..., 0]", "[0, ..., 1:2]", "[...]"}) {
    const Selection selection = Selection::parse(text);
    EXPECT_EQ(selection.to_string(), text);
    EXPECT_EQ(Selection::parse(selection.to_string()), selection);
  }
}

TEST(Selection, SpacesPlusSignsAndIdleEllipsesDoNotMatter) {
  EXPECT_EQ(Selection::parse("  [ 0 ,+3: ,... ] "), (Selection{0, Slice{.start = 3}}));
  EXPECT_EQ(Selection::parse("[1::]"), (Selection{Slice{.start = 1}}));
  EXPECT_TRUE(Selection::parse("[...]").is_everything());
  EXPECT_FALSE(Selection::parse("[:]").is_everything());
}

TEST(Selection, UnreadableTextGivesThePosition) {
  const auto message = [](const std::string& position, const std::string& expected, const std::string& received) {
    return ThrowsMessage<ValueError>(
        AllOf(HasSubstr("at position " + position), HasSubstr("expected " + expected), HasSubstr("received " + received)));
  };
  EXPECT_THAT([] { Selection::parse("[0, x]"); }, message("4", "an integer, ':' or '...'", "'x]'"));
  EXPECT_THAT([] { Selection::parse("0]"); }, message("0", "'['", "'0]'"));
  EXPECT_THAT([] { Selection::parse(""); }, message("0", "'['", "the end"));
  EXPECT_THAT([] { Selection::parse("[]"); }, message("1", "an integer, ':' or '...'", "']'"));
  EXPECT_THAT([] { Selection::parse("[0"); }, message("2", "',' or ']'", "the end"));
  EXPECT_THAT([] { Selection::parse("[1.5]"); }, message("2", "',' or ']'", "'.5]'"));
  EXPECT_THAT([] { Selection::parse("[0,]"); }, message("3", "an integer, ':' or '...'", "']'"));
  EXPECT_THAT([] { Selection::parse("[0]]"); }, message("3", "the end", "']'"));
  EXPECT_THAT([] { Selection::parse("[+-1]"); }, message("1", "an integer", "'+-1]'"));
  EXPECT_THAT([] { Selection::parse("[99999999999999999999]"); }, message("1", "an integer of 64 bits", "'99999999999999999999'"));
  EXPECT_THAT([] { Selection::parse("[1:2:3:4]"); }, message("6", "',' or ']'", "':4]'"));
}

TEST(Selection, NonsenseIsRefusedAlsoWhenBuilt) {
  EXPECT_THAT([] { Selection::parse("[::0]"); }, ThrowsMessage<ValueError>(HasSubstr("the step of a slice is 0")));
  EXPECT_THAT([] { Selection::parse("[..., 0, ...]"); }, ThrowsMessage<ValueError>(HasSubstr("received [..., 0, ...]")));
  EXPECT_THROW((Selection{Slice{.step = 0}}), ValueError);
}

TEST(Selection, ResolvesAgainstAShape) {
  EXPECT_EQ(Selection::parse("[0, :, 3]").result_shape({2, 5, 4}), Shape{5});
  EXPECT_EQ(Selection::parse("[..., 0]").result_shape({2, 5, 4}), (Shape{2, 5}));
  EXPECT_EQ(Selection::parse("[1:, ..., ::3]").result_shape({2, 5, 4}), (Shape{1, 5, 2}));
  EXPECT_EQ(Selection::parse("[0, ..., 0]").result_shape({2, 4}), Shape{});
  EXPECT_EQ(Selection().result_shape({2, 3}), (Shape{2, 3}));
  const std::vector<AxisRange> ranges = Selection::parse("[-1, ::-2]").resolve({3, 4});
  EXPECT_EQ(ranges[0], (AxisRange{.start = 2, .step = 1, .count = 1, .keeps_axis = false}));
  EXPECT_EQ(ranges[1], (AxisRange{.start = 3, .step = -2, .count = 2}));
}

TEST(Selection, WhatDoesNotFitTheShapeIsRefused) {
  EXPECT_THAT([] { Selection::parse("[0, 7]").resolve({2, 3}); },
              ThrowsMessage<IndexError>(
                  AllOf(HasSubstr("[Selection [0, 7]]"), HasSubstr("index 7 is out of range for axis 1 of extent 3; expected -3 to 2"))));
  EXPECT_THAT([] { Selection::parse("[0, 0, 0]").resolve({2, 3}); },
              ThrowsMessage<IndexError>(HasSubstr("expected at most 2; received 3 for shape [2, 3]")));
  EXPECT_THAT([] { Selection::parse("[0]").resolve({0}); }, ThrowsMessage<IndexError>(HasSubstr("the axis is empty")));
}

// Every slice of small axes, against the definition: start, start + step, ... while before stop.
TEST(Selection, SlicesAreThoseOfPython) {
  const auto elements = [](const Slice& slice, std::int64_t extent) {
    const bool forward = slice.step > 0;
    const auto clip = [&](std::optional<std::int64_t> bound, std::int64_t otherwise) {
      if (!bound) return otherwise;
      const std::int64_t from_start = *bound < 0 ? *bound + extent : *bound;
      return forward ? std::min(std::max<std::int64_t>(from_start, 0), extent)
                     : std::min(std::max<std::int64_t>(from_start, -1), extent - 1);
    };
    std::vector<std::int64_t> taken;
    const std::int64_t stop = clip(slice.stop, forward ? extent : -1);
    for (std::int64_t i = clip(slice.start, forward ? 0 : extent - 1); forward ? i < stop : i > stop; i += slice.step) taken.push_back(i);
    return taken;
  };
  for (std::int64_t extent = 0; extent < 5; ++extent)
    for (std::int64_t start = -7; start < 8; ++start)
      for (std::int64_t stop = -7; stop < 8; ++stop)
        for (const std::int64_t step : {-3, -2, -1, 1, 2, 3}) {
          const auto bound = [](std::int64_t value) { return value == 7 ? std::nullopt : std::optional(value); };
          const Slice slice{bound(start), bound(stop), step};
          const AxisRange range = resolve_slice(slice, extent);
          std::vector<std::int64_t> taken;
          for (std::int64_t i = 0; i < range.count; ++i) taken.push_back(range.start + i * range.step);
          ASSERT_EQ(taken, elements(slice, extent)) << Selection{slice}.to_string() << " of " << extent;
        }
}

TEST(Selection, ExtremeBoundsAndStepsDoNotOverflow) {
  EXPECT_EQ(resolve_slice({INT64_MIN, INT64_MAX, INT64_MAX}, 5), (AxisRange{.start = 0, .step = 1, .count = 1}));
  EXPECT_EQ(resolve_slice({INT64_MAX, INT64_MIN, INT64_MIN}, 5), (AxisRange{.start = 4, .step = 1, .count = 1}));
  EXPECT_EQ(resolve_slice({}, INT64_MAX).count, INT64_MAX);
}

}  // namespace
}  // namespace pellucid
