// The pellucid command: reads the arguments and runs one subcommand.
#pragma once

namespace pellucid::inline v0::cli {

// What a command ends with, as other Unix commands do.
enum Exit : int { ok = 0, failure = 1, usage = 2 };

// Returns the exit status. Errors are one line on standard error.
int run(int argc, const char* const* argv);

}  // namespace pellucid::inline v0::cli
