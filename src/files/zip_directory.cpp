#include "files/zip_directory.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "base/refuse.hpp"
#include "files/zip_format.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::uint64_t largest_directory = std::uint64_t{256} << 20;  // a hundred thousand members take about 20 MiB

constexpr std::string_view end_text = "PK\x05\x06";  // end_signature, as it lies in the file

struct ZipEnd {
  std::uint64_t count = 0, directory_size = 0, directory_offset = 0;
  std::uint64_t position = 0;  ///< where the directory must end
};

[[noreturn]] void refuse_zip(const std::string& where, const std::string& what, const std::string& expected = "",
                             const std::string& received = "") {
  refuse<FormatError>({.where = where, .what = what, .expected = expected, .received = received});
}

std::string where_in(const ByteSource& source, std::uint64_t offset) { return source.name() + ", byte " + std::to_string(offset); }

// The end record has a comment of any bytes behind it: it is the one whose comment ends with the file. Two such are a trick.
std::uint64_t find_end(const ByteSource& source) {
  const std::uint64_t tail_size = std::min<std::uint64_t>(source.size(), zip::end_bytes + zip::longest_comment);
  const std::uint64_t tail_offset = source.size() - tail_size;
  const std::vector<std::byte> bytes = source.read(tail_offset, tail_size);
  const std::string_view tail(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::optional<std::uint64_t> found;
  for (std::size_t i = tail.find(end_text); i != std::string_view::npos; i = tail.find(end_text, i + 1)) {
    if (tail.size() - i < zip::end_bytes) break;
    ByteCursor cursor(bytes_of(tail.substr(i)), source.name(), tail_offset + i);
    cursor.skip(zip::end_bytes - 2);
    if (cursor.u16() != cursor.left()) continue;
    if (found)
      refuse_zip(where_in(source, tail_offset + i), "there are two ends of the zip directory", "one",
                 "another at byte " + std::to_string(*found));
    found = tail_offset + i;
  }
  if (!found)
    refuse<FormatError>({.where = where_in(source, source.size()),
                         .what = "there is no end of a zip directory",
                         .expected = "'PK\\x05\\x06' and its record as the last bytes",
                         .hint = "The file is no zip archive, is cut short, or has something appended."});
  return *found;
}

ZipEnd read_end64(const ByteSource& source, std::uint64_t end) {
  if (end < zip::end64_locator_bytes + zip::end64_bytes) refuse_zip(where_in(source, end), "the zip64 records are missing");
  const std::uint64_t locator_offset = end - zip::end64_locator_bytes;
  const std::vector<std::byte> locator = source.read(locator_offset, zip::end64_locator_bytes);
  ByteCursor cursor(locator, source.name(), locator_offset);
  if (cursor.u32() != zip::end64_locator_signature)
    refuse_zip(where_in(source, locator_offset), "the zip64 locator is missing", "'PK\\x06\\x07'");
  const std::uint32_t disk = cursor.u32();
  const std::uint64_t record_offset = cursor.u64();
  const std::uint32_t disks = cursor.u32();
  // Only the shortest record, right before the locator: nothing is hidden between.
  if (disk != 0 || disks > 1 || record_offset != locator_offset - zip::end64_bytes)
    refuse_zip(where_in(source, locator_offset), "the zip64 locator is wrong",
               "one disk and a record at byte " + std::to_string(locator_offset - zip::end64_bytes),
               "byte " + std::to_string(record_offset));
  const std::vector<std::byte> record = source.read(record_offset, zip::end64_bytes);
  ByteCursor fields(record, source.name(), record_offset);
  if (fields.u32() != zip::end64_signature || fields.u64() != zip::end64_bytes - 12)
    refuse_zip(where_in(source, record_offset), "the zip64 record is wrong", "'PK\\x06\\x06' and a length of 44");
  fields.skip(4);
  const bool one_disk = fields.u64() == 0;
  const std::uint64_t here = fields.u64();
  ZipEnd result{.count = fields.u64(), .directory_size = fields.u64(), .directory_offset = fields.u64(), .position = record_offset};
  if (!one_disk || here != result.count) refuse_zip(where_in(source, record_offset), "the archive is spread over several disks", "one");
  return result;
}

ZipEnd read_end(const ByteSource& source) {
  const std::uint64_t end = find_end(source);
  const std::vector<std::byte> record = source.read(end, zip::end_bytes);
  ByteCursor cursor(record, source.name(), end);
  cursor.skip(4);
  const std::uint32_t disks = cursor.u32();
  const std::uint16_t here = cursor.u16(), count = cursor.u16();
  const std::uint32_t size = cursor.u32(), offset = cursor.u32();
  if (count == zip::escape16 || size == zip::escape32 || offset == zip::escape32) return read_end64(source, end);
  if (disks != 0 || here != count) refuse_zip(where_in(source, end), "the archive is spread over several disks", "one");
  return {.count = count, .directory_size = size, .directory_offset = offset, .position = end};
}

void check_member(const ZipMember& member, std::uint16_t host, std::uint32_t attributes, const std::string& where) {
  if (const char* fault = fault_of_member_name(member.name))
    refuse_zip(where, "the member name " + quote(member.name) + " is not allowed: " + fault);
  const std::string who = "the member " + quote(member.name) + " ";
  if ((member.flags & zip::flag_encrypted) != 0) refuse_zip(where, who + "is encrypted");
  if ((member.flags & ~zip::known_flags) != 0) refuse_zip(where, who + "has flags that are not known", "", std::to_string(member.flags));
  if (member.method != zip::stored && member.method != zip::deflated)
    refuse_zip(where, who + "is packed in a way that is not known", "method 0 (stored) or 8 (deflated)", std::to_string(member.method));
  if (member.method == zip::stored && member.size != member.compressed_size)
    refuse_zip(where, who + "is stored, yet its two sizes differ", std::to_string(member.size), std::to_string(member.compressed_size));
  const std::uint32_t kind = host == zip::made_on_unix ? (attributes >> 16) & zip::mode_kind : 0;
  if (kind != 0 && kind != zip::mode_file && kind != zip::mode_folder) refuse_zip(where, who + "is a link or a device", "a file");
}

ZipMember read_member(ByteCursor& cursor) {
  const std::string where = cursor.where();
  if (cursor.u32() != zip::central_signature) refuse_zip(where, "an entry of the zip directory is wrong", "'PK\\x01\\x02'");
  ZipMember member;
  const auto host = static_cast<std::uint16_t>(cursor.u16() >> 8);
  cursor.skip(2);  // version needed: what it would need is checked itself
  member.flags = cursor.u16();
  member.method = cursor.u16();
  cursor.skip(4);  // time
  member.crc = cursor.u32();
  member.compressed_size = cursor.u32();
  member.size = cursor.u32();
  const std::uint16_t name_size = cursor.u16(), extra_size = cursor.u16(), comment_size = cursor.u16();
  if (cursor.u16() != 0) refuse_zip(where, "the archive is spread over several disks", "one");
  cursor.skip(2);  // text or not
  const std::uint32_t attributes = cursor.u32();
  member.header_offset = cursor.u32();
  member.name = cursor.text(name_size);
  const std::uint64_t extra_offset = cursor.offset();
  const std::string_view extra = cursor.text(extra_size);
  cursor.skip(comment_size);
  read_zip64_fields(ByteCursor(bytes_of(extra), cursor.name(), extra_offset),
                    {&member.size, &member.compressed_size, &member.header_offset});
  check_member(member, host, attributes, where);
  return member;
}

void check_ratio(const std::string& where, const std::string& who, std::uint64_t size, std::uint64_t compressed_size,
                 const FileLimits& limits) {
  if (size <= limits.ratio_free_bytes || size / std::max<std::uint64_t>(limits.ratio, 1) <= compressed_size) return;
  refuse<ResourceError>({.where = where,
                         .what = who + " would grow out of all proportion",
                         .expected = "at most " + std::to_string(limits.ratio) + " times the packed size",
                         .received = std::to_string(size) + " bytes from " + std::to_string(compressed_size),
                         .hint = "Raise FileLimits::ratio if you trust the file."});
}

// Each member, and all of them: many that are small enough may together be too much.
void check_limits(const ByteSource& source, const std::vector<ZipMember>& members, const FileLimits& limits) {
  std::uint64_t size = 0, compressed_size = 0;
  for (const ZipMember& member : members) {
    check_ratio(source.name(), "the member " + quote(member.name), member.size, member.compressed_size, limits);
    if (member.size > limits.content_bytes - size)
      refuse<ResourceError>({.where = source.name(),
                             .what = "the members are larger than the limit when unpacked",
                             .expected = "at most " + std::to_string(limits.content_bytes) + " bytes in all",
                             .hint = "Raise FileLimits::content_bytes if you trust the file."});
    size += member.size;
    compressed_size += std::min(member.compressed_size, source.size());  // more than that is refused where overlaps are
  }
  check_ratio(source.name(), "the archive", size, compressed_size, limits);
}

}  // namespace

void read_zip64_fields(ByteCursor extra, const Zip64Fields& fields) {
  const auto is_escaped = [](const std::uint64_t* field) { return field != nullptr && *field == zip::escape32; };
  bool missing = is_escaped(fields.size) || is_escaped(fields.compressed_size) || is_escaped(fields.offset);
  while (extra.left() > 0) {
    const std::uint16_t kind = extra.u16(), size = extra.u16();
    const std::string_view content = extra.text(size);
    if (kind != zip::extra_zip64 || !missing) continue;
    ByteCursor cursor(bytes_of(content), extra.name(), extra.offset() - size);
    for (std::uint64_t* field : {fields.size, fields.compressed_size, fields.offset})
      if (is_escaped(field)) *field = cursor.u64();
    missing = false;
  }
  if (missing) refuse_zip(extra.where(), "the zip64 entry with the sizes is missing");
}

ZipDirectory read_zip_directory(const ByteSource& source, const FileLimits& limits) {
  const ZipEnd end = read_end(source);
  if (end.directory_offset > end.position || end.position - end.directory_offset != end.directory_size)
    refuse_zip(where_in(source, end.position), "the zip directory does not lie before its end",
               "bytes " + std::to_string(end.directory_offset) + " to " + std::to_string(end.position),
               std::to_string(end.directory_size) + " bytes");
  if (end.count > limits.members)
    refuse<ResourceError>({.where = source.name(),
                           .what = "there are more members than the limit",
                           .expected = "at most " + std::to_string(limits.members),
                           .received = std::to_string(end.count)});
  if (end.directory_size > largest_directory)
    refuse<ResourceError>({.where = where_in(source, end.directory_offset),
                           .what = "the zip directory is too large",
                           .expected = "at most " + std::to_string(largest_directory) + " bytes",
                           .received = std::to_string(end.directory_size)});
  const std::vector<std::byte> bytes = source.read(end.directory_offset, end.directory_size);
  ByteCursor cursor(bytes, source.name(), end.directory_offset);
  ZipDirectory directory{.members = {}, .offset = end.directory_offset};
  std::unordered_set<std::string> names;
  for (std::uint64_t i = 0; i < end.count; ++i) {
    const std::string where = cursor.where();
    ZipMember member = read_member(cursor);
    if (!names.insert(member.name).second)
      refuse_zip(where, "the member name " + quote(member.name) + " is used twice", "names that differ");
    directory.members.push_back(std::move(member));
  }
  if (cursor.left() > 0) refuse_zip(cursor.where(), "the zip directory is longer than its entries", std::to_string(end.count) + " entries");
  check_limits(source, directory.members, limits);
  return directory;
}

}  // namespace pellucid::inline v0
