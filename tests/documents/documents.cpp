// The documents say what is so: their lines of code compile (examples.cpp), their links lead somewhere, their lists are whole.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace pellucid {
namespace {

namespace fs = std::filesystem;
const fs::path root = PELLUCID_SOURCE_DIR;

std::string text_of(const fs::path& file) {
  std::ifstream in(root / file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Without white space, which the formatter of code decides, and without comments.
std::string bare(const std::string& code) {
  std::string text = std::regex_replace(code, std::regex("//[^\n]*"), "");
  std::erase_if(text, [](unsigned char letter) { return std::isspace(letter) != 0; });
  return text;
}

std::vector<std::string> matches(const std::string& text, const std::string& form) {
  const std::regex regex(form);
  std::vector<std::string> all;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) all.push_back((*at)[1]);
  return all;
}

TEST(Documents, LinesOfTheReadmeCompile) {
  const std::string compiled = bare(text_of("tests/documents/examples.cpp"));
  std::size_t lines = 0;
  for (const std::string& block : matches(text_of("README.md"), "```cpp\n([^`]*)```")) {
    std::istringstream in(block);
    for (std::string line; std::getline(in, line);) {
      std::string code = bare(line);
      if (code.empty() || code.starts_with("#include")) continue;
      if (code.ends_with(';')) code.pop_back();
      EXPECT_THAT(compiled, testing::HasSubstr(code));
      ++lines;
    }
  }
  EXPECT_GE(lines, 10U);
}

// The right column of each table; "..." and a file's name are no code.
TEST(Documents, WordsCompile) {
  const std::string compiled = bare(text_of("tests/documents/examples.cpp"));
  std::size_t words = 0;
  for (const std::string& cell : matches(text_of("docs/words.md"), R"(\n\| [^\n]* \| ([^\n]*) \|)")) {
    for (const std::string& code : matches(cell, "`([^`]*)`")) {
      if (code.find("...") != std::string::npos) continue;
      if (code.ends_with(".hpp")) {
        EXPECT_TRUE(fs::exists(root / "src" / code)) << code;
        continue;
      }
      EXPECT_THAT(compiled, testing::HasSubstr(bare(code)));
      ++words;
    }
  }
  EXPECT_GE(words, 30U);
}

TEST(Documents, LinksLeadSomewhere) {
  for (const fs::path file : {"README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/words.md", "data/README.md"})
    for (const std::string& link : matches(std::regex_replace(text_of(file), std::regex("`[^`]*`"), ""), R"(\]\(([^)#]*)\))"))
      EXPECT_TRUE(link.starts_with("http") || fs::exists(root / file.parent_path() / link)) << file << " links to " << link;
}

TEST(Documents, FilesNamedInThemExist) {
  for (const std::string& file : matches(text_of("CONTRIBUTING.md"), R"(`((?:src|tests|tools|docs|cmake|examples)/[\w/.]+)`)"))
    EXPECT_TRUE(fs::exists(root / file)) << file;
  for (const std::string& example : matches(text_of("CONTRIBUTING.md"), R"(\| `(\w+/\w+\.cpp)`)"))
    EXPECT_TRUE(fs::exists(root / "src/ops" / example)) << example;
}

std::vector<std::string> layers() { return matches(text_of("include/pellucid/layers.hpp"), R"(class PELLUCID_API (\w+) : public)"); }

TEST(Documents, TheReadmeNamesEveryLayer) {
  const std::string list = matches(text_of("README.md"), "Layers `([^`]*)`").at(0);
  EXPECT_THAT(matches(list, R"((\w+))"), testing::UnorderedElementsAreArray(layers()));
}

// As CONTRIBUTING.md asks: a row there gives the refusals that all have in common.
TEST(Documents, EveryLayerHasItsRowOfRefusals) {
  const std::string rows = text_of("tests/nn/layers/handles.cpp");
  for (const std::string& layer : layers()) {
    if (layer == "Input") continue;  // called on nothing
    EXPECT_THAT(rows, testing::HasSubstr("{[] { return " + layer + "("));
  }
}

// Rooms in the order of CMakeLists.txt.
TEST(Documents, TheArchitectureNamesEveryRoom) {
  const std::string house = matches(text_of("CMakeLists.txt"), R"(set\(PELLUCID_HOUSE ([^)]*)\))").at(0) + " cli";
  EXPECT_EQ(matches(text_of("docs/architecture.md"), "\n\\| `(\\w+)` \\|"), matches(house, R"((\w+))"));
}

}  // namespace
}  // namespace pellucid
