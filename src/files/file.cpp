#include "files/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/refuse.hpp"
#include "files/disk.hpp"
#include "files/file_error.hpp"

namespace pellucid::inline v0 {
namespace {

Descriptor open_to_read(const std::filesystem::path& path, const std::string& name) {
  // O_NONBLOCK: a pipe without a writer would wait for ever. It means nothing for regular files.
  const int number = disk::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (number < 0) refuse_file(name, "it cannot be opened");
  return Descriptor(number);
}

std::uint64_t checked_size(const Descriptor& descriptor, const std::string& name, std::uint64_t most_bytes) {
  struct stat status{};
  if (disk::stat_of(descriptor.number(), status) < 0) refuse_file(name, "its size cannot be read");
  if (!S_ISREG(status.st_mode))
    refuse<FileError>({.where = name,
                       .what = "it is not a regular file",
                       .expected = "a file on disk",
                       .received = S_ISDIR(status.st_mode) ? "a folder" : "a pipe or a device"});
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > most_bytes)
    refuse<ResourceError>({.where = name,
                           .what = "it is larger than the limit",
                           .expected = "at most " + std::to_string(most_bytes) + " bytes",
                           .received = std::to_string(size),
                           .hint = "Raise FileLimits::file_bytes if you trust it."});
  return size;
}

}  // namespace

std::string file_name(const std::filesystem::path& path) {
  // The system would take what stands before a NUL for the whole name.
  if (path.native().find('\0') != std::string::npos)
    refuse<FileError>({.where = "file", .what = "the path " + quote(path.string()) + " holds a NUL"});
  return "file " + quote(path.string());
}

void refuse_file(const std::string& name, const std::string& what) {
  const int error = errno;
  refuse<FileError>({.where = name, .what = what, .received = std::generic_category().message(error)});
}

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

File::File(const std::filesystem::path& path, std::uint64_t most_bytes)
    : name_(file_name(path)), descriptor_(open_to_read(path, name_)), size_(checked_size(descriptor_, name_, most_bytes)) {}

void File::read_within(std::uint64_t offset, std::span<std::byte> out) const {
  while (!out.empty()) {
    const ssize_t count = disk::read_at(descriptor_.number(), out.data(), out.size(), offset);
    if (count < 0) refuse_file(name_ + ", byte " + std::to_string(offset), "it cannot be read");
    if (count == 0)
      refuse<FormatError>({.where = name_ + ", byte " + std::to_string(offset),
                           .what = "the file became shorter while it was read",
                           .expected = std::to_string(size_) + " bytes"});
    offset += static_cast<std::uint64_t>(count);
    out = out.subspan(static_cast<std::size_t>(count));
  }
}

}  // namespace pellucid::inline v0
