// What the tests of files share: bytes in memory as a source, recorded files, a folder that goes away.
#pragma once

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "files/bytes.hpp"

namespace pellucid::testing_files {

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string content) : content_(std::move(content)) {}
  const std::string& name() const override { return name_; }
  std::uint64_t size() const override { return content_.size(); }

 private:
  void read_within(std::uint64_t offset, std::span<std::byte> out) const override {
    std::memcpy(out.data(), content_.data() + offset, out.size());
  }
  std::string content_, name_ = "memory";
};

inline std::shared_ptr<const ByteSource> in_memory(std::string content) { return std::make_shared<MemorySource>(std::move(content)); }

/// A file as NumPy wrote it.
inline std::string recorded_file(const std::string& label) {
  static const std::map<std::string, std::string> files{
#include "numpy_files.inc"
  };
  const std::string& digits = files.at(label);
  std::string content;
  for (std::size_t i = 0; i < digits.size(); i += 2) content += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return content;
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "pellucid-test-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }
  std::size_t count() const {
    std::size_t entries = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(path_)) ++entries;
    return entries;
  }

 private:
  std::filesystem::path path_;
};

inline std::string content_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

inline void write_file(const std::filesystem::path& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

}  // namespace pellucid::testing_files
