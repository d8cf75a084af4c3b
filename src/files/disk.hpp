// The calls to the operating system, each of which a test can make fail.
#pragma once

#include <cstddef>
#include <cstdint>

#include <sys/stat.h>
#include <sys/types.h>

namespace pellucid::inline v0::disk {

enum class Call : std::uint8_t { open, stat, lock, read, write, sync, rename };

/// While it lives, calls of one kind in this thread fail with `error`: `times` of them, after `after` that go through.
class Fault {
 public:
  Fault(Call call, int error, int after = 0, int times = 1'000'000);
  ~Fault();
  Fault(const Fault&) = delete;
  Fault& operator=(const Fault&) = delete;

  int strike(Call call);  ///< the error with which this call fails, 0 when it goes through

 private:
  Call call_;
  int error_, after_, times_;
  Fault* outer_;
};

// As the POSIX calls of these names, but begun again where a signal cut in.
int open(const char* path, int flags, mode_t mode = 0);
int stat_of(int descriptor, struct stat& status);
int lock_exclusively(int descriptor);  ///< fails at once when another holds the lock
ssize_t read_at(int descriptor, void* out, std::size_t bytes, std::uint64_t offset);
ssize_t write(int descriptor, const void* from, std::size_t bytes);
int sync(int descriptor);
int rename(const char* from, const char* to);

}  // namespace pellucid::inline v0::disk
