#include "files/zip_reader.hpp"

#include <zlib.h>

#include <algorithm>
#include <utility>

#include "base/refuse.hpp"
#include "files/inflate.hpp"
#include "files/zip_directory.hpp"
#include "files/zip_format.hpp"

namespace pellucid::inline v0 {
namespace {

[[noreturn]] void refuse_member(const ByteSource& source, const ZipMember& member, const std::string& what,
                                const std::string& expected = "", const std::string& received = "") {
  refuse<FormatError>({.where = source.name() + ", byte " + std::to_string(member.header_offset),
                       .what = "the member " + quote(member.name) + " " + what,
                       .expected = expected,
                       .received = received});
}

// What stands before the bytes themselves says all again, and must say the same: programs that believe the one must not see other bytes than
// programs that believe the other.
std::uint64_t check_local_header(const ByteSource& source, const ZipMember& member) {
  const std::vector<std::byte> fixed = source.read(member.header_offset, zip::local_bytes);
  ByteCursor cursor(fixed, source.name(), member.header_offset);
  if (cursor.u32() != zip::local_signature) refuse_member(source, member, "does not begin where the directory says", "'PK\\x03\\x04'");
  cursor.skip(2);
  const std::uint16_t flags = cursor.u16(), method = cursor.u16();
  cursor.skip(4);
  const std::uint32_t crc = cursor.u32();
  std::uint64_t compressed_size = cursor.u32(), size = cursor.u32();
  const std::uint16_t name_size = cursor.u16(), extra_size = cursor.u16();
  const std::uint64_t extra_offset = member.header_offset + zip::local_bytes + name_size;
  const std::vector<std::byte> rest = source.read(member.header_offset + zip::local_bytes, std::uint64_t{name_size} + extra_size);
  const std::string_view name(reinterpret_cast<const char*>(rest.data()), name_size);
  if (name != member.name) refuse_member(source, member, "has another name in its own header", quote(member.name), quote(name));
  if (flags != member.flags || method != member.method)
    refuse_member(source, member, "has other flags or another method in its own header");
  read_zip64_fields(ByteCursor(std::span(rest).subspan(name_size), source.name(), extra_offset), {&size, &compressed_size, nullptr});
  const bool sizes_follow = (flags & zip::flag_sizes_follow) != 0 && crc == 0 && size == 0 && compressed_size == 0;
  if (!sizes_follow && (crc != member.crc || size != member.size || compressed_size != member.compressed_size))
    refuse_member(source, member, "has another size or checksum in its own header", std::to_string(member.size) + " bytes",
                  std::to_string(size));
  return extra_offset + extra_size;
}

void check_overlaps(const ByteSource& source, const std::vector<ZipMember>& members, std::uint64_t end) {
  std::vector<const ZipMember*> ordered;
  for (const ZipMember& member : members) ordered.push_back(&member);
  std::ranges::sort(ordered, [](const ZipMember* a, const ZipMember* b) { return a->header_offset > b->header_offset; });
  for (const ZipMember* member : ordered) {  // from the last to the first
    if (member->data_offset > end || member->compressed_size > end - member->data_offset)
      refuse_member(source, *member, "overlaps what comes behind it", "an end at byte " + std::to_string(end) + " at most",
                    std::to_string(member->compressed_size) + " bytes from byte " + std::to_string(member->data_offset));
    end = member->header_offset;
  }
}

class StoredStream final : public ByteStream {
 public:
  StoredStream(std::shared_ptr<const ByteSource> source, std::string name, std::uint64_t offset, std::uint64_t size)
      : ByteStream(std::move(name), size), source_(std::move(source)), offset_(offset) {}

 private:
  void read_next(std::span<std::byte> out) override { source_->read(offset_ + position(), out); }
  std::shared_ptr<const ByteSource> source_;
  std::uint64_t offset_;
};

class ChecksumStream final : public ByteStream {
 public:
  ChecksumStream(std::unique_ptr<ByteStream> inner, std::uint32_t expected)
      : ByteStream(inner->name(), inner->left()), inner_(std::move(inner)), expected_(expected) {
    if (left() == 0) check();
  }

 private:
  void read_next(std::span<std::byte> out) override {
    inner_->read(out);
    crc_ = static_cast<std::uint32_t>(crc32_z(crc_, reinterpret_cast<const Bytef*>(out.data()), out.size()));
    if (out.size() == left()) check();
  }

  void check() const {
    if (crc_ != expected_)
      refuse<FormatError>({.where = where(0),
                           .what = "the checksum of the member is wrong",
                           .expected = std::to_string(expected_),
                           .received = std::to_string(crc_),
                           .hint = "The file is damaged."});
  }

  std::unique_ptr<ByteStream> inner_;
  std::uint32_t expected_;
  std::uint32_t crc_ = 0;
};

}  // namespace

ZipReader::ZipReader(std::shared_ptr<const ByteSource> source, const FileLimits& limits) : source_(std::move(source)) {
  ZipDirectory directory = read_zip_directory(*source_, limits);
  for (ZipMember& member : directory.members) member.data_offset = check_local_header(*source_, member);
  check_overlaps(*source_, directory.members, directory.offset);
  for (ZipMember& member : directory.members)
    if (!member.name.ends_with('/')) members_.push_back(std::move(member));
}

const ZipMember* ZipReader::find(std::string_view name) const {
  const auto found = std::ranges::find_if(members_, [&](const ZipMember& member) { return member.name == name; });
  return found == members_.end() ? nullptr : &*found;
}

std::unique_ptr<ByteStream> ZipReader::open(const ZipMember& member) const {
  std::string name = source_->name() + ", member " + quote(member.name);
  std::unique_ptr<ByteStream> inner;
  if (member.method == zip::stored) inner = std::make_unique<StoredStream>(source_, std::move(name), member.data_offset, member.size);
  else inner = inflate_stream(source_, std::move(name), member.data_offset, member.compressed_size, member.size);
  return std::make_unique<ChecksumStream>(std::move(inner), member.crc);
}

}  // namespace pellucid::inline v0
