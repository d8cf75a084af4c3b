#include "cli/command.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <initializer_list>
#include <pellucid/version.hpp>
#include <string>
#include <vector>

#include "cli/data_folder.hpp"

namespace pellucid::cli {
namespace {
using testing::HasSubstr;
using testing::IsEmpty;

struct Outcome {
  int status;
  std::string out, err;
};

Outcome run_with(std::initializer_list<const char*> arguments) {
  std::vector<const char*> argv{"pellucid"};
  argv.insert(argv.end(), arguments);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int status = run(static_cast<int>(argv.size()), argv.data());
  return {status, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

TEST(Command, says_its_version) {
  const Outcome outcome = run_with({"--version"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "pellucid " PELLUCID_VERSION "\n");
}

TEST(Command, explains_itself_when_asked_and_when_nothing_is_asked) {
  EXPECT_THAT(run_with({"--help"}).out, HasSubstr("Usage: pellucid"));
  EXPECT_EQ(run_with({"--help"}).status, 0);
  EXPECT_EQ(run_with({}).out, run_with({"--help"}).out);
}

TEST(Command, refuses_what_it_does_not_know_in_one_line) {
  const Outcome outcome = run_with({"--foo"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr("pellucid: "));
  EXPECT_THAT(outcome.err, HasSubstr("--foo"));
  EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1);
}

class DataFolder : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove_all(root); }
  void TearDown() override { std::filesystem::remove_all(root); }

  std::filesystem::path root = std::filesystem::path(testing::TempDir()) / ("pellucid_data_folder_" + std::to_string(getpid()));
};

TEST_F(DataFolder, of_an_installation_is_below_share) {
  std::filesystem::create_directories(root / "share/pellucid/data");
  EXPECT_EQ(data_folder({}, root / "bin/pellucid"), root / "share/pellucid/data");
}

TEST_F(DataFolder, of_a_build_is_that_of_the_source) {
  std::filesystem::create_directories(root / "data");
  EXPECT_EQ(data_folder({}, root / "build/bin/pellucid"), root / "data");
}

TEST_F(DataFolder, that_was_asked_for_must_be_there) {
  std::filesystem::create_directories(root / "mine");
  EXPECT_EQ(data_folder(root / "mine", root / "bin/pellucid"), root / "mine");
  EXPECT_THROW(data_folder(root / "yours", root / "bin/pellucid"), std::runtime_error);
}

TEST_F(DataFolder, that_is_nowhere_is_an_error_with_a_way_out) {
  EXPECT_THROW(
      {
        try {
          data_folder({}, root / "bin/pellucid");
        } catch (const std::runtime_error& error) {
          EXPECT_THAT(error.what(), HasSubstr("--data"));
          throw;
        }
      },
      std::runtime_error);
}

}  // namespace
}  // namespace pellucid::cli
