#include <cstdint>
#include <limits>

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

TEST(ArrayConstruction, DefaultIsEmptyFloat32) {
  const Array array;
  EXPECT_EQ(array.dtype(), DType::float32);
  EXPECT_EQ(array.shape(), Shape{0});
  EXPECT_EQ(array.size(), 0);
  EXPECT_EQ(array.nbytes(), 0U);
  EXPECT_EQ(array.data(), nullptr);
  EXPECT_TRUE(array.span<float>().empty());
}

TEST(ArrayConstruction, DtypeOfAListIsTheWeakestThatHoldsItsNumbers) {
  EXPECT_EQ(Array({true, false}).dtype(), DType::boolean);
  EXPECT_EQ(Array({1, 2}).dtype(), DType::int64);
  EXPECT_EQ(Array({true, 2}).dtype(), DType::int64);
  EXPECT_EQ(Array({1, 2.5}).dtype(), DType::float32);
  EXPECT_EQ(Array({2.5f}).dtype(), DType::float32);
  EXPECT_EQ(Array({}).dtype(), DType::float32);
  EXPECT_EQ(Array({3u}).dtype(), DType::int64);
  EXPECT_EQ(Array({std::numeric_limits<std::uint64_t>::max()}).dtype(), DType::uint64);
}

TEST(ArrayConstruction, NestedListsGiveAxes) {
  const Array array({{1., 2., 3.}, {4., 5., 6.}});
  EXPECT_EQ(array.shape(), (Shape{2, 3}));
  EXPECT_EQ(array.at<float>({1, 0}), 4.0f);
  EXPECT_EQ(Array({{{1}}}).shape(), (Shape{1, 1, 1}));
  EXPECT_EQ(Array({{}, {}}).shape(), (Shape{2, 0}));
  EXPECT_EQ(Array({5}).shape(), Shape{1});
}

TEST(ArrayConstruction, ListsTakeADtype) {
  const Array array({{1, 2}, {3, 300}}, DType::uint8);
  EXPECT_EQ(array.dtype(), DType::uint8);
  EXPECT_THAT(array.to_vector<int>(), ElementsAre(1, 2, 3, 44));
  EXPECT_EQ(Array({0.1}, DType::float64).at<double>({0}), 0.1);
}

TEST(ArrayConstruction, RaggedListsAreRefused) {
  EXPECT_THAT([] { Array({{1, 2}, {3}}); },
              ThrowsMessage<ShapeError>(AllOf(HasSubstr("depth 1 differ in length"), HasSubstr("expected 2 values; received 1"))));
  EXPECT_THAT([] { Array({{1, 2}, 3}); }, ThrowsMessage<ShapeError>(HasSubstr("expected a list; received a number")));
  EXPECT_THAT([] { Array({1, {2, 3}}); }, ThrowsMessage<ShapeError>(HasSubstr("expected a number; received a list")));
}

TEST(ArrayConstruction, IntegersThatNoDtypeHoldsAreRefused) {
  const std::uint64_t large = std::numeric_limits<std::uint64_t>::max();
  EXPECT_THAT([&] { Array({Array::Nested(-1), Array::Nested(large)}); },
              ThrowsMessage<ValueError>(HasSubstr("no integer dtype holds all the values")));
  EXPECT_EQ(Array({Array::Nested(-1), Array::Nested(large)}, DType::float64).at<double>({1}), 0x1p64);
}

TEST(ArrayConstruction, ANumberIsAScalar) {
  EXPECT_EQ(Array(1.5f).shape(), Shape{});
  EXPECT_EQ(Array(1.5f).size(), 1);
  EXPECT_EQ(Array(1.5).dtype(), DType::float32);
  EXPECT_EQ(Array(3).dtype(), DType::int64);
  EXPECT_EQ(Array(true).dtype(), DType::boolean);
  EXPECT_EQ(Array(1.5, DType::float16).at<Float16>({}).bits, 0x3e00);
  EXPECT_EQ(Array(Number()).item<int>(), 0);
}

TEST(ArrayConstruction, VectorsKeepTheirType) {
  EXPECT_EQ(Array(std::vector<double>{1, 2}).dtype(), DType::float64);
  EXPECT_EQ(Array(std::vector<long long>{1, 2}).dtype(), DType::int64);
  EXPECT_THAT(Array(std::vector<bool>{true, false, true}).to_vector<bool>(), ElementsAre(true, false, true));
  EXPECT_EQ(Array(std::vector<float>{}).shape(), Shape{0});
  const Array array(std::vector<int>{1, 2, 3, 4, 5, 6}, {2, 3});
  EXPECT_EQ(array.at<int>({1, 2}), 6);
  EXPECT_THAT([] { Array(std::vector<int>{1, 2, 3}, {2, 2}); },
              ThrowsMessage<ShapeError>(HasSubstr("expected 4 values for shape [2, 2]; received 3")));
}

TEST(ArrayConstruction, ZerosFullAndCopies) {
  EXPECT_THAT(Array::zeros({2, 2}).to_vector<float>(), ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(Array::full({3}, 2.5, DType::float64).to_vector<double>(), ElementsAre(2.5, 2.5, 2.5));
  EXPECT_EQ(Array::full({0}, 1).size(), 0);
  const float values[] = {1, 2, 3};
  const Array copy = Array::copy_of(values, {3});
  EXPECT_NE(copy.data(), values);
  EXPECT_THAT(copy.to_vector<float>(), ElementsAre(1, 2, 3));
}

TEST(ArrayConstruction, CopyBytesTakesAnyAddress) {
  alignas(8) const unsigned char bytes[] = {0xff, 1, 0, 0, 0, 2, 0, 0, 0};
  EXPECT_THAT(Array::copy_bytes(bytes + 1, {2}, DType::int32).to_vector<int>(), ElementsAre(1, 2));
  EXPECT_EQ(Array::copy_bytes(nullptr, {0}, DType::int32).size(), 0);
  EXPECT_THAT([] { Array::copy_bytes(nullptr, {1}, DType::int32); },
              ThrowsMessage<ValueError>(HasSubstr("the memory to copy from is null")));
}

TEST(ArrayConstruction, MemoryIsAlignedTo64Bytes) {
  for (const std::int64_t size : {1, 3, 64, 1000}) EXPECT_EQ(reinterpret_cast<std::uintptr_t>(Array::zeros({size}).data()) % 64, 0U);
}

TEST(ArrayHandle, CopiesShareAndCopyDoesNot) {
  Array array({1., 2.});
  Array same = array;
  const Array own = array.copy();
  same.set({0}, 9);
  EXPECT_EQ(array.at<float>({0}), 9.0f);
  EXPECT_EQ(own.at<float>({0}), 1.0f);
  EXPECT_TRUE(array.may_share_memory(same));
  EXPECT_FALSE(array.may_share_memory(own));
}

TEST(ArrayHandle, MovedFromIsEmpty) {
  Array array({1., 2.});
  const Array taken = std::move(array);
  EXPECT_EQ(taken.size(), 2);
  EXPECT_EQ(array.shape(), Shape{0});  // NOLINT(bugprone-use-after-move): what is left is the subject
  EXPECT_EQ(array.data(), nullptr);
  EXPECT_EQ(array.to_string(), "[]");
  Array target({7});
  target = Array({1, 2, 3}).select("[1:]");
  EXPECT_THAT(target.to_vector<int>(), ElementsAre(2, 3));
  array = taken;
  EXPECT_EQ(array.size(), 2);
}

}  // namespace
}  // namespace pellucid
