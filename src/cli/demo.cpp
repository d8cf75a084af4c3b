// pellucid demo: the four questions, answered on real data.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include <questions.hpp>  // examples/
#include "cli/data_folder.hpp"
#include "cli/subcommands.hpp"

namespace pellucid::inline v0::cli {
namespace {

struct DemoOptions {
  std::filesystem::path data, report = "build/demo/report.html";
};

void demo(const DemoOptions& options) {
  const std::filesystem::path data = data_folder(options.data);
  examples::Report report;
  examples::before_the_activation(data, report);
  examples::which_numbers_are_gates(data, report);
  examples::derivative_of_one_neuron(data, report);
  examples::slope_of_the_output(report);
  report.write(options.report);
  std::cout << "\nWith pictures: " << options.report.string() << '\n';
}

}  // namespace

void add_demo(CLI::App& app) {
  const auto options = std::make_shared<DemoOptions>();
  CLI::App* command = app.add_subcommand("demo", "Answers four questions about trained networks on real data");
  command->add_option("--data", options->data, "Folder of the data sets");
  command->add_option("--report", options->report, "The HTML page to write")->capture_default_str();
  command->callback([options] { demo(*options); });
}

}  // namespace pellucid::inline v0::cli
