// A zip archive written member by member: no times, no owners, so that equal contents are equal bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "files/file.hpp"

namespace pellucid::inline v0 {

enum class ZipMethod { stored, deflated };

/// Zip64 records where sizes ask for them; `always_zip64` is for tests, which cannot write 4 GiB.
struct ZipWriterOptions {
  bool always_zip64 = false;
};

class ZipWriter {
 public:
  explicit ZipWriter(FileWriter& file, const ZipWriterOptions& options = {});

  /// The member's bytes are those of `parts`, one after the other. Throws ValueError for a name that is not allowed or was used before.
  void add(const std::string& name, const std::vector<std::span<const std::byte>>& parts, ZipMethod method);
  void finish();  ///< writes the directory; nothing can be added afterwards

 private:
  struct Entry {
    std::string name;
    std::uint16_t method;
    std::uint32_t crc;
    std::uint64_t size, compressed_size, offset;
  };
  bool needs_zip64(std::uint64_t number) const;
  void claim_name(const std::string& name);
  void write_local_header(const Entry& entry);
  void write_central_entry(const Entry& entry);
  void write_end(std::uint64_t directory_offset);

  FileWriter& file_;
  ZipWriterOptions options_;
  std::vector<Entry> entries_;
  std::unordered_set<std::string> names_;
};

}  // namespace pellucid::inline v0
