#include "files/disk.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace pellucid::inline v0::disk {
namespace {

thread_local Fault* current_fault = nullptr;

template <class Function>
auto call(Call kind, Function&& function) -> decltype(function()) {
  while (true) {
    errno = 0;
    decltype(function()) result = -1;
    if (const int error = current_fault != nullptr ? current_fault->strike(kind) : 0; error != 0) errno = error;
    else result = function();
    if (result != -1 || errno != EINTR) return result;
  }
}

}  // namespace

Fault::Fault(Call call, int error, int after, int times)
    : call_(call), error_(error), after_(after), times_(times), outer_(std::exchange(current_fault, this)) {}
Fault::~Fault() { current_fault = outer_; }

int Fault::strike(Call call) {
  if (call != call_) return outer_ != nullptr ? outer_->strike(call) : 0;
  if (after_ > 0) return --after_, 0;
  return times_ > 0 ? --times_, error_ : 0;
}

int open(const char* path, int flags, mode_t mode) {
  return call(Call::open, [&] { return ::open(path, flags, mode); });
}
int stat_of(int descriptor, struct stat& status) {
  return call(Call::stat, [&] { return ::fstat(descriptor, &status); });
}
int lock_exclusively(int descriptor) {
  return call(Call::lock, [&] { return ::flock(descriptor, LOCK_EX | LOCK_NB); });
}
ssize_t read_at(int descriptor, void* out, std::size_t bytes, std::uint64_t offset) {
  return call(Call::read, [&] { return ::pread(descriptor, out, bytes, static_cast<off_t>(offset)); });
}
ssize_t write(int descriptor, const void* from, std::size_t bytes) {
  return call(Call::write, [&] { return ::write(descriptor, from, bytes); });
}
int sync(int descriptor) {
  return call(Call::sync, [&] { return ::fsync(descriptor); });
}
int rename(const char* from, const char* to) {
  return call(Call::rename, [&] { return std::rename(from, to); });
}

}  // namespace pellucid::inline v0::disk
