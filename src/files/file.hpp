// Files: the one place where bytes come from the disk and go there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "files/bytes.hpp"

namespace pellucid::inline v0 {

/// An open file of the operating system, closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) = delete;
  ~Descriptor();
  int number() const { return number_; }

 private:
  int number_;
};

/// A regular file, opened once to be read. What the path names later does not matter.
class File final : public ByteSource {
 public:
  /// Throws FileError when it cannot be opened or is no regular file (a pipe does not block), ResourceError when it is larger than allowed.
  explicit File(const std::filesystem::path& path, std::uint64_t most_bytes = std::numeric_limits<std::uint64_t>::max());

  const std::string& name() const override { return name_; }
  std::uint64_t size() const override { return size_; }

 private:
  void read_within(std::uint64_t offset, std::span<std::byte> out) const override;

  std::string name_;
  Descriptor descriptor_;
  std::uint64_t size_;
};

/// A file that appears whole or not at all: bytes go to a temporary file beside it, which takes its name with `commit`. A link of that name is
/// replaced, not followed. What a killed process left behind is removed by the next that writes the same file.
class FileWriter {
 public:
  explicit FileWriter(std::filesystem::path path);  ///< throws FileError, as all the others
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  ~FileWriter();  ///< without `commit`, nothing has happened

  const std::string& name() const { return name_; }  ///< for messages: "file 'weights.npz'"
  void append(std::span<const std::byte> bytes);
  std::uint64_t size() const { return written_ + pending_.size(); }
  void commit();

 private:
  Descriptor create_temporary();
  void write(std::span<const std::byte> bytes);
  void sync_folder() const;

  std::filesystem::path path_, temporary_;
  std::string name_;
  Descriptor descriptor_;
  std::vector<std::byte> pending_;
  std::uint64_t written_ = 0;
  bool is_temporary_ = true;
};

}  // namespace pellucid::inline v0
