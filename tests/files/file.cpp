#include "files/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/error.hpp>
#include <pellucid/files.hpp>

#include "files/disk.hpp"
#include "files/support.hpp"

namespace pellucid {
namespace {

using disk::Call;
using disk::Fault;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;
using namespace testing_files;

std::string text_of(const std::vector<std::byte>& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

TEST(File, ReadsAtAnyOffset) {
  const TemporaryFolder folder;
  write_file(folder / "x", "hello world");
  const File file(folder / "x");
  EXPECT_EQ(file.size(), 11U);
  EXPECT_EQ(text_of(file.read(6, 5)), "world");
  EXPECT_EQ(text_of(file.read(11, 0)), "");
}

TEST(File, ReadingPastTheEndGivesTheOffset) {
  const TemporaryFolder folder;
  write_file(folder / "x", "hello");
  const File file(folder / "x");
  EXPECT_THAT([&] { file.read(3, 5); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("byte 3] the bytes end too early"), HasSubstr("expected 5 more; received 2"))));
  EXPECT_THROW(file.read(99, 1), FormatError);
  EXPECT_THROW(file.read(0, UINT64_MAX), FormatError);
}

TEST(File, WhatIsNotThereOrNotAFileIsRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT([&] { File(folder / "missing"); },
              ThrowsMessage<FileError>(AllOf(HasSubstr("missing'] it cannot be opened"), HasSubstr("No such file"))));
  EXPECT_THAT([&] { File(folder.path()); }, ThrowsMessage<FileError>(HasSubstr("received a folder")));
  EXPECT_THAT([] { File("/dev/zero"); }, ThrowsMessage<FileError>(HasSubstr("received a pipe or a device")));
}

TEST(File, APipeDoesNotBlock) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_THAT([&] { File(folder / "pipe"); }, ThrowsMessage<FileError>(HasSubstr("it is not a regular file")));
}

TEST(File, AFileOverTheLimitIsRefused) {
  const TemporaryFolder folder;
  write_file(folder / "x", "hello");
  EXPECT_EQ(File(folder / "x", 5).size(), 5U);
  EXPECT_THAT([&] { File(folder / "x", 4); }, ThrowsMessage<ResourceError>(HasSubstr("expected at most 4 bytes; received 5")));
}

TEST(File, FaultsOfTheDiskAreErrors) {
  const TemporaryFolder folder;
  write_file(folder / "x", "hello");
  {
    const Fault fault(Call::open, EACCES);
    EXPECT_THAT([&] { File(folder / "x"); }, ThrowsMessage<FileError>(HasSubstr("Permission denied")));
  }
  {
    const Fault fault(Call::stat, EIO);
    EXPECT_THAT([&] { File(folder / "x"); }, ThrowsMessage<FileError>(HasSubstr("its size cannot be read")));
  }
  const File file(folder / "x");
  const Fault fault(Call::read, EIO);
  EXPECT_THAT([&] { file.read(2, 1); }, ThrowsMessage<FileError>(HasSubstr("byte 2] it cannot be read; received Input/output error")));
}

TEST(File, SignalsDoNotDisturbReading) {
  const TemporaryFolder folder;
  write_file(folder / "x", "hello");
  const File file(folder / "x");
  const Fault outer(Call::read, EINTR, 0, 3), inner(Call::write, EIO);
  EXPECT_EQ(text_of(file.read(0, 5)), "hello");
}

TEST(File, BecomingShorterWhileReadIsAnError) {
  const TemporaryFolder folder;
  write_file(folder / "x", "hello");
  const File file(folder / "x");
  std::filesystem::resize_file(folder / "x", 2);
  EXPECT_THAT([&] { file.read(0, 5); },
              ThrowsMessage<FormatError>(HasSubstr("byte 2] the file became shorter while it was read; expected 5 bytes")));
}

TEST(File, NamesInMessagesAreSpelledOut) {
  EXPECT_EQ(quote("a\x1b[31m\x7f"), "'a\\x1b[31m\\x7f'");
  EXPECT_EQ(quote(std::string(500, 'x')), "'" + std::string(120, 'x') + "...'");
}

void write_text(const std::filesystem::path& path, const std::string& text) {
  FileWriter writer(path);
  writer.append(bytes_of(text));
  writer.commit();
}

TEST(FileWriter, TheFileAppearsWithItsCommit) {
  const TemporaryFolder folder;
  {
    FileWriter writer(folder / "x");
    writer.append(bytes_of("hello "));
    writer.append(bytes_of("world"));
    EXPECT_EQ(writer.size(), 11U);
    EXPECT_FALSE(std::filesystem::exists(folder / "x"));
    writer.commit();
  }
  EXPECT_EQ(content_of(folder / "x"), "hello world");
  EXPECT_EQ(folder.count(), 1U);
}

TEST(FileWriter, WithoutCommitNothingHappened) {
  const TemporaryFolder folder;
  write_file(folder / "x", "old");
  {
    FileWriter(folder / "x").append(bytes_of("new"));
  }
  EXPECT_EQ(content_of(folder / "x"), "old");
  EXPECT_EQ(folder.count(), 1U);
}

TEST(FileWriter, LargePiecesAndManySmallOnesArriveInOrder) {
  const TemporaryFolder folder;
  std::string expected;
  FileWriter writer(folder / "x");
  for (int i = 0; i < 50; ++i) {
    const std::string piece(static_cast<std::size_t>(i % 7 == 0 ? 300'000 : 20'000), static_cast<char>('a' + i % 26));
    writer.append(bytes_of(piece));
    expected += piece;
    ASSERT_EQ(writer.size(), expected.size());
  }
  writer.commit();
  EXPECT_TRUE(content_of(folder / "x") == expected);
}

TEST(FileWriter, ARelativeNameIsWrittenBesideItself) {
  const TemporaryFolder folder;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  write_text("plain", "text");
  std::filesystem::current_path(before);
  EXPECT_EQ(content_of(folder / "plain"), "text");
}

TEST(FileWriter, LongNamesFit) {
  const TemporaryFolder folder;
  write_text(folder / std::string(255, 'n'), "text");
  EXPECT_EQ(content_of(folder / std::string(255, 'n')), "text");
}

TEST(FileWriter, PlacesThatTakeNoFileAreRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT([&] { write_text(folder / "missing/x", ""); },
              ThrowsMessage<FileError>(HasSubstr("no file can be created beside it; received No such file")));
  EXPECT_THAT([&] { write_text(folder.path() / "", ""); }, ThrowsMessage<FileError>(HasSubstr("it names no file to write")));
  EXPECT_THAT([&] { write_text(folder.path(), ""); }, ThrowsMessage<FileError>(HasSubstr("the written file cannot take this name")));
  EXPECT_EQ(folder.count(), 0U);
}

TEST(FileWriter, APipeOrADeviceIsNotReplaced) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  std::filesystem::create_symlink(folder / "pipe", folder / "link");
  for (const char* name : {"pipe", "link"})
    EXPECT_THAT([&] { write_text(folder / name, "text"); }, ThrowsMessage<FileError>(HasSubstr("received a pipe or a device")));
  EXPECT_TRUE(std::filesystem::is_fifo(folder / "pipe"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
  EXPECT_EQ(folder.count(), 2U);
}

TEST(FileWriter, AFullDiskLeavesTheOldFile) {
  const TemporaryFolder folder;
  write_file(folder / "x", "old");
  for (const Call call : {Call::write, Call::sync, Call::rename}) {
    const Fault fault(call, ENOSPC);
    EXPECT_THAT([&] { write_text(folder / "x", "new"); }, ThrowsMessage<FileError>(HasSubstr("No space left on device")));
    EXPECT_EQ(content_of(folder / "x"), "old");
    EXPECT_EQ(folder.count(), 1U);
  }
}

TEST(FileWriter, AFolderThatCannotBeSyncedIsReported) {
  const TemporaryFolder folder;
  {
    const Fault fault(Call::sync, EIO, 1);
    EXPECT_THAT([&] { write_text(folder / "x", "new"); },
                ThrowsMessage<FileError>(HasSubstr("it is written, but its folder does not reach the disk")));
  }
  EXPECT_EQ(content_of(folder / "x"), "new");
  const Fault unsupported(Call::sync, EINVAL, 1);
  write_text(folder / "x", "newer");
  EXPECT_EQ(content_of(folder / "x"), "newer");
}

TEST(FileWriter, WhatAKilledProcessLeftIsRemoved) {
  const TemporaryFolder folder;
  write_file(folder / ".x.123.pellucid-temporary", "left over");
  write_file(folder / ".y.123.pellucid-temporary", "of another file");
  write_text(folder / "x", "new");
  EXPECT_FALSE(std::filesystem::exists(folder / ".x.123.pellucid-temporary"));
  EXPECT_TRUE(std::filesystem::exists(folder / ".y.123.pellucid-temporary"));
}

TEST(FileWriter, WhatAnotherIsStillWritingStays) {
  const TemporaryFolder folder;
  FileWriter first(folder / "x");
  first.append(bytes_of("first"));
  write_text(folder / "x", "second");
  EXPECT_EQ(content_of(folder / "x"), "second");
  first.commit();
  EXPECT_EQ(content_of(folder / "x"), "first");
}

TEST(FileWriter, ATakenOrLockedTemporaryNameIsTriedAgain) {
  const TemporaryFolder folder;
  {
    const Fault fault(Call::open, EEXIST, 0, 2);
    write_text(folder / "x", "one");
  }
  {
    const Fault fault(Call::lock, EWOULDBLOCK, 0, 1);
    write_text(folder / "x", "two");
  }
  EXPECT_EQ(content_of(folder / "x"), "two");
  EXPECT_EQ(folder.count(), 1U);
}

TEST(FileWriter, AFileSystemWithoutLocksIsWrittenTo) {
  const TemporaryFolder folder;
  const Fault fault(Call::lock, ENOLCK);
  write_text(folder / "x", "text");
  EXPECT_EQ(content_of(folder / "x"), "text");
}

TEST(FileWriter, ATemporaryFileThatCannotBeInspectedIsAnError) {
  const TemporaryFolder folder;
  const Fault fault(Call::stat, EIO);
  EXPECT_THAT([&] { write_text(folder / "x", ""); },
              ThrowsMessage<FileError>(HasSubstr("the file beside it cannot be inspected; received Input/output error")));
  EXPECT_EQ(folder.count(), 0U);
}

TEST(FileWriter, ALinkIsReplacedNotFollowed) {
  const TemporaryFolder folder;
  write_file(folder / "target", "untouched");
  std::filesystem::create_symlink(folder / "target", folder / "x");
  write_text(folder / "x", "new");
  EXPECT_EQ(content_of(folder / "target"), "untouched");
  EXPECT_FALSE(std::filesystem::is_symlink(folder / "x"));
}

TEST(File, ANameIsNotCutAtANul) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder / std::string("a\0b", 3);
  EXPECT_THAT([&] { write_text(path, "text"); }, ThrowsMessage<FileError>(HasSubstr("holds a NUL")));
  EXPECT_THROW(load_npy(path), FileError);
  EXPECT_EQ(folder.count(), 0U);
}

}  // namespace
}  // namespace pellucid
