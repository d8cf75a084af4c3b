#include "files/npz.hpp"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/error.hpp>

#include "files/support.hpp"

namespace pellucid {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;
using namespace testing_files;

Array counting(DType dtype) { return Array({0, 1, 2, 3, 4, 5}, dtype); }

Arrays some_arrays() {
  return {{"dense/kernel", counting(DType::float32).reshape({2, 3})},
          {"dense/bias", Array({0.5, -0.5})},
          {"gr\xc3\xbc\xc3\x9f", Array(7)},
          {"empty", Array::zeros({0, 4}, DType::int16)},
          {"view", counting(DType::float64).select("[::-2]")},
          {"half", counting(DType::bfloat16)}};
}

void expect_same(const Arrays& a, const Arrays& b) {
  ASSERT_EQ(a.names(), b.names());
  for (const auto& [name, array] : a) EXPECT_TRUE(same_bits(array, b[name])) << name;
}

TEST(Npz, ComesBackAsItWasSaved) {
  const TemporaryFolder folder;
  for (const bool compressed : {false, true}) {
    save_npz(folder / "x.npz", some_arrays(), {.compressed = compressed});
    expect_same(load_npz(folder / "x.npz"), some_arrays());
  }
}

TEST(Npz, EqualArraysGiveEqualBytes) {
  const TemporaryFolder folder;
  save_npz(folder / "a.npz", some_arrays());
  save_npz(folder / "b.npz", some_arrays());
  EXPECT_TRUE(content_of(folder / "a.npz") == content_of(folder / "b.npz"));
}

TEST(Npz, CompressionMakesItSmaller) {
  const TemporaryFolder folder;
  const Arrays zeros{{"z", Array::zeros({100'000})}};
  save_npz(folder / "x.npz", zeros, {.compressed = true});
  EXPECT_LT(std::filesystem::file_size(folder / "x.npz"), 2000U);
  expect_same(load_npz(folder / "x.npz"), zeros);
}

TEST(Npz, NoArraysAreAnArchiveToo) {
  const TemporaryFolder folder;
  save_npz(folder / "x.npz", {});
  EXPECT_TRUE(load_npz(folder / "x.npz").empty());
}

TEST(Npz, ReadsWhatNumPyWrites) {
  const NpzContents plain = read_npz(in_memory(recorded_file("npz")));
  expect_same(plain.arrays, {{"x", counting(DType::float32)}, {"y", Array({{true}})}});
  EXPECT_THAT(plain.passed_over, IsEmpty());
  const NpzContents streamed = read_npz(in_memory(recorded_file("zip, streamed")));
  expect_same(streamed.arrays, {{"x", Array({0, 1, 2}, DType::int32)}});
}

TEST(Npz, TextAndOtherMembersArePassedOverAndReported) {
  const NpzContents compressed = read_npz(in_memory(recorded_file("npz, compressed")));
  expect_same(compressed.arrays, {{"x", counting(DType::float32)}});
  EXPECT_THAT(compressed.passed_over, ElementsAre("names.npy"));
  const NpzContents folder = read_npz(in_memory(recorded_file("zip with folder and comment")));
  expect_same(folder.arrays, {{"layers/x", Array({0, 1, 2}, DType::int32)}});
  EXPECT_THAT(folder.passed_over, ElementsAre("readme.txt"));
}

TEST(Npz, PickledObjectsRefuseTheWholeFile) {
  EXPECT_THAT([] { read_npz(in_memory(recorded_file("npz with objects"))); },
              ThrowsMessage<DtypeError>(testing::AllOf(HasSubstr("[memory, member 'o.npy', byte"), HasSubstr("never run here"))));
}

TEST(Npz, NamesThatNoArchiveShouldHoldAreNotWritten) {
  const TemporaryFolder folder;
  write_file(folder / "x.npz", "old");
  for (const char* name : {"/etc/passwd", "a/../b", "..\\b", "\xff"})
    EXPECT_THAT([&] { save_npz(folder / "x.npz", {{name, Array(1)}}); }, ThrowsMessage<ValueError>(HasSubstr("is not allowed: it")))
        << name;
  EXPECT_EQ(content_of(folder / "x.npz"), "old");
  EXPECT_EQ(folder.count(), 1U);
}

TEST(Npz, AnArrayHasAName) {
  const TemporaryFolder folder;
  EXPECT_THAT([&] { save_npz(folder / "x.npz", {{"", Array(1)}}); }, ThrowsMessage<ValueError>(HasSubstr("has no name")));
  EXPECT_EQ(folder.count(), 0U);
}

TEST(Npz, TheFileBeingReadMayBeSavedOver) {
  const TemporaryFolder folder;
  save_npz(folder / "x.npz", some_arrays());
  save_npz(folder / "x.npz", load_npz(folder / "x.npz"), {.compressed = true});
  expect_same(load_npz(folder / "x.npz"), some_arrays());
}

TEST(Npz, WrongFilesAreRefusedByNature) {
  const TemporaryFolder folder;
  write_file(folder / "empty.npz", "");
  EXPECT_THAT([&] { load_npz(folder / "empty.npz"); }, ThrowsMessage<FormatError>(HasSubstr("there is no end of a zip directory")));
  write_file(folder / "npy.npz", recorded_file("float32"));
  EXPECT_THROW(load_npz(folder / "npy.npz"), FormatError);
  EXPECT_THROW(load_npz(folder.path()), FileError);
}

std::string small_npz(bool compressed) {
  const TemporaryFolder folder;
  save_npz(folder / "x.npz", {{"a", Array({{1.5, 2.5}, {3.5, 4.5}})}, {"b", Array({true, false})}}, {.compressed = compressed});
  return content_of(folder / "x.npz");
}

TEST(NpzDamage, TruncationAtEveryByteIsAnError) {
  for (const bool compressed : {false, true}) {
    const std::string whole = small_npz(compressed);
    EXPECT_EQ(read_npz(in_memory(whole)).arrays.size(), 2U);
    for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_THROW(read_npz(in_memory(whole.substr(0, size))), FormatError) << size;
  }
}

// Either an error of ours or arrays that can be read in full; sanitizers see to the rest.
TEST(NpzDamage, FlippedBitsGiveAnErrorOrSoundArrays) {
  std::mt19937 random(20240607);
  int refused = 0;
  for (const bool compressed : {false, true}) {
    const std::string whole = small_npz(compressed);
    for (int trial = 0; trial < 2000; ++trial) {
      std::string damaged = whole;
      for (std::uint_fast32_t flips = 1 + random() % 3; flips > 0; --flips) {
        char& victim = damaged[random() % damaged.size()];
        victim = static_cast<char>(static_cast<unsigned char>(victim) ^ (1U << random() % 8));
      }
      try {
        for (const auto& [name, array] : read_npz(in_memory(damaged)).arrays) EXPECT_FALSE(array.repr().empty());
      } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()), "");
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 3000);  // what may change unseen is little: times, versions, attributes
}

}  // namespace
}  // namespace pellucid
