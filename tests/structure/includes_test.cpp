// The floors of the house. The first test holds for the tree as it is; the others plant a violation and see it found.
#include "structure/includes.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace pellucid::structure {
namespace {
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> house() {
  std::istringstream words(PELLUCID_HOUSE);
  return {std::istream_iterator<std::string>(words), {}};
}

TEST(Includes, of_this_tree_go_up_the_house_only) { EXPECT_THAT(violations(PELLUCID_SOURCE_DIR, house()), IsEmpty()); }

class PlantedIncludes : public testing::Test {
 protected:
  void SetUp() override {
    write("src/base/error.cpp", "#include <pellucid/error.hpp>");
    write("src/graph/variable.cpp", "#include <pellucid/variable.hpp>\n#include \"base/refuse.hpp\"\n#include <vector>");
    write("include/pellucid/error.hpp", "#include <string>");
    write("include/pellucid/variable.hpp", "#include <pellucid/error.hpp>");
    write("src/compiler/llvm/emit.cpp", "#include <llvm/IR/IRBuilder.h>");
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const fs::path& file, const std::string& text) {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text << '\n';
  }
  std::vector<std::string> found() const { return violations(root_, house()); }

 private:
  fs::path root_ = fs::path(testing::TempDir()) / ("pellucid_structure_" + std::to_string(getpid()));
};

TEST_F(PlantedIncludes, up_the_house_are_allowed) { EXPECT_THAT(found(), IsEmpty()); }

TEST_F(PlantedIncludes, of_a_room_below_are_found) {
  write("src/graph/print.cpp", "  # include \"derive/gradient.hpp\"  // why not");
  EXPECT_THAT(found(), ElementsAre("src/graph/print.cpp includes derive/gradient.hpp, which is of the room below, derive"));
}

TEST_F(PlantedIncludes, of_a_room_below_through_a_public_header_are_found) {
  write("src/base/shape.cpp", "#include <pellucid/variable.hpp>");
  EXPECT_THAT(found(), ElementsAre("src/base/shape.cpp includes pellucid/variable.hpp, which is of the room below, graph"));
}

TEST_F(PlantedIncludes, of_a_room_below_through_an_umbrella_are_found) {
  write("include/pellucid/pellucid.hpp", "#include <pellucid/variable.hpp>");
  write("src/base/shape.cpp", "#include <pellucid/pellucid.hpp>");
  EXPECT_THAT(found(), ElementsAre("src/base/shape.cpp includes pellucid/pellucid.hpp, which is of the room below, graph"));
}

TEST_F(PlantedIncludes, of_a_third_party_in_the_wrong_folder_are_found) {
  write("src/compiler/pipeline.cpp", "#include <llvm/IR/Module.h>");
  write("src/array/array.cpp", "#include <zlib.h>");
  EXPECT_THAT(found(), ElementsAre("src/array/array.cpp includes zlib.h, which belongs to src/files/",
                                   "src/compiler/pipeline.cpp includes llvm/IR/Module.h, which belongs to src/compiler/llvm/"));
}

TEST_F(PlantedIncludes, of_a_third_party_in_a_public_header_are_found) {
  write("include/pellucid/array.hpp", "#include <fmt/core.h>\n#include \"array/buffer.hpp\"");
  EXPECT_THAT(found(), ElementsAre("include/pellucid/array.hpp includes array/buffer.hpp, which is neither public nor standard",
                                   "include/pellucid/array.hpp includes fmt/core.h, which is neither public nor standard"));
}

TEST_F(PlantedIncludes, in_a_folder_that_is_no_room_or_without_a_room_are_found) {
  write("src/attic/old.cpp", "#include <vector>");
  write("src/base/half.cpp", "#include \"half.hpp\"");
  EXPECT_THAT(found(), ElementsAre("src/attic/old.cpp includes vector, which stands in no room of the house",
                                   "src/base/half.cpp includes half.hpp, which is not named from a room (\"room/file.hpp\")"));
}

}  // namespace
}  // namespace pellucid::structure
