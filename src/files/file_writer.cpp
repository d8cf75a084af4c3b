#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <random>
#include <string>
#include <system_error>
#include <utility>

#include "base/refuse.hpp"
#include "files/disk.hpp"
#include "files/file.hpp"
#include "files/file_error.hpp"

namespace pellucid::inline v0 {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t pending_bytes = std::size_t{1} << 18;  // small pieces are gathered up to this
constexpr std::string_view temporary_ending = ".pellucid-temporary";

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

// Cut, since file systems allow names of 255 bytes and this one becomes longer.
std::string temporary_beginning(const fs::path& path) { return "." + path.filename().string().substr(0, 200) + "."; }

fs::path temporary_beside(const fs::path& path) {
  std::random_device random;
  return folder_of(path) / (temporary_beginning(path) + std::to_string(random()) + std::string(temporary_ending));
}

// Whoever writes a temporary file holds its lock; one that can be locked has lost its writer.
void remove_if_abandoned(const fs::path& temporary) {
  const int number = disk::open(temporary.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (number < 0) return;
  const Descriptor descriptor(number);
  if (disk::lock_exclusively(descriptor.number()) == 0) ::unlink(temporary.c_str());
}

void remove_abandoned(const fs::path& path) {
  std::error_code ignored;  // not being able to clean up is no reason not to write
  for (fs::directory_iterator entry(folder_of(path), ignored), end; !ignored && entry != end; entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(temporary_beginning(path)) && name.ends_with(temporary_ending)) remove_if_abandoned(entry->path());
  }
}

}  // namespace

FileWriter::FileWriter(fs::path path) : path_(std::move(path)), name_(file_name(path_)), descriptor_(create_temporary()) {}

Descriptor FileWriter::create_temporary() {
  if (!path_.has_filename())
    refuse<FileError>({.where = name_, .what = "it names no file to write", .expected = "a file name after the folder"});
  std::error_code ignored;  // where nothing can be looked up, nothing can be created either
  if (fs::is_other(fs::status(path_, ignored)))
    refuse<FileError>({.where = name_,
                       .what = "it is not a regular file, and no file takes its place",
                       .expected = "a file on disk, or none yet",
                       .received = "a pipe or a device"});
  remove_abandoned(path_);
  while (true) {
    temporary_ = temporary_beside(path_);
    const int number = disk::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (number < 0 && errno == EEXIST) continue;
    if (number < 0) refuse_file(name_, "no file can be created beside it");
    Descriptor descriptor(number);
    // Between its creation and its lock, another process may have taken the file for abandoned; then a new one is made. A file system
    // without locks is no reason not to write: nobody will take files there for abandoned either.
    if (disk::lock_exclusively(number) < 0 && errno == EWOULDBLOCK) {
      ::unlink(temporary_.c_str());
      continue;
    }
    struct stat status{};
    if (disk::stat_of(number, status) < 0) {
      const int error = errno;
      ::unlink(temporary_.c_str());
      errno = error;
      refuse_file(name_, "the file beside it cannot be inspected");
    }
    if (status.st_nlink > 0) return descriptor;
  }
}

FileWriter::~FileWriter() {
  if (is_temporary_) ::unlink(temporary_.c_str());
}

void FileWriter::append(std::span<const std::byte> bytes) {
  if (pending_.size() + bytes.size() > pending_bytes) {
    write(std::exchange(pending_, {}));
    if (bytes.size() > pending_bytes) return write(bytes);
  }
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
}

void FileWriter::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = disk::write(descriptor_.number(), bytes.data(), bytes.size());
    if (count < 0) refuse_file(name_, "byte " + std::to_string(written_) + " cannot be written; what was there before is unchanged");
    written_ += static_cast<std::uint64_t>(count);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

void FileWriter::commit() {
  write(std::exchange(pending_, {}));
  // The bytes must be on the disk before the name is: after a power cut there is the old file or the new one, never an empty one.
  if (disk::sync(descriptor_.number()) < 0) refuse_file(name_, "its bytes do not reach the disk; what was there before is unchanged");
  if (disk::rename(temporary_.c_str(), path_.c_str()) < 0) refuse_file(name_, "the written file cannot take this name");
  is_temporary_ = false;
  sync_folder();
}

void FileWriter::sync_folder() const {
  const int number = disk::open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const Descriptor folder(number);
  // Some file systems cannot sync a folder and say EINVAL; they do what they can.
  if (number < 0 || (disk::sync(number) < 0 && errno != EINVAL))
    refuse_file(name_, "it is written, but its folder does not reach the disk");
}

}  // namespace pellucid::inline v0
