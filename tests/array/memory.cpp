#include <cstdint>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/array.hpp>
#include <pellucid/error.hpp>

#include "array/allocate.hpp"

namespace pellucid {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(ArrayMemory, RunningOutIsAnErrorThatGivesTheBytes) {
  const AllocationBudget budget(100);
  Array fits = Array::zeros({25});
  EXPECT_THAT([] { Array::zeros({1}); },
              ThrowsMessage<ResourceError>(AllOf(HasSubstr("not enough memory"), HasSubstr("expected 4 bytes"))));
  EXPECT_EQ(fits.size(), 25);
}

TEST(ArrayMemory, ABudgetEndsWithItsScope) {
  {
    const AllocationBudget budget(0);
  }
  EXPECT_EQ(Array::zeros({1000}).size(), 1000);
}

TEST(ArrayMemory, MoreThanTheMachineHasIsRefused) {
  EXPECT_THROW(Array::zeros({std::int64_t{1} << 62}, DType::uint8), ResourceError);
  EXPECT_THROW(allocate(SIZE_MAX), ResourceError);
}

TEST(ArrayBorrow, SeesTheMemoryOfOthers) {
  float values[] = {1, 2, 3, 4, 5, 6};
  Array array = Array::borrow(values, {2, 3});
  EXPECT_EQ(array.data(), values);
  values[4] = 50;
  EXPECT_EQ(array.at<float>({1, 1}), 50.0f);
  array.set({0, 0}, -1);
  EXPECT_EQ(values[0], -1.0f);
}

TEST(ArrayBorrow, KeepsTheOwnerAliveAsLongAsAnyView) {
  auto owner = std::make_shared<std::vector<double>>(4, 2.0);
  const std::weak_ptr<std::vector<double>> watched = owner;
  Array view = Array::borrow(owner->data(), {2, 2}, owner).select("[1]");
  owner.reset();
  EXPECT_FALSE(watched.expired());
  EXPECT_THAT(view.to_vector<double>(), ElementsAre(2, 2));
  view = Array();
  EXPECT_TRUE(watched.expired());
}

TEST(ArrayBorrow, ConstantMemoryIsReadOnly) {
  const float values[] = {1, 2};
  Array array = Array::borrow(values, {2});
  EXPECT_FALSE(array.is_writable());
  EXPECT_FALSE(array.slice(0, {1}).is_writable());
  EXPECT_TRUE(array.copy().is_writable());
  EXPECT_THAT([&] { array.set({0}, 1); }, ThrowsMessage<StateError>(HasSubstr("read-only")));
  EXPECT_THAT([&] { array.mutable_data(); }, ThrowsMessage<StateError>(HasSubstr("copy()")));
  EXPECT_THAT([&] { array.mutable_span<float>(); }, ThrowsMessage<StateError>(HasSubstr("read-only")));
  EXPECT_THAT([&] { array.assign(Array(0)); }, ThrowsMessage<StateError>(HasSubstr("[Array.assign]")));
  EXPECT_THAT(array.to_vector<float>(), ElementsAre(1, 2));
}

TEST(ArrayBorrow, TakesAnyStrides) {
  std::int32_t values[] = {0, 1, 2, 3, 4, 5};
  const Array reversed = Array::borrow({.data = values + 5, .dtype = DType::int32, .shape = {3}, .strides = {-2}});
  EXPECT_THAT(reversed.to_vector<int>(), ElementsAre(5, 3, 1));
  const Array repeated = Array::borrow({.data = values + 2, .dtype = DType::int32, .shape = {2, 2}, .strides = {0, 1}});
  EXPECT_THAT(repeated.to_vector<int>(), ElementsAre(2, 3, 2, 3));
  const Array empty = Array::borrow({.dtype = DType::int32, .shape = {0, 3}, .strides = {1, 1}});
  EXPECT_EQ(empty.size(), 0);
}

TEST(ArrayBorrow, RefusesWhatCannotBeRead) {
  alignas(8) float values[4] = {};
  auto* odd = reinterpret_cast<float*>(reinterpret_cast<char*>(values) + 1);
  EXPECT_THAT([&] { Array::borrow(odd, {1}); }, ThrowsMessage<ValueError>(AllOf(HasSubstr("not aligned"), HasSubstr("divisible by 4"))));
  EXPECT_THAT([] { Array::borrow({.shape = {2}}); }, ThrowsMessage<ValueError>(HasSubstr("'data' is null")));
  EXPECT_THAT([&] { Array::borrow({.data = values, .shape = {2, 2}, .strides = {1}}); },
              ThrowsMessage<ShapeError>(AllOf(HasSubstr("the strides do not fit the shape"), HasSubstr("received [1]"))));
  EXPECT_THROW(Array::borrow({.data = values, .shape = {2}, .strides = {INT64_MAX}}), ShapeError);
  EXPECT_THROW(Array::borrow({.data = values, .shape = {2, 2}, .strides = {std::int64_t{1} << 59, std::int64_t{1} << 59}}), ShapeError);
  EXPECT_THROW(Array::borrow({.data = values, .shape = {2, 2}, .strides = {std::int64_t{1} << 59, -(std::int64_t{1} << 59)}}), ShapeError);
  EXPECT_THROW(Array::borrow({.data = values, .shape = {-1}}), ShapeError);
}

TEST(ArrayMemory, OverlapIsSeenThroughViews) {
  const Array array = Array::zeros({4, 4});
  EXPECT_TRUE(array.may_share_memory(array.select("[::-1, 1]")));
  EXPECT_FALSE(array.select("[:2]").may_share_memory(array.select("[2:]")));
  EXPECT_FALSE(array.may_share_memory(array.select("[2:2]")));
  EXPECT_FALSE(Array().may_share_memory(array));
}

}  // namespace
}  // namespace pellucid
