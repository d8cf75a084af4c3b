#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/array.hpp>
#include <pellucid/error.hpp>

namespace pellucid {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

Array counting(const Shape& shape) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(element_count(shape)));
  std::iota(values.begin(), values.end(), 0);
  return Array(values, shape);
}

TEST(ArrayViews, SlicesFollowPython) {
  const Array array = counting({6});
  EXPECT_THAT(array.slice(0, {1, 5, 2}).to_vector<int>(), ElementsAre(1, 3));
  EXPECT_THAT(array.slice(0, {.step = -2}).to_vector<int>(), ElementsAre(5, 3, 1));
  EXPECT_THAT(array.slice(-1, {.start = -2}).to_vector<int>(), ElementsAre(4, 5));
  EXPECT_EQ(array.slice(0, {4, 2}).size(), 0);
  EXPECT_THAT([&] { array.slice(1, {}); }, ThrowsMessage<IndexError>(HasSubstr("[Array.slice] axis 1 is out of range; expected -1 to 0")));
  EXPECT_THAT([&] { array.slice(0, {.step = 0}); }, ThrowsMessage<ValueError>(HasSubstr("the step of a slice is 0")));
  EXPECT_THAT([&] { Array(1).slice(0, {}); }, ThrowsMessage<IndexError>(HasSubstr("the array is a scalar")));
}

TEST(ArrayViews, SelectionsShareTheBuffer) {
  Array array = counting({2, 3, 4});
  Array part = array.select("[1, :, ::-2]");
  EXPECT_EQ(part.shape(), (Shape{3, 2}));
  EXPECT_EQ(part.offset(), 15);
  EXPECT_EQ(part.strides(), (Shape{4, -2}));
  EXPECT_THAT(part.to_vector<int>(), ElementsAre(15, 13, 19, 17, 23, 21));
  part.set({0, 0}, -1);
  EXPECT_EQ(array.at<std::int64_t>({1, 0, 3}), -1);
  EXPECT_EQ(array.select(Selection{0, Slice{}, 1}).shape(), Shape{3});
  EXPECT_EQ(array.select("[1:1]").offset(), 0);
  EXPECT_EQ(array.select("[0, 0, 0]").rank(), 0U);
}

TEST(ArrayViews, TransposeReordersAxes) {
  const Array array = counting({2, 3, 4});
  EXPECT_EQ(array.transpose().shape(), (Shape{4, 3, 2}));
  EXPECT_EQ(array.transpose({2, 0, 1}).shape(), (Shape{4, 2, 3}));
  EXPECT_EQ(array.transpose({-1, 0, 1}).at<std::int64_t>({3, 1, 2}), array.at<std::int64_t>({1, 2, 3}));
  EXPECT_FALSE(array.transpose().is_contiguous());
  EXPECT_TRUE(array.transpose().transpose().is_contiguous());
  EXPECT_THAT([&] { array.transpose({0, 1}); },
              ThrowsMessage<ValueError>(HasSubstr("each of the 3 axes of shape [2, 3, 4] once; received [0, 1]")));
  EXPECT_THAT([&] { array.transpose({0, 1, -2}); }, ThrowsMessage<ValueError>(HasSubstr("axis 1 is named twice")));
  EXPECT_THROW(array.transpose({0, 1, 3}), IndexError);
}

TEST(ArrayViews, BroadcastRepeatsWithoutCopying) {
  const Array row({1, 2, 3});
  const Array repeated = row.broadcast_to({2, 3});
  EXPECT_EQ(repeated.strides(), (Shape{0, 1}));
  EXPECT_EQ(repeated.data(), row.data());
  EXPECT_FALSE(repeated.is_writable());
  EXPECT_THAT(repeated.to_vector<int>(), ElementsAre(1, 2, 3, 1, 2, 3));
  EXPECT_THAT(Array({{1}, {2}}).broadcast_to({2, 2}).to_vector<int>(), ElementsAre(1, 1, 2, 2));
  EXPECT_EQ(Array({1}).broadcast_to({0}).size(), 0);
  EXPECT_THAT([&] { row.broadcast_to({3, 2}); }, ThrowsMessage<ShapeError>(AllOf(HasSubstr("[3, 2]"), HasSubstr("received shape [3]"))));
  EXPECT_THROW(row.broadcast_to({}), ShapeError);
  EXPECT_THROW(row.broadcast_to({-1, 3}), ShapeError);
}

TEST(ArrayViews, AxesOfOneComeAndGo) {
  const Array array = counting({2, 3});
  EXPECT_EQ(array.expand_dims(0).shape(), (Shape{1, 2, 3}));
  EXPECT_EQ(array.expand_dims(-1).shape(), (Shape{2, 3, 1}));
  EXPECT_TRUE(array.expand_dims(1).is_contiguous());
  EXPECT_THROW(array.expand_dims(3), IndexError);
  EXPECT_EQ(counting({1, 2, 1}).squeeze().shape(), Shape{2});
  EXPECT_EQ(counting({1, 2, 1}).squeeze(-1).shape(), (Shape{1, 2}));
  EXPECT_THAT([&] { array.squeeze(1); },
              ThrowsMessage<ShapeError>(HasSubstr("axis 1 cannot be left out; expected extent 1; received extent 3")));
}

TEST(ArrayViews, ReshapeIsAViewWhereStridesAllow) {
  const Array array = counting({2, 3, 4});
  const auto is_view = [&](const Array& other) { return other.may_share_memory(array); };
  EXPECT_TRUE(is_view(array.reshape({6, 4})));
  EXPECT_EQ(array.reshape({4, -1}).shape(), (Shape{4, 6}));
  EXPECT_TRUE(is_view(array.select("[:, ::2]").reshape({2, 2, 2, 2})));
  EXPECT_TRUE(is_view(array.transpose({2, 0, 1}).reshape({2, 2, 6})));
  EXPECT_FALSE(is_view(array.transpose().reshape({24})));
  EXPECT_TRUE(is_view(array.select("[:, 0:1, ::-1]").reshape({2, 2, 1, 2})));
}

TEST(ArrayViews, ReshapeKeepsRowMajorOrderWhateverTheStrides) {
  const Array base = counting({4, 6, 2});
  for (const Array& view : {base, base.transpose(), base.transpose({1, 0, 2}), base.select("[::2, ::-1]"), base.select("[:, 1:3, :1]"),
                            base.select("[1:2]"), Array(5).broadcast_to({4, 6}), base.select("[:, 2]")}) {
    const std::vector<std::int64_t> expected = view.to_vector<std::int64_t>();
    for (const Shape& shape : {Shape{-1}, Shape{2, -1}, Shape{1, 4, -1, 1}, Shape{2, 1, -1, 2}})
      EXPECT_EQ(view.reshape(shape).to_vector<std::int64_t>(), expected) << to_string(shape) << " of " << to_string(view.shape());
  }
}

TEST(ArrayViews, ReshapeOfScalarsAndNothing) {
  EXPECT_EQ(Array(3).reshape({1, 1}).shape(), (Shape{1, 1}));
  EXPECT_EQ(Array({3}).reshape({}).item<int>(), 3);
  EXPECT_EQ(Array::zeros({0, 3}).reshape({5, 0}).shape(), (Shape{5, 0}));
  EXPECT_EQ(Array::zeros({0, 3}).reshape({3, -1}).shape(), (Shape{3, 0}));
}

TEST(ArrayViews, ReshapeRefusesOtherCounts) {
  const Array array = counting({2, 3});
  EXPECT_THAT([&] { array.reshape({4}); },
              ThrowsMessage<ShapeError>(AllOf(HasSubstr("product is 6"), HasSubstr("received [4] for shape [2, 3]"))));
  EXPECT_THAT([&] { array.reshape({4, -1}); }, ThrowsMessage<ShapeError>(HasSubstr("no extent fits in the place of -1")));
  EXPECT_THAT([&] { array.reshape({-1, -1}); }, ThrowsMessage<ShapeError>(HasSubstr("more than one extent is -1")));
  EXPECT_THAT([&] { Array::zeros({0}).reshape({0, -1}); }, ThrowsMessage<ShapeError>(HasSubstr("no extent fits")));
  EXPECT_THROW(array.reshape({-2, -3}), ShapeError);
}

TEST(ArrayViews, ShapeOfOneAxisCountsFromTheEnd) {
  const Array array = counting({2, 3});
  EXPECT_EQ(array.shape(-1), 3);
  EXPECT_THROW(array.shape(2), IndexError);
}

TEST(ArrayAssign, BroadcastsAndCastsIntoAView) {
  Array array = Array::zeros({2, 3}, DType::int32);
  array.select("[:, 1:]").assign(Array({{1.9}, {-2.9}}));
  EXPECT_THAT(array.to_vector<int>(), ElementsAre(0, 1, 1, 0, -2, -2));
  EXPECT_THROW(array.assign(Array({1, 2})), ShapeError);
}

TEST(ArrayAssign, OverlappingViewsAreReadBeforeTheyAreWritten) {
  Array array = counting({5});
  array.select("[1:]").assign(array.select("[:-1]"));
  EXPECT_THAT(array.to_vector<int>(), ElementsAre(0, 0, 1, 2, 3));
  array.assign(array.select("[::-1]"));
  EXPECT_THAT(array.to_vector<int>(), ElementsAre(3, 2, 1, 0, 0));
}

}  // namespace
}  // namespace pellucid
