// Where training writes to: the standard output, as a terminal or not.
#pragma once

#include <string_view>

namespace pellucid::inline v0 {

class Console {
 public:
  static Console& standard_output();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  virtual ~Console() = default;
  virtual bool is_terminal() const = 0;
  virtual int columns() const = 0;  ///< 80 where nobody says
  virtual void write(std::string_view text) = 0;

 protected:
  Console() = default;
};

}  // namespace pellucid::inline v0
