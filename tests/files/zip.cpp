#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/error.hpp>

#include "array/allocate.hpp"
#include "files/inflate.hpp"
#include "files/support.hpp"
#include "files/zip_reader.hpp"
#include "files/zip_writer.hpp"

namespace pellucid {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;
using namespace testing_files;

struct Content {
  std::string name, text;
  ZipMethod method = ZipMethod::stored;
};

std::string archive(const std::vector<Content>& contents, const ZipWriterOptions& options = {}) {
  const TemporaryFolder folder;
  FileWriter file(folder / "x.zip");
  ZipWriter zip(file, options);
  for (const Content& content : contents) zip.add(content.name, {bytes_of(content.text)}, content.method);
  zip.finish();
  file.commit();
  return content_of(folder / "x.zip");
}

ZipReader reader(const std::string& content, const FileLimits& limits = {}) { return {in_memory(content), limits}; }

std::string unpack(const ZipReader& zip, const ZipMember& member) {
  const std::unique_ptr<ByteStream> stream = zip.open(member);
  std::string text(static_cast<std::size_t>(stream->left()), '\0');
  stream->read(std::as_writable_bytes(std::span(text)));
  return text;
}

// An archive of one stored member 'a' with the text "hello", whose fields can be changed. Offsets are those of the format.
class Patched {
 public:
  explicit Patched(std::string content = archive({{"a", "hello"}})) : bytes_(std::move(content)) {}

  Patched& at(std::size_t offset, std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes_[offset + static_cast<std::size_t>(i)] = static_cast<char>(value >> (8 * i) & 0xff);
    return *this;
  }
  Patched& local(std::size_t field, std::uint64_t value, int size = 2) { return at(field, value, size); }
  Patched& central(std::size_t field, std::uint64_t value, int size = 2) { return at(bytes_.find("PK\1\2") + field, value, size); }
  Patched& both(std::size_t local_field, std::size_t central_field, std::uint64_t value, int size = 2) {
    return local(local_field, value, size).central(central_field, value, size);
  }
  Patched& end(std::size_t field, std::uint64_t value, int size = 2) { return at(bytes_.rfind("PK\5\6") + field, value, size); }

  const std::string& bytes() const { return bytes_; }
  void expect_refused(const std::string& message) const {
    EXPECT_THAT([&] { reader(bytes_); }, ThrowsMessage<FormatError>(HasSubstr(message)));
  }

 private:
  std::string bytes_;
};

TEST(Zip, MembersComeBackAsTheyWere) {
  const std::string large(300'000, 'x');
  const std::vector<Content> contents{{"a", "hello"}, {"folder/b", large, ZipMethod::deflated}, {"c", "", ZipMethod::deflated}, {"d", ""}};
  for (const bool always_zip64 : {false, true}) {
    const ZipReader zip = reader(archive(contents, {always_zip64}));
    ASSERT_EQ(zip.members().size(), 4U);
    for (std::size_t i = 0; i < contents.size(); ++i) {
      EXPECT_EQ(zip.members()[i].name, contents[i].name);
      EXPECT_TRUE(unpack(zip, zip.members()[i]) == contents[i].text);
    }
  }
}

TEST(Zip, MembersAreFoundByName) {
  const ZipReader zip = reader(archive({{"a", "hello"}, {"b", "world"}}));
  EXPECT_EQ(unpack(zip, *zip.find("b")), "world");
  EXPECT_EQ(zip.find("c"), nullptr);
}

TEST(Zip, ManyMembersNeedTheZip64Count) {
  std::vector<Content> contents;
  for (int i = 0; i < 65535; ++i) contents.push_back({std::to_string(i), ""});
  EXPECT_EQ(reader(archive(contents)).members().size(), 65535U);
}

TEST(Zip, AMemberIsReadInPieces) {
  const std::string text = "0123456789";
  for (const ZipMethod method : {ZipMethod::stored, ZipMethod::deflated}) {
    const ZipReader zip = reader(archive({{"a", text, method}}));
    const auto stream = zip.open(zip.members()[0]);
    std::string piece(4, '\0');
    for (const char* expected : {"0123", "4567"}) {
      stream->read(std::as_writable_bytes(std::span(piece)));
      EXPECT_EQ(piece, expected);
    }
    EXPECT_EQ(stream->left(), 2U);
    EXPECT_THAT([&] { stream->read(std::as_writable_bytes(std::span(piece))); },
                ThrowsMessage<FormatError>(AllOf(HasSubstr("member 'a', byte 8"), HasSubstr("expected 4 more; received 2"))));
  }
}

TEST(Zip, WritingRefusesNamesThatAreTakenOrWrong) {
  const TemporaryFolder folder;
  FileWriter file(folder / "x.zip");
  ZipWriter zip(file);
  zip.add("a", {}, ZipMethod::stored);
  EXPECT_THAT([&] { zip.add("a", {}, ZipMethod::stored); }, ThrowsMessage<ValueError>(HasSubstr("'a' is not allowed: it is used twice")));
  const auto fault = [](std::string_view name) { return std::string(fault_of_member_name(name)); };
  EXPECT_EQ(fault(""), "it is empty");
  EXPECT_EQ(fault(std::string(65536, 'x')), "it is longer than 65535 bytes");
  EXPECT_EQ(fault(std::string_view("a\0b", 3)), "it holds a NUL");
  EXPECT_EQ(fault("a\\b"), "it holds a backslash");
  EXPECT_EQ(fault("/a"), "it is absolute");
  for (const char* name : {"..", "../a", "a/..", "a/../b"}) EXPECT_EQ(fault(name), "it holds '..'");
  EXPECT_EQ(fault("\xc3"), "it is not UTF-8");
  for (const char* name : {"a", "a/b", "..a", "a..", "...", "gr\xc3\xbc\xc3\x9f", "a:b"})
    EXPECT_EQ(fault_of_member_name(name), nullptr) << name;
}

TEST(ZipRefusal, OfWhatIsNoArchive) {
  Patched("").expect_refused("there is no end of a zip directory");
  Patched(std::string(100'000, 'x')).expect_refused("byte 100000] there is no end of a zip directory");
  Patched(archive({{"a", "hello"}}) + "x").expect_refused("or has something appended");
  Patched("PK\5\6").expect_refused("there is no end of a zip directory");
}

TEST(ZipRefusal, OfTwoEnds) {
  const std::string inner = archive({});
  const std::string first = archive({{"a", "hello"}});
  Patched(first).end(20, inner.size());
  Patched(Patched(first).end(20, inner.size()).bytes() + inner).expect_refused("there are two ends of the zip directory");
}

TEST(ZipRefusal, OfADirectoryThatLiesElsewhere) {
  Patched().end(16, 0, 4).expect_refused("the zip directory does not lie before its end");
  Patched().end(16, 0xfffffff0, 4).expect_refused("the zip directory does not lie before its end");
  Patched().end(12, 1, 4).expect_refused("the zip directory does not lie before its end");
  Patched("junk" + archive({{"a", "hello"}})).expect_refused("the zip directory does not lie before its end");
  Patched().end(8, 2).end(10, 2).expect_refused("the bytes end too early");
  Patched().end(8, 0).end(10, 0).expect_refused("the zip directory is longer than its entries; expected 0 entries");
  Patched().central(0, 0, 4).expect_refused("byte 36] an entry of the zip directory is wrong");
}

TEST(ZipRefusal, OfSeveralDisks) {
  Patched().end(4, 1).expect_refused("spread over several disks");
  Patched().end(8, 5).expect_refused("spread over several disks");
  Patched().central(34, 1).expect_refused("spread over several disks");
}

TEST(ZipRefusal, OfWrongZip64Records) {
  const std::string good = archive({{"a", "hello"}}, {.always_zip64 = true});
  const std::size_t locator = good.rfind("PK\6\7"), record = good.rfind("PK\6\6");
  Patched(good).at(locator, 0, 4).expect_refused("the zip64 locator is missing");
  Patched(good).at(locator + 4, 1, 4).expect_refused("the zip64 locator is wrong");
  Patched(good).at(locator + 8, 0, 8).expect_refused("the zip64 locator is wrong");
  Patched(good).at(record, 0, 4).expect_refused("the zip64 record is wrong");
  Patched(good).at(record + 4, 99, 8).expect_refused("the zip64 record is wrong");
  Patched(good).at(record + 16, 1, 4).expect_refused("spread over several disks");
  Patched(good).at(record + 24, 7, 8).expect_refused("spread over several disks");
  Patched(archive({})).end(8, 0xffff).end(10, 0xffff).expect_refused("the zip64 records are missing");
  Patched().end(10, 0xffff).expect_refused("the zip64 locator is missing");
  Patched().both(18, 20, 0xffffffff, 4).expect_refused("the zip64 entry with the sizes is missing");
}

TEST(ZipRefusal, OfExtraFieldsThatDoNotFit) {
  const std::string good = archive({{"a", "hello"}}, {.always_zip64 = true});
  const std::size_t extra = good.find("PK\1\2") + 47;
  Patched(good).at(extra + 2, 99, 2).expect_refused("the bytes end too early");
  Patched(good).at(extra + 2, 8, 2).expect_refused("the bytes end too early");
}

TEST(ZipRefusal, OfPackingThatIsNotKnown) {
  Patched().both(6, 8, 1).expect_refused("the member 'a' is encrypted");
  Patched().both(6, 8, 1 << 6).expect_refused("the member 'a' has flags that are not known; received 64");
  Patched().both(8, 10, 12).expect_refused("expected method 0 (stored) or 8 (deflated); received 12");
  Patched().both(22, 24, 6, 4).expect_refused("is stored, yet its two sizes differ; expected 6; received 5");
}

TEST(ZipRefusal, OfNamesThatPointElsewhere) {
  Patched().both(30, 46, '/', 1).expect_refused("the member name '/' is not allowed: it is absolute");
  Patched().both(30, 46, 0, 1).expect_refused("the member name '\\x00' is not allowed: it holds a NUL");
  Patched().both(30, 46, 0xff, 1).expect_refused("it is not UTF-8");
  Patched(archive({{"xx", "hello"}})).both(30, 46, 0x2e2e).expect_refused("it holds '..'");
}

TEST(ZipRefusal, OfLinksAndDevices) {
  Patched().central(38, std::uint64_t{0120777} << 16, 4).expect_refused("the member 'a' is a link or a device");
  Patched().central(38, std::uint64_t{0020666} << 16, 4).expect_refused("the member 'a' is a link or a device");
  EXPECT_EQ(reader(Patched().central(38, 0, 4).bytes()).members().size(), 1U);
  EXPECT_EQ(reader(Patched().central(4, 20).central(38, std::uint64_t{0120777} << 16, 4).bytes()).members().size(), 1U)
      << "only on Unix are these modes";
}

TEST(ZipRefusal, OfNamesUsedTwice) {
  std::string twice = archive({{"a", "hello"}, {"b", "world"}});
  const std::size_t central_b = twice.rfind("PK\1\2") + 46;
  twice[central_b] = 'a';
  Patched(twice).expect_refused("the member name 'a' is used twice");
}

TEST(ZipRefusal, OfHeadersThatContradictTheDirectory) {
  Patched().local(0, 0, 4).expect_refused("the member 'a' does not begin where the directory says");
  Patched().central(42, 1, 4).expect_refused("does not begin where the directory says");
  Patched().local(30, 'b', 1).expect_refused("has another name in its own header; expected 'a'; received 'b'");
  Patched().local(6, 0x800).expect_refused("has other flags or another method in its own header");
  Patched().local(8, 8).expect_refused("has other flags or another method in its own header");
  Patched().local(14, 0, 4).expect_refused("has another size or checksum in its own header");
  Patched().local(22, 4, 4).expect_refused("has another size or checksum in its own header; expected 5 bytes; received 4");
  Patched().both(6, 8, 8).local(22, 4, 4).expect_refused("has another size or checksum");
  Patched().local(28, 0xffff).expect_refused("the bytes end too early");
}

TEST(ZipRefusal, OfMembersThatOverlap) {
  Patched().both(18, 20, 6, 4).both(22, 24, 6, 4).expect_refused("the member 'a' overlaps what comes behind it");
  // The classic bomb: a second directory entry for the bytes of the first. Names in both headers must agree, so its bytes hold a header again.
  const std::string inner = archive({{"b", "hello"}}).substr(0, 36);
  std::string outer = archive({{"a", inner}, {"b", "hello"}});
  const std::size_t central_b = outer.rfind("PK\1\2");
  for (int i = 0; i < 4; ++i) outer[central_b + 42 + static_cast<std::size_t>(i)] = i == 0 ? 31 : '\0';
  Patched(outer).expect_refused("overlaps what comes behind it; expected an end at byte 31 at most");
}

TEST(ZipRefusal, OfWrongChecksums) {
  const ZipReader zip = reader(Patched().both(14, 16, 12345, 4).bytes());
  EXPECT_THAT([&] { unpack(zip, zip.members()[0]); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("member 'a'"), HasSubstr("the checksum of the member is wrong; expected 12345"))));
  const ZipReader empty = reader(Patched(archive({{"a", ""}})).both(14, 16, 1, 4).bytes());
  EXPECT_THROW(empty.open(empty.members()[0]), FormatError);
}

TEST(ZipRefusal, OfPackedDataThatIsDamaged) {
  const std::string good = archive({{"a", std::string(1000, 'x') + "yz", ZipMethod::deflated}});
  const std::size_t size = static_cast<unsigned char>(good[18]);
  const auto refused = [](Patched& patched, const std::string& message) {
    const ZipReader zip = reader(patched.bytes());
    EXPECT_THAT([&] { unpack(zip, zip.members()[0]); }, ThrowsMessage<FormatError>(HasSubstr(message)));
  };
  refused(Patched(good).at(31, 0xff, 1), "the packed data is damaged");
  refused(Patched(good).both(22, 24, 1001, 4), "the packed data goes on behind the last byte");
  refused(Patched(good).both(22, 24, 1003, 4), "the packed data ends too early");
  refused(Patched(good).both(18, 20, size - 1, 4), "the packed data ends too early");
  const auto stream = [&](std::uint64_t count, std::uint64_t unpacked) {
    return inflate_stream(in_memory(good), "part", 31, count, unpacked);
  };
  std::vector<std::byte> out(1002);
  EXPECT_NO_THROW(stream(size, 1002)->read(out));
  EXPECT_THAT([&] { stream(size + 1, 1002)->read(out); },
              ThrowsMessage<FormatError>(HasSubstr("the packed data ends before its size says")));
  EXPECT_THAT([&] { stream(0, 0); }, ThrowsMessage<FormatError>(HasSubstr("the packed data ends too early")));
}

TEST(ZipRefusal, WhenMemoryRunsOut) {
  const std::string good = archive({{"a", std::string(100'000, 'x'), ZipMethod::deflated}});
  const ZipReader zip = reader(good);
  std::vector<std::byte> half(50'000);
  {
    const AllocationBudget nothing(0);
    EXPECT_THAT([&] { zip.open(zip.members()[0]); }, ThrowsMessage<ResourceError>(HasSubstr("there is not enough memory to unpack")));
    EXPECT_THAT([] { archive({{"a", "x", ZipMethod::deflated}}); },
                ThrowsMessage<ResourceError>(HasSubstr("there is not enough memory to pack")));
  }
  const AllocationBudget little(20'000);  // enough to begin, not for the window of 32 KiB
  const auto stream = zip.open(zip.members()[0]);
  EXPECT_THAT([&] { stream->read(half); }, ThrowsMessage<ResourceError>(HasSubstr("there is not enough memory to unpack")));
}

TEST(ZipLimits, CountSizeAndRatioAreBounded) {
  const std::string two = archive({{"a", std::string(5000, 'x'), ZipMethod::deflated}, {"b", "hello"}});
  EXPECT_NO_THROW(reader(two, {.content_bytes = 5005, .members = 2}));
  EXPECT_THAT([&] { reader(two, {.members = 1}); },
              ThrowsMessage<ResourceError>(HasSubstr("there are more members than the limit; expected at most 1; received 2")));
  EXPECT_THAT([&] { reader(two, {.content_bytes = 5004}); }, ThrowsMessage<ResourceError>(HasSubstr("expected at most 5004 bytes in all")));
  EXPECT_THAT([&] { reader(two, {.ratio_free_bytes = 4999}); },
              ThrowsMessage<ResourceError>(HasSubstr("the member 'a' would grow out of all proportion")));
  EXPECT_NO_THROW(reader(two, {.ratio_free_bytes = 5005}));
  EXPECT_THAT([&] { reader(two, {.ratio_free_bytes = 5000}); },
              ThrowsMessage<ResourceError>(HasSubstr("the archive would grow out of all proportion")));
  EXPECT_NO_THROW(reader(two, {.ratio = 1000, .ratio_free_bytes = 0}));
}

// More than any memory, were it read: zeros, and an end record of the zip64 kind that calls nearly all of it the directory.
class VastSource final : public ByteSource {
 public:
  explicit VastSource(std::string tail) : tail_(std::move(tail)) {}
  const std::string& name() const override { return name_; }
  std::uint64_t size() const override { return zeros + tail_.size(); }
  static constexpr std::uint64_t zeros = std::uint64_t{1} << 40;

 private:
  void read_within(std::uint64_t offset, std::span<std::byte> out) const override {
    for (std::byte& byte : out) {
      byte = offset < zeros ? std::byte{0} : static_cast<std::byte>(tail_[static_cast<std::size_t>(offset - zeros)]);
      ++offset;
    }
  }
  std::string tail_, name_ = "vast";
};

TEST(ZipLimits, AVastDirectoryIsNotRead) {
  Patched tail(archive({}, {.always_zip64 = true}));
  tail.at(24, 5, 8).at(32, 5, 8).at(40, VastSource::zeros, 8).at(48, 0, 8);  // counts, size and offset of the directory
  tail.at(56 + 8, VastSource::zeros, 8);                                     // the record, for the locator
  EXPECT_THAT([&] { ZipReader(std::make_shared<VastSource>(tail.bytes()), FileLimits{}); },
              ThrowsMessage<ResourceError>(HasSubstr("the zip directory is too large")));
}

}  // namespace
}  // namespace pellucid
