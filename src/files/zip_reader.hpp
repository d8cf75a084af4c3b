// A zip archive read by its central directory alone. Everything that says where bytes lie is checked before any is unpacked.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pellucid/files.hpp>

#include "files/bytes.hpp"

namespace pellucid::inline v0 {

struct ZipMember {
  std::string name;  ///< UTF-8, relative, without '..'; of a file, not a folder
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  std::uint32_t crc = 0;
  std::uint64_t compressed_size = 0;
  std::uint64_t size = 0;
  std::uint64_t header_offset = 0;
  std::uint64_t data_offset = 0;
};

class ZipReader {
 public:
  /// Throws FormatError for what is no sound archive, or one that no careful program writes: encrypted or overlapping members, names used twice
  /// or pointing elsewhere, links; ResourceError past a limit.
  ZipReader(std::shared_ptr<const ByteSource> source, const FileLimits& limits);

  const std::vector<ZipMember>& members() const { return members_; }  ///< in the directory's order, folders left out
  const ZipMember* find(std::string_view name) const;                 ///< null when there is none

  /// The member unpacked. Its checksum is compared when the last byte is read.
  std::unique_ptr<ByteStream> open(const ZipMember& member) const;

 private:
  std::shared_ptr<const ByteSource> source_;
  std::vector<ZipMember> members_;
};

/// Whether an archive may hold this name: not empty, UTF-8, relative, without '..', backslash or NUL. Else what is wrong with it.
const char* fault_of_member_name(std::string_view name);

}  // namespace pellucid::inline v0
