// An npz archive wherever it lies: a file, a member of another archive, memory.
#pragma once

#include <memory>

#include <pellucid/files.hpp>

#include "files/bytes.hpp"

namespace pellucid::inline v0 {

/// As the function for a path.
NpzContents read_npz(std::shared_ptr<const ByteSource> source, const FileLimits& limits = {});

}  // namespace pellucid::inline v0
