#include "files/zip_writer.hpp"

#include <zlib.h>

#include <algorithm>
#include <string_view>

#include "base/refuse.hpp"
#include "files/deflate.hpp"
#include "files/zip_format.hpp"
#include "files/zip_reader.hpp"

namespace pellucid::inline v0 {
namespace {

class Record {
 public:
  Record& u16(std::uint64_t value) { return number(value, 2); }
  Record& u32(std::uint64_t value) { return number(value, 4); }
  Record& u64(std::uint64_t value) { return number(value, 8); }
  Record& text(std::string_view text) {
    bytes_.append(text);
    return *this;
  }
  std::size_t size() const { return bytes_.size(); }
  std::span<const std::byte> bytes() const { return bytes_of(bytes_); }
  const std::string& content() const { return bytes_; }

 private:
  Record& number(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xff);
    return *this;
  }
  std::string bytes_;
};

std::uint16_t flags_of(const std::string& name) {
  const bool is_ascii = std::ranges::all_of(name, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
  return is_ascii ? 0 : zip::flag_utf8;
}

}  // namespace

ZipWriter::ZipWriter(FileWriter& file, const ZipWriterOptions& options) : file_(file), options_(options) {}

bool ZipWriter::needs_zip64(std::uint64_t number) const { return options_.always_zip64 || number >= zip::escape32; }

void ZipWriter::claim_name(const std::string& name) {
  const char* fault = fault_of_member_name(name);
  if (fault == nullptr && !names_.insert(name).second) fault = "it is used twice";
  if (fault != nullptr)
    refuse<ValueError>({.where = file_.name(),
                        .what = "the member name " + quote(name) + " is not allowed: " + fault,
                        .expected = "a name of its own in UTF-8, relative, without '..', backslash or NUL"});
}

void ZipWriter::add(const std::string& name, const std::vector<std::span<const std::byte>>& parts, ZipMethod method) {
  claim_name(name);
  Entry entry{.name = name, .method = zip::stored, .crc = 0, .size = 0, .compressed_size = 0, .offset = file_.size()};
  for (const auto part : parts) {
    if (part.empty()) continue;  // zlib begins anew where the address is null
    entry.crc = static_cast<std::uint32_t>(crc32_z(entry.crc, reinterpret_cast<const Bytef*>(part.data()), part.size()));
    entry.size += part.size();
  }
  std::vector<std::byte> packed;
  if (method == ZipMethod::deflated) {
    entry.method = zip::deflated;
    packed = deflate_bytes(parts, file_.name() + ", member " + quote(name));
  }
  entry.compressed_size = method == ZipMethod::deflated ? packed.size() : entry.size;
  write_local_header(entry);
  if (method == ZipMethod::deflated) file_.append(packed);
  else
    for (const auto part : parts) file_.append(part);
  entries_.push_back(std::move(entry));
}

void ZipWriter::write_local_header(const Entry& entry) {
  const bool is_zip64 = needs_zip64(std::max(entry.size, entry.compressed_size));
  Record record;
  record.u32(zip::local_signature).u16(is_zip64 ? zip::version_zip64 : zip::version_deflate).u16(flags_of(entry.name)).u16(entry.method);
  record.u16(0).u16(zip::date_1980).u32(entry.crc);
  record.u32(is_zip64 ? zip::escape32 : entry.compressed_size).u32(is_zip64 ? zip::escape32 : entry.size);
  record.u16(entry.name.size()).u16(is_zip64 ? 20 : 0).text(entry.name);
  if (is_zip64) record.u16(zip::extra_zip64).u16(16).u64(entry.size).u64(entry.compressed_size);
  file_.append(record.bytes());
}

void ZipWriter::write_central_entry(const Entry& entry) {
  Record extra;  // only what does not fit its field, in this order
  for (const std::uint64_t number : {entry.size, entry.compressed_size, entry.offset})
    if (needs_zip64(number)) extra.u64(number);
  const auto field = [&](std::uint64_t number) -> std::uint64_t { return needs_zip64(number) ? zip::escape32 : number; };
  const std::uint16_t version = extra.size() > 0 ? zip::version_zip64 : zip::version_deflate;
  Record record;
  record.u32(zip::central_signature).u16(zip::made_on_unix << 8 | version).u16(version).u16(flags_of(entry.name)).u16(entry.method);
  record.u16(0).u16(zip::date_1980).u32(entry.crc).u32(field(entry.compressed_size)).u32(field(entry.size));
  record.u16(entry.name.size()).u16(extra.size() > 0 ? extra.size() + 4 : 0).u16(0).u16(0).u16(0);
  record.u32(std::uint64_t{zip::mode_file | 0600} << 16).u32(field(entry.offset)).text(entry.name);
  if (extra.size() > 0) record.u16(zip::extra_zip64).u16(extra.size()).text(extra.content());
  file_.append(record.bytes());
}

void ZipWriter::finish() {
  const std::uint64_t offset = file_.size();
  for (const Entry& entry : entries_) write_central_entry(entry);
  write_end(offset);
}

void ZipWriter::write_end(std::uint64_t directory_offset) {
  const std::uint64_t end = file_.size(), size = end - directory_offset, count = entries_.size();
  const bool is_zip64 = needs_zip64(end) || count >= zip::escape16;
  Record record;
  if (is_zip64) {
    record.u32(zip::end64_signature).u64(zip::end64_bytes - 12).u16(zip::version_zip64).u16(zip::version_zip64).u32(0).u32(0);
    record.u64(count).u64(count).u64(size).u64(directory_offset);
    record.u32(zip::end64_locator_signature).u32(0).u64(end).u32(1);
  }
  record.u32(zip::end_signature).u16(0).u16(0);
  record.u16(is_zip64 ? zip::escape16 : count).u16(is_zip64 ? zip::escape16 : count);
  record.u32(is_zip64 ? zip::escape32 : size).u32(is_zip64 ? zip::escape32 : directory_offset).u16(0);
  file_.append(record.bytes());
}

}  // namespace pellucid::inline v0
