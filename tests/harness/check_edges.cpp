// The meaning about edges: values and both derivatives at 0, at denormals, where functions saturate, at infinity and NaN, against numbers worked out
// with many digits (tests/ops/truth), in units of the last place: evaluated and compiled, in each direction, in every floating dtype.
#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

#include "harness/application.hpp"
#include "harness/meaning.hpp"

namespace pellucid::inline v0 {
namespace {

struct Point {
  std::vector<double> constants, inputs, value, first, second;
};

struct Block {
  std::string op, title;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::array<double, 3> within = {4, 4, 4};
  std::vector<Point> points;
};

std::vector<double> numbers_in(const std::string& text) {
  std::vector<double> result;
  std::istringstream words(text);
  for (std::string word; words >> word;) result.push_back(std::strtod(word.c_str(), nullptr));
  return result;
}

AttributeValue attribute_value(AttributeType type, const std::string& text) {
  if (type == AttributeType::boolean) return text == "true";
  if (type == AttributeType::integers) return Axes{std::stoll(text)};
  return std::stod(text);
}

Attributes attributes_of(const Op& op, const Block& block) {
  Attributes attributes;
  for (const auto& [name, text] : block.attributes) {
    const auto known = std::ranges::find(op.attributes, name, &AttributeDoc::name);
    if (known == op.attributes.end()) ADD_FAILURE() << block.title << ": there is no attribute " << name;
    else attributes.set(known->name, attribute_value(known->type, text));
  }
  return attributes;
}

Block block_of(const std::string& title) {
  Block block;
  block.title = title;
  std::istringstream words(title);
  words >> block.op;
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    block.attributes.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  return block;
}

Point point_of(const std::string& line) {
  std::vector<std::vector<double>> parts;
  std::istringstream rest(line);
  std::vector<double> constants;
  for (std::string part; std::getline(rest, part, '|');) {
    if (const std::size_t end = part.find(';'); end != std::string::npos) {
      constants = numbers_in(part.substr(0, end));
      part = part.substr(end + 1);
    }
    parts.push_back(numbers_in(part));
  }
  return {constants, parts.at(0), parts.at(1), parts.at(2), parts.at(3)};
}

std::vector<Block> read_blocks() {
  std::ifstream file(std::string(PELLUCID_SOURCE_DIR) + "/tests/ops/truth/edges.txt");
  std::vector<Block> blocks;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[') {
      blocks.push_back(block_of(line.substr(1, line.size() - 2)));
    } else if (line.starts_with("within ")) {
      const std::vector<double> bounds = numbers_in(line.substr(7));
      std::ranges::copy(bounds, blocks.back().within.begin());
    } else {
      blocks.back().points.push_back(point_of(line));
    }
  }
  return blocks;
}

const std::vector<Block>& all_blocks() {
  static const std::vector<Block> blocks = read_blocks();
  return blocks;
}

// What a floating dtype can hold.
struct Format {
  DType dtype;
  int digits, least_exponent;  // of the smallest denormal number
  double largest;
  double unit(double at) const {
    int exponent = 0;
    std::frexp(at, &exponent);
    return std::ldexp(1.0, std::max(exponent - digits, least_exponent));
  }
  double smallest_normal() const { return std::ldexp(1.0, least_exponent + digits - 1); }
  bool holds(double x) const { return Array(Number(x), dtype).to_vector<double>()[0] == x || std::isnan(x); }
};
constexpr std::array formats = {
    Format{DType::float64, 53, -1074, std::numeric_limits<double>::max()},
    Format{DType::float32, 24, -149, std::numeric_limits<float>::max()},
    Format{DType::float16, 11, -24, 65504},
    Format{DType::bfloat16, 8, -133, 0x1.fep127},
};

// The question at all points of a block at once.
class Edges {
 public:
  Edges(const Op& op, const Block& block, const Format& format) : op_(op), block_(block), format_(format) {
    for (const Point& point : block.points)
      if (std::ranges::all_of(point.inputs, [&](double x) { return format.holds(x); })) points_.push_back(&point);
  }

  std::size_t check() {
    if (points_.empty()) return 0;
    op_.elementwise ? ask_elementwise() : ask_rows();
    Variables outputs;
    for (const Asked& asked : asked_) outputs.push_back(asked.output);
    compare(evaluate(outputs, given(inputs_, values_)), "evaluated");
    std::vector<Array> compiled = Function(inputs_, outputs)(values_);
    compare(compiled, "compiled");
    return 2 * outputs.size() * points_.size();
  }

 private:
  struct Asked {
    Variable output;
    std::string what;
    std::size_t order, first, count;  // of the numbers of each point, those from `first` on
  };

  void add_input(DType dtype, const Shape& shape, const std::vector<double>& elements) {
    values_.push_back(Array::copy_of(elements.data(), shape).astype(dtype));
    Dims dims = dims_of(shape);
    if (!op_.elementwise) dims[0] = Dim::named("rows");
    inputs_.push_back(input("input" + std::to_string(inputs_.size()), dims, dtype));
  }

  // Each input holds one number of every point; all derivatives are those of a sum.
  void ask_elementwise() {
    const std::size_t count = points_[0]->inputs.size();
    const auto rows = static_cast<std::int64_t>(points_.size());
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<double> column;
      for (const Point* point : points_) column.push_back(point->inputs[i]);
      add_input(format_.dtype, {rows}, column);
    }
    const Variable y = apply(op_, {inputs_.begin(), inputs_.end()}, attributes_of(op_, block_));
    const Variable ones = constant(Array::full({rows}, 1, format_.dtype));
    const auto back = [&](const Variable& of, const Variable& by) { return pullback(of, by, ones, zero_if_disconnected); };
    const auto forth = [&](const Variable& of, const Variable& by) { return pushforward(of, by, ones, zero_if_disconnected); };
    ask(y, "value", 0, 0, 1);
    for (std::size_t i = 0; i < count; ++i) {
      const Variable reverse = back(y, inputs_[i]), forward = forth(y, inputs_[i]);
      ask(reverse, "reverse", 1, i, 1);
      ask(forward, "forward", 1, i, 1);
      for (std::size_t j = 0; j < count; ++j) {
        ask(back(reverse, inputs_[j]), "reverse of reverse", 2, i * count + j, 1);
        ask(forth(forward, inputs_[j]), "forward of forward", 2, i * count + j, 1);
        ask(forth(reverse, inputs_[j]), "forward of reverse", 2, i * count + j, 1);
      }
    }
  }

  // Each point is a row: what is not derived by in one input, what is in the last one.
  void ask_rows() {
    const auto rows = static_cast<std::int64_t>(points_.size());
    const auto add = [&](const std::vector<double> Point::* part, bool is_labels) {
      std::vector<double> all;
      for (const Point* point : points_) all.insert(all.end(), (point->*part).begin(), (point->*part).end());
      if (is_labels) return add_input(DType::int64, {rows}, all);
      add_input(format_.dtype, {rows, static_cast<std::int64_t>(all.size()) / rows}, all);
    };
    if (!points_[0]->constants.empty()) add(&Point::constants, op_.input_names[0] == "label");
    add(&Point::inputs, false);
    const Variable x = inputs_.back(), y = apply(op_, {inputs_.begin(), inputs_.end()}, attributes_of(op_, block_));
    ask(y, "value", 0, 0, points_[0]->value.size());
    for (const JacobianMode mode : {JacobianMode::reverse, JacobianMode::forward}) {
      const std::string way = mode == JacobianMode::reverse ? "reverse" : "forward";
      const Variable first = jacobian(y, x, {.per_example = true, .mode = mode});
      ask(first, way, 1, 0, points_[0]->first.size());
      if (format_.digits < 24) continue;  // second derivatives pass through first ones, which are rounded, and cancel
      ask(jacobian(first, x, {.per_example = true, .mode = mode}), way + " of " + way, 2, 0, points_[0]->second.size());
    }
  }

  void ask(const Variable& output, const std::string& what, std::size_t order, std::size_t first, std::size_t count) {
    asked_.push_back({output, what, order, first, count});
  }

  void compare(const std::vector<Array>& results, const std::string& how) const {
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      const Asked& asked = asked_[i];
      const std::vector<double> numbers = results[i].to_vector<double>();
      ASSERT_EQ(numbers.size(), asked.count * points_.size()) << asked.what;
      for (std::size_t row = 0; row < points_.size(); ++row)
        for (std::size_t k = 0; k < asked.count; ++k)
          compare_one(numbers[row * asked.count + k], *points_[row], asked, asked.first + k, how);
    }
  }

  void compare_one(double got, const Point& point, const Asked& asked, std::size_t which, const std::string& how) const {
    const double wanted = (asked.order == 0 ? point.value : asked.order == 1 ? point.first : point.second).at(which);
    if (asked.order > 0 && std::isnan(point.value[0])) return;  // of nothing there is no derivative
    if (std::isnan(wanted) ? std::isnan(got) : is_near(got, wanted, asked.order)) return;
    ADD_FAILURE() << block_.title << ", " << name(format_.dtype) << ", " << how << ", " << asked.what << " " << which << " at "
                  << ::testing::PrintToString(point.constants) << ::testing::PrintToString(point.inputs) << ": "
                  << ::testing::PrintToString(got) << " against " << ::testing::PrintToString(wanted) << ", "
                  << std::abs(got - wanted) / format_.unit(wanted) << " units";
  }

  bool is_near(double got, double wanted, std::size_t order) const {
    if (std::abs(wanted) > format_.largest) return got == (wanted > 0 ? 1 : -1) * std::numeric_limits<double>::infinity();
    const double units = format_.digits < 24 ? 2 : block_.within.at(order);
    if (std::abs(got - wanted) <= units * format_.unit(wanted)) return true;
    return order > 0 && std::abs(got - wanted) <= format_.smallest_normal();
  }

  static constexpr DerivativeOptions zero_if_disconnected = {.if_disconnected = IfDisconnected::zero};
  const Op& op_;
  const Block& block_;
  const Format format_;
  std::vector<const Point*> points_;
  Variables inputs_;
  std::vector<Array> values_;
  std::vector<Asked> asked_;
};

}  // namespace

bool has_edges(const Op& op) {
  return std::ranges::any_of(all_blocks(), [&](const Block& block) { return block.op == op.name; });
}

std::size_t check_edges(const Op& op) {
  std::size_t compared = 0;
  for (const Block& block : all_blocks()) {
    if (block.op != op.name) continue;
    for (const Format& format : formats) compared += Edges(op, block, format).check();
  }
  return compared;
}

}  // namespace pellucid::inline v0
