// What the examples say: printed as it is said, and kept for one self-contained HTML page with pictures.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace examples {

struct Line {
  std::string name;
  std::vector<double> x, y;
};

struct Plot {
  std::string title, x_label, y_label;
  std::vector<Line> lines;
};

std::string to_svg(const Plot& plot);

class Report {
 public:
  void question(const std::string& text);
  void say(const std::string& text);
  void table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);
  void picture(const Plot& plot);
  void write(const std::filesystem::path& file) const;

 private:
  std::string html_;
};

std::string number(double value, int digits = 4);  // "-0.3600"

}  // namespace examples
