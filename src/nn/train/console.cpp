#include "nn/train/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace pellucid::inline v0 {
namespace {

constexpr int usual_columns = 80;

class StandardOutput : public Console {
 public:
  bool is_terminal() const override { return isatty(STDOUT_FILENO) == 1; }
  int columns() const override {
    const char* said = std::getenv("COLUMNS");  // NOLINT(concurrency-mt-unsafe): read only
    const int asked = said == nullptr ? 0 : std::atoi(said);
    if (asked > 0) return asked;
    winsize size{};
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : usual_columns;
  }
  void write(std::string_view text) override { std::cout << text << std::flush; }
};

}  // namespace

Console& Console::standard_output() {
  static StandardOutput console;
  return console;
}

}  // namespace pellucid::inline v0
