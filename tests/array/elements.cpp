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

TEST(ArrayElements, AreReadByIndexAlsoFromTheEnd) {
  const Array array({{1, 2, 3}, {4, 5, 6}});
  EXPECT_EQ(array.at<std::int64_t>({0, 2}), 3);
  EXPECT_EQ(array.at<long long>({-1, -3}), 4);
  EXPECT_EQ(array.at<std::int64_t>(Shape{1, 1}), 5);
  EXPECT_EQ(array.transpose().at<std::int64_t>({2, 1}), 6);
}

TEST(ArrayElements, ReadingAsAnotherTypeIsRefused) {
  const Array array({1., 2.});
  EXPECT_THAT([&] { array.at<double>({0}); }, ThrowsMessage<DtypeError>(AllOf(HasSubstr("are float32 and cannot be read as float64"),
                                                                              HasSubstr("astype(DType::float64)"))));
  EXPECT_THAT([&] { array.span<int>(); }, ThrowsMessage<DtypeError>(HasSubstr("expected float32; received int32")));
  EXPECT_THAT([&] { array.span<bool>(); }, ThrowsMessage<DtypeError>(HasSubstr("astype(DType::boolean)")));
}

TEST(ArrayElements, IndicesOutOfRangeNameAxisAndExtent) {
  const Array array = Array::zeros({2, 3});
  EXPECT_THAT([&] { array.at<float>({0, 3}); }, ThrowsMessage<IndexError>(HasSubstr("index 3 is out of range for axis 1 of extent 3")));
  EXPECT_THAT([&] { array.at<float>({-3, 0}); }, ThrowsMessage<IndexError>(HasSubstr("index -3 is out of range for axis 0 of extent 2")));
  EXPECT_THAT([&] { array.at<float>({0}); }, ThrowsMessage<IndexError>(HasSubstr("expected 2 for shape [2, 3]; received 1")));
  EXPECT_THROW(Array().at<float>({0}), IndexError);
}

TEST(ArrayElements, SetCastsToTheDtype) {
  Array array = Array::zeros({2}, DType::int8);
  array.set({0}, 3.9);
  array.set(Shape{-1}, 300.0);
  EXPECT_THAT(array.to_vector<int>(), ElementsAre(3, 127));
  EXPECT_THROW(array.set({2}, 0), IndexError);
}

TEST(ArrayElements, ItemIsTheOnlyElement) {
  EXPECT_EQ(Array({{2.5}}).item<double>(), 2.5);
  EXPECT_EQ(Array(2.5).item<int>(), 2);
  EXPECT_TRUE(Array(2).item<bool>());
  EXPECT_THAT([] { Array({1, 2}).item<int>(); },
              ThrowsMessage<ShapeError>(AllOf(HasSubstr("expected 1 element"), HasSubstr("received int64 [2]"))));
}

TEST(ArrayElements, SpansAreTheElementsInPlace) {
  Array array({{1., 2.}, {3., 4.}});
  array.mutable_span<float>()[3] = 40;
  EXPECT_EQ(array.at<float>({1, 1}), 40.0f);
  EXPECT_THAT(array.select("[1]").span<float>(), ElementsAre(3, 40));
}

TEST(ArrayElements, SpansOfScatteredElementsAreRefused) {
  Array array = Array({{1., 2.}, {3., 4.}}).transpose();
  EXPECT_THAT([&] { array.span<float>(); },
              ThrowsMessage<ShapeError>(AllOf(HasSubstr("received strides [1, 2] of shape [2, 2]"), HasSubstr("contiguous()"))));
  EXPECT_THROW(array.mutable_span<float>(), ShapeError);
  EXPECT_THAT(array.contiguous().span<float>(), ElementsAre(1, 3, 2, 4));
}

TEST(ArrayElements, VectorsAreRowMajorAndCast) {
  EXPECT_THAT(Array({{1, 2}, {3, 4}}).transpose().to_vector<float>(), ElementsAre(1, 3, 2, 4));
  EXPECT_THAT(Array({0., 2.5}).to_vector<bool>(), ElementsAre(false, true));
  EXPECT_TRUE(Array().to_vector<int>().empty());
}

}  // namespace
}  // namespace pellucid
