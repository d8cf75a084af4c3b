// Where the small data sets are that come with Pellucid.
#pragma once

#include <filesystem>

namespace pellucid::inline v0::cli {

// `asked` when it is given, or else the folder that belongs to a command standing at `command`: <prefix>/share/pellucid/data of an
// installation, data/ of a source tree. Throws std::runtime_error when there is none.
std::filesystem::path data_folder(const std::filesystem::path& asked, const std::filesystem::path& command);

// The same for the running command.
std::filesystem::path data_folder(const std::filesystem::path& asked = {});

}  // namespace pellucid::inline v0::cli
