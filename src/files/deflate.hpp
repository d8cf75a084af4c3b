#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace pellucid::inline v0 {

/// The bytes of `parts`, one after the other, as raw deflate data. `where` names them should memory run out.
std::vector<std::byte> deflate_bytes(const std::vector<std::span<const std::byte>>& parts, const std::string& where);

}  // namespace pellucid::inline v0
