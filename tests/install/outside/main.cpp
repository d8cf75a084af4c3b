// A program of somebody else, with nothing but the installed package.
#include <cstring>
#include <iostream>
#include <pellucid/version.hpp>

int main() {
  std::cout << "Pellucid " << pellucid::version() << '\n';
  return std::strcmp(pellucid::version(), PELLUCID_VERSION) == 0 ? 0 : 1;
}
