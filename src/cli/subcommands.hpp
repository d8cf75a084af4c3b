// Each subcommand is one file, <name>.cpp, that offers add_<name>: it names its options and, as CLI11's callback, what to do.
// What it throws becomes one line on standard error and the exit status 1. A new one is declared here and added in command.cpp.
#pragma once

namespace CLI {
class App;
}

namespace pellucid::inline v0::cli {

void add_demo(CLI::App& app);

}  // namespace pellucid::inline v0::cli
