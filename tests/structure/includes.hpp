// Who includes whom, and whether the house allows it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pellucid::structure {

// One sentence for each include below `root` (its src/ and include/pellucid/) that the house does not allow:
// - a room includes itself and the rooms before it in `house`, by their folders or through public headers;
// - a public header includes public headers and standard ones, nothing else;
// - LLVM, oneDNN, zlib, JSON and the command line parser are each seen by one folder only.
std::vector<std::string> violations(const std::filesystem::path& root, const std::vector<std::string>& house);

}  // namespace pellucid::structure
