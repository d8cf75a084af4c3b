#include "cli/command.hpp"

int main(int argc, char** argv) { return pellucid::cli::run(argc, argv); }
