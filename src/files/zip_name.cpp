#include "files/utf8.hpp"
#include "files/zip_reader.hpp"

namespace pellucid::inline v0 {
namespace {

bool has_parent_step(std::string_view name) {
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    if (name.substr(begin, end - begin) == "..") return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

const char* fault_of_member_name(std::string_view name) {
  if (name.empty()) return "it is empty";
  if (name.size() > 0xffff) return "it is longer than 65535 bytes";
  if (name.find('\0') != std::string_view::npos) return "it holds a NUL";
  if (name.find('\\') != std::string_view::npos) return "it holds a backslash";
  if (name.front() == '/') return "it is absolute";
  if (has_parent_step(name)) return "it holds '..'";
  if (!is_utf8(name)) return "it is not UTF-8";
  return nullptr;
}

}  // namespace pellucid::inline v0
