#include "cli/command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>
#include <pellucid/version.hpp>
#include <string>

#include "cli/subcommands.hpp"

namespace pellucid::inline v0::cli {
namespace {

int complain(std::string what, Exit status) {
  std::ranges::replace(what, '\n', ' ');
  std::cerr << "pellucid: " << what << '\n';
  return status;
}

}  // namespace

int run(int argc, const char* const* argv) {
  CLI::App app("Neural networks that can be seen through: build, train, load, run and question them.", "pellucid");
  app.set_version_flag("--version", std::string("pellucid ") + version());
  app.require_subcommand(0, 1);
  add_demo(app);
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty()) std::cout << app.help();
    return ok;
  } catch (const CLI::Success& asked) {  // --help and --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return complain(std::string(error.what()) + " (see pellucid --help)", usage);
  } catch (const std::exception& error) {
    return complain(error.what(), failure);
  }
}

}  // namespace pellucid::inline v0::cli
