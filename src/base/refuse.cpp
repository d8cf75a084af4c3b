#include "base/refuse.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

namespace pellucid::inline v0 {
namespace {

char lower(char letter) { return static_cast<char>(std::tolower(static_cast<unsigned char>(letter))); }

// Levenshtein's distance, letters compared without case.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({row[j] + 1, row[j + 1] + 1, change}));
    }
  }
  return row.back();
}

std::string quoted(const std::vector<std::string>& names, std::string_view last_word) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() && !last_word.empty() ? std::string(last_word) : ", ";
    text += "'" + names[i] + "'";
  }
  return text;
}

constexpr std::size_t longest_compared = 200;  // distances are quadratic; nobody mistypes more than this
constexpr std::size_t few = 12;

}  // namespace

std::string sentence(const Refusal& refusal) {
  std::string text = refusal.where.empty() ? "" : "[" + refusal.where + "] ";
  text += refusal.what;
  if (!refusal.expected.empty()) text += "; expected " + refusal.expected;
  if (!refusal.received.empty()) text += "; received " + refusal.received;
  text += ".";
  if (!refusal.hint.empty()) text += " " + refusal.hint;
  // What a user typed may hold one, and what() ends there.
  for (std::size_t at = text.find('\0'); at != std::string::npos; at = text.find('\0', at)) text.replace(at, 1, "\\x00");
  return text;
}

std::string nearest_names(std::string_view received, const std::vector<std::string>& known) {
  const std::string_view typed = received.substr(0, longest_compared);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& name : known) {
    const std::size_t distance = edit_distance(typed, std::string_view(name).substr(0, longest_compared));
    const bool contains = !typed.empty() && name.find(typed) != std::string::npos;
    if (distance <= 2 + std::max(typed.size(), name.size()) / 4) near.emplace_back(distance, name);
    else if (contains) near.emplace_back(name.size(), name);
  }
  std::ranges::stable_sort(near, [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  for (const auto& [distance, name] : near)
    if (names.size() < 3 && std::ranges::find(names, name) == names.end()) names.push_back(name);
  if (!names.empty()) return "Did you mean " + quoted(names, " or ") + "?";
  if (!known.empty() && known.size() <= few) return "Known are: " + quoted(known, "") + ".";
  return "";
}

}  // namespace pellucid::inline v0
