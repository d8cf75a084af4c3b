#include "cli/data_folder.hpp"

#include <stdexcept>

namespace pellucid::inline v0::cli {
namespace fs = std::filesystem;

fs::path data_folder(const fs::path& asked, const fs::path& command) {
  if (!asked.empty()) {
    if (fs::is_directory(asked)) return asked;
    throw std::runtime_error("there is no folder '" + asked.string() + "'");
  }
  for (const char* near : {"../share/pellucid/data", "../../data"}) {
    fs::path folder = (command.parent_path() / near).lexically_normal();
    if (fs::is_directory(folder)) return folder;
  }
  throw std::runtime_error("the data that come with Pellucid are not beside the command; --data <folder> says where they are");
}

fs::path data_folder(const fs::path& asked) { return data_folder(asked, fs::read_symlink("/proc/self/exe")); }

}  // namespace pellucid::inline v0::cli
