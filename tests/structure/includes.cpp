#include "structure/includes.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

namespace pellucid::structure {
namespace fs = std::filesystem;
namespace {

struct Owner {
  std::string_view header;  // how its includes begin
  std::string_view folder;  // the one place that may have them
};
constexpr Owner third_party[] = {
    {"llvm", "src/compiler/llvm/"},     // llvm/..., llvm-c/...
    {"dnnl", "src/compiler/kernels/"},  // dnnl.hpp, dnnl.h
    {"oneapi/", "src/compiler/kernels/"}, {"zlib", "src/files/"}, {"nlohmann/", "src/files/"}, {"CLI/", "src/cli/"},
};

struct Include {
  std::string file;  // relative to the root
  std::string name;
  bool quoted = false;
};

std::vector<Include> includes_below(const fs::path& root, const fs::path& folder) {
  static const std::regex line_form(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
  std::vector<Include> found;
  if (!fs::exists(root / folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    static const std::set<fs::path> kinds{".cpp", ".hpp", ".h", ".inc"};
    if (!kinds.contains(entry.path().extension())) continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      std::smatch match;
      if (std::regex_match(line, match, line_form))
        found.push_back({fs::relative(entry.path(), root).generic_string(), match[2], match[1] == "\""});
    }
  }
  return found;
}

class House {
 public:
  House(const fs::path& root, const std::vector<std::string>& rooms)
      : root_(root), rooms_(rooms), sources_(includes_below(root, "src")), headers_(includes_below(root, "include/pellucid")) {
    place_public_headers();
  }

  std::vector<std::string> violations() {
    for (const Include& include : sources_) check_source(include);
    for (const Include& include : headers_) check_header(include);
    std::ranges::sort(said_);
    return said_;
  }

 private:
  // A public header belongs to the room with a source of its name, or, if that is lower, to the lowest room whose
  // public headers it includes.
  void place_public_headers() {
    for (const auto& room : rooms_) {
      if (!fs::exists(root_ / "src" / room)) continue;
      for (const auto& entry : fs::recursive_directory_iterator(root_ / "src" / room))
        if (entry.path().extension() == ".cpp") room_of_header_.try_emplace(entry.path().stem().string() + ".hpp", number(room));
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const Include& include : headers_) {
        std::size_t& room = room_of_header_[public_name(include.file)];
        const std::size_t used = room_of_header_[public_name(include.name)];
        if (used > room) room = used, changed = true;
      }
    }
  }

  void check_source(const Include& include) {
    for (const Owner& owner : third_party)
      if (include.name.starts_with(owner.header) && !include.file.starts_with(owner.folder))
        say(include, "which belongs to " + std::string(owner.folder));
    const std::size_t here = number(first_folder(include.file.substr(4)));
    if (here == rooms_.size()) return say(include, "which stands in no room of the house");
    if (include.quoted) {
      const std::size_t there = number(first_folder(include.name));
      if (there == rooms_.size()) say(include, "which is not named from a room (\"room/file.hpp\")");
      else if (there > here) say(include, "which is of the room below, " + rooms_[there]);
    } else if (include.name.starts_with("pellucid/")) {
      const std::size_t there = room_of_header_[public_name(include.name)];
      if (there > here) say(include, "which is of the room below, " + rooms_[there]);
    }
  }

  void check_header(const Include& include) {
    const bool standard = include.name.find_first_of("./") == std::string::npos;
    if (include.quoted || !(standard || include.name.starts_with("pellucid/"))) say(include, "which is neither public nor standard");
  }

  std::size_t number(const std::string& room) const { return static_cast<std::size_t>(std::ranges::find(rooms_, room) - rooms_.begin()); }
  static std::string first_folder(const std::string& path) { return path.substr(0, path.find('/')); }
  static std::string public_name(const std::string& path) { return fs::path(path).filename().string(); }
  void say(const Include& include, const std::string& why) { said_.push_back(include.file + " includes " + include.name + ", " + why); }

  fs::path root_;
  std::vector<std::string> rooms_;
  std::vector<Include> sources_, headers_;
  std::map<std::string, std::size_t> room_of_header_;
  std::vector<std::string> said_;
};

}  // namespace

std::vector<std::string> violations(const fs::path& root, const std::vector<std::string>& house) { return House(root, house).violations(); }

}  // namespace pellucid::structure
