// The pellucid command. Each subcommand is a file of its own that offers add_<name>(App&).
#pragma once

namespace CLI {
class App;
}

namespace pellucid::inline v0::cli {

// What a command ends with, as other Unix commands do.
enum Exit : int { ok = 0, failure = 1, usage = 2 };

// Reads the arguments, runs one subcommand and returns the exit status. Errors are one line on standard error.
int run(int argc, const char* const* argv);

}  // namespace pellucid::inline v0::cli
