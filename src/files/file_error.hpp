// What the operating system said, as a FileError.
#pragma once

#include <filesystem>
#include <string>

namespace pellucid::inline v0 {

/// "file 'weights.npz'"
std::string file_name(const std::filesystem::path& path);

/// Throws FileError with what `errno` says.
[[noreturn]] void refuse_file(const std::string& name, const std::string& what);

}  // namespace pellucid::inline v0
