// The end of a zip archive and the directory that it points to.
#pragma once

#include <cstdint>
#include <vector>

#include <pellucid/files.hpp>

#include "files/zip_reader.hpp"

namespace pellucid::inline v0 {

struct ZipDirectory {
  std::vector<ZipMember> members;  ///< data_offset not yet known
  std::uint64_t offset = 0;        ///< where the directory begins, and so the members end
};

ZipDirectory read_zip_directory(const ByteSource& source, const FileLimits& limits);

/// Sizes and offsets too large for their fields, from the zip64 entry among the extra fields. Each stays as it is unless it is the escape.
struct Zip64Fields {
  std::uint64_t* size;
  std::uint64_t* compressed_size;
  std::uint64_t* offset;  ///< null in a local header
};
void read_zip64_fields(ByteCursor extra, const Zip64Fields& fields);

}  // namespace pellucid::inline v0
