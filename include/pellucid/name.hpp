// Names and paths as arguments: one text, or a list of texts; files.
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pellucid::inline v0 {

/// What is one text: characters in quotes, a std::string, a std::string_view.
template <class T>
concept Text = std::convertible_to<const T&, std::string_view> && !std::same_as<T, std::nullptr_t>;

/// A name or path as an argument; it lives as long as the text that it is made of. It is made of one text alone: from `{"a", "b"}` a
/// std::string_view would be made of two pointers, as if they were the two ends of one text.
class NameView {
 public:
  template <Text T>
  NameView(const T& text) : text_(text) {}             // NOLINT(google-explicit-constructor): a text is a name
  operator std::string_view() const { return text_; }  // NOLINT(google-explicit-constructor)

 private:
  std::string_view text_;
};

/// A file as an argument: a text or a std::filesystem::path, and for the same reason no list.
class FilePath {
 public:
  template <class T>
    requires(Text<T> || std::convertible_to<const T&, std::string>)
  FilePath(const T& path) : path_(path) {}  // NOLINT(google-explicit-constructor, modernize-pass-by-value): a text is a path
  const std::string& string() const { return path_; }

 private:
  std::string path_;
};

/// Several names or paths as an argument: `{"a", "b"}`, or a std::vector of texts.
class NameList {
 public:
  NameList(std::initializer_list<NameView> names) : NameList(std::vector<NameView>(names)) {}
  NameList(std::vector<std::string> names) : names_(std::move(names)) {}  // NOLINT(google-explicit-constructor)
  template <Text T>
  NameList(const std::vector<T>& names) {  // NOLINT(google-explicit-constructor)
    for (const auto& name : names) names_.emplace_back(std::string_view(name));
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

}  // namespace pellucid::inline v0
