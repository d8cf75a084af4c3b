// Keras 3's initializers (keras.initializers): names, formulas, and the rule for fans.
#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <ranges>

#include <pellucid/layer.hpp>

#include "base/philox.hpp"
#include "base/refuse.hpp"
#include "nn/session.hpp"
#include "nn/user_function.hpp"

namespace pellucid::inline v0 {
namespace {

using Draw = std::function<Array(const Shape&, std::uint64_t)>;

struct Fans {
  double in, out;
};

// A scalar: 1, 1; 1-D: n, n; 2-D: the two; more: the receptive field times the last two.
Fans fans_of(const Shape& shape) {
  if (shape.size() < 2) return {static_cast<double>(element_count(shape)), static_cast<double>(element_count(shape))};
  double field = 1;
  for (std::size_t i = 0; i + 2 < shape.size(); ++i) field *= static_cast<double>(shape[i]);
  return {field * static_cast<double>(shape[shape.size() - 2]), field * static_cast<double>(shape.back())};
}

double standard_normal(PhiloxStream& stream) {  // Box and Muller 1958
  const double radius = std::sqrt(-2 * std::log(1 - stream.uniform()));
  return radius * std::cos(2 * std::numbers::pi * stream.uniform());
}

double truncated_normal(PhiloxStream& stream) {  // within two standard deviations
  for (;;) {
    const double value = standard_normal(stream);
    if (std::abs(value) <= 2) return value;
  }
}

Array filled(const Shape& shape, const std::function<double()>& next) {
  Array array = Array::uninitialized(shape, DType::float32);
  for (float& element : array.mutable_span<float>()) element = static_cast<float>(next());
  return array;
}

Draw constant_draw(double value) {
  return [value](const Shape& shape, std::uint64_t) { return Array::full(shape, value); };
}

enum class Fan : std::uint8_t { in, out, average };
enum class Distribution : std::uint8_t { uniform, normal };

// The standard deviation of a normal truncated at two is smaller by this: it is made up for, so that samples have the one asked for.
constexpr double truncation_loss = 0.87962566103423978;

Draw variance_scaling(double scale, Fan fan, Distribution distribution) {
  return [=](const Shape& shape, std::uint64_t seed) {
    const Fans fans = fans_of(shape);
    const double n = fan == Fan::in ? fans.in : fan == Fan::out ? fans.out : (fans.in + fans.out) / 2;
    const double variance = scale / n;
    PhiloxStream stream(session_seed(), seed);
    if (distribution == Distribution::uniform) {
      const double limit = std::sqrt(3 * variance);
      return filled(shape, [&] { return (2 * stream.uniform() - 1) * limit; });
    }
    const double deviation = std::sqrt(variance) / truncation_loss;
    return filled(shape, [&] { return truncated_normal(stream) * deviation; });
  };
}

// The Q of a normal matrix by the modified Gram-Schmidt process, in double for a result in float; signs as of an R with positive diagonal.
// [prod(all but last), last].
Array orthogonal(const Shape& shape, std::uint64_t seed) {
  if (shape.size() < 2)
    refuse<ShapeError>({.where = "initializer 'orthogonal'",
                        .what = "the weight has less than two axes",
                        .received = "rank " + std::to_string(shape.size())});
  PhiloxStream stream(session_seed(), seed);
  const auto rows = static_cast<std::size_t>(element_count(Shape(shape.begin(), shape.end() - 1)));
  const auto columns = static_cast<std::size_t>(shape.back());
  const auto [count, length] = std::minmax(rows, columns);
  std::vector<std::vector<double>> vectors(count, std::vector<double>(length));
  for (auto next = vectors.begin(); next != vectors.end(); ++next) {
    std::ranges::generate(*next, [&] { return standard_normal(stream); });
    for (const std::vector<double>& before : std::ranges::subrange(vectors.begin(), next)) {
      const double along = std::inner_product(next->begin(), next->end(), before.begin(), 0.0);
      std::ranges::transform(*next, before, next->begin(), [along](double x, double y) { return x - along * y; });
    }
    const double norm = std::sqrt(std::inner_product(next->begin(), next->end(), next->begin(), 0.0));
    for (double& x : *next) x /= norm;
  }
  std::size_t at = 0;
  return filled(shape, [&] {
    const std::size_t row = at / columns, column = at % columns;
    ++at;
    return rows >= columns ? vectors[column][row] : vectors[row][column];
  });
}

Array identity(const Shape& shape, std::uint64_t) {
  if (shape.size() != 2)
    refuse<ShapeError>(
        {.where = "initializer 'identity'", .what = "the weight is not a matrix", .received = "rank " + std::to_string(shape.size())});
  Array array = Array::zeros(shape);
  for (std::int64_t i = 0; i < std::min(shape[0], shape[1]); ++i) array.set({i, i}, 1.0);
  return array;
}

const std::map<std::string, Draw, std::less<>>& initializer_table() {
  static const Draw uniform = [](const Shape& shape, std::uint64_t seed) {
    PhiloxStream stream(session_seed(), seed);
    return filled(shape, [&] { return (2 * stream.uniform() - 1) * 0.05; });
  };
  static const Draw normal = [](const Shape& shape, std::uint64_t seed) {
    PhiloxStream stream(session_seed(), seed);
    return filled(shape, [&] { return standard_normal(stream) * 0.05; });
  };
  static const Draw truncated = [](const Shape& shape, std::uint64_t seed) {
    PhiloxStream stream(session_seed(), seed);
    return filled(shape, [&] { return truncated_normal(stream) * 0.05; });
  };
  static const std::map<std::string, Draw, std::less<>> all = {
      {"zeros", constant_draw(0)},
      {"ones", constant_draw(1)},
      {"glorot_uniform", variance_scaling(1, Fan::average, Distribution::uniform)},
      {"glorot_normal", variance_scaling(1, Fan::average, Distribution::normal)},
      {"he_uniform", variance_scaling(2, Fan::in, Distribution::uniform)},
      {"he_normal", variance_scaling(2, Fan::in, Distribution::normal)},
      {"lecun_uniform", variance_scaling(1, Fan::in, Distribution::uniform)},
      {"lecun_normal", variance_scaling(1, Fan::in, Distribution::normal)},
      {"variance_scaling", variance_scaling(1, Fan::in, Distribution::normal)},
      {"orthogonal", orthogonal},
      {"identity", identity},
      {"uniform", uniform},
      {"random_uniform", uniform},
      {"normal", normal},
      {"random_normal", normal},
      {"truncated_normal", truncated},
  };
  return all;
}

}  // namespace

Initializer::Initializer(std::string name) : name_(std::move(name)) {
  const std::string key = snake_case(name_);
  const auto found = initializer_table().find(key);
  if (found == initializer_table().end()) {
    std::vector<std::string> known;
    for (const auto& [other, draw] : initializer_table()) known.push_back(other);
    refuse<NameError>({.where = "initializer", .what = "no initializer is called '" + name_ + "'", .hint = nearest_names(name_, known)});
  }
  draw_ = found->second;
}

Initializer::Initializer(std::string name, std::function<Array(const Shape&, std::uint64_t)> draw)
    : name_(std::move(name)), draw_(std::move(draw)) {
  check_function("Initializer", name_, draw_ != nullptr);
}

Array Initializer::operator()(const Shape& shape) const {
  if (!draw_) refuse<StateError>({.where = "Initializer", .what = "the initializer is empty", .hint = R"(Give it a name: "zeros".)"});
  return draw_(shape, next_stream());
}

}  // namespace pellucid::inline v0
