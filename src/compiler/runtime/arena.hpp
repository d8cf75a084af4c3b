// The memory in which one call computes.
#pragma once

#include <cstddef>
#include <memory>

namespace pellucid::inline v0::compiler {

/// Aligned to 64 bytes. In sanitizer builds it ends, up to that alignment, at a page that nothing may touch, since sanitizers do not see
/// generated code.
class Arena {
 public:
  /// At least so large; what it held is lost when it grows. Throws ResourceError.
  void reserve(std::size_t bytes);
  std::byte* data() const { return data_.get(); }
  std::size_t bytes() const { return bytes_; }

 private:
  std::shared_ptr<std::byte> data_;
  std::size_t bytes_ = 0;
};

}  // namespace pellucid::inline v0::compiler
