// The rules here are those of NumPy 2.4 (numpy/_core/arrayprint.py); the tests compare with its texts.
#include "array/words.hpp"

#include <algorithm>
#include <cmath>

#include "array/convert.hpp"
#include "array/float_text.hpp"

namespace pellucid::inline v0 {
namespace {

std::string pad_left(const std::string& text, std::size_t width) { return std::string(width - std::min(width, text.size()), ' ') + text; }

std::vector<std::string> right_aligned(std::vector<std::string> words) {
  std::size_t width = 0;
  for (const std::string& word : words) width = std::max(width, word.size());
  for (std::string& word : words) word = pad_left(word, width);
  return words;
}

template <class T>
std::vector<std::string> integer_words(const Array& array) {
  std::vector<std::string> words;
  for (const T value : array.to_vector<T>()) words.push_back(std::to_string(value));
  return right_aligned(std::move(words));
}

std::vector<std::string> bool_words(const Array& array) {
  std::vector<std::string> words;
  const std::string yes = array.rank() == 0 ? "True" : " True";
  for (const bool value : array.to_vector<bool>()) words.push_back(value ? yes : "False");
  return words;
}

// Thresholds and quotients are taken in the array's own dtype, as NumPy does; that decides the notation of numbers right at a border.
double round_to_dtype(double value, DType dtype) {
  switch (dtype) {
    case DType::float16: return static_cast<double>(to_float(convert<Float16>(value)));
    case DType::bfloat16: return static_cast<double>(to_float(convert<BFloat16>(value)));
    case DType::float32: return static_cast<double>(static_cast<float>(value));
    default: return value;
  }
}

bool needs_scientific(const std::vector<double>& values, DType dtype) {
  double largest = 0, smallest = HUGE_VAL;
  for (const double value : values) {
    if (!std::isfinite(value) || value == 0) continue;
    largest = std::max(largest, std::fabs(value));
    smallest = std::min(smallest, std::fabs(value));
  }
  if (largest == 0) return false;
  return largest >= positional_limit(dtype) || smallest < round_to_dtype(1e-4, dtype) || round_to_dtype(largest / smallest, dtype) > 1000;
}

struct FloatWidths {
  std::size_t whole = 0, fraction = 0, exponent = 0;

  void add(const FloatText& text, bool is_scientific) {
    whole = std::max(whole, text.whole.size());
    fraction = std::max(fraction, text.fraction.size());
    if (is_scientific) exponent = std::max(exponent, exponent_text(text.exponent, 2).size() - 1);
  }
};

std::vector<std::string> float_words(const Array& array, const PrintOptions& options) {
  const std::vector<double> values = array.to_vector<double>();
  const DType dtype = array.dtype();
  const bool is_scientific = needs_scientific(values, dtype);
  const auto parts = [&](double value, std::size_t precision) {
    return is_scientific ? scientific(value, dtype, static_cast<int>(precision)) : positional(value, dtype, static_cast<int>(precision));
  };
  FloatWidths widths;
  bool any_finite = false;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    any_finite = true;
    widths.add(parts(value, static_cast<std::size_t>(std::max(0, options.precision))), is_scientific);
  }
  const std::size_t right = !any_finite ? 0 : is_scientific ? widths.fraction + widths.exponent + 2 : widths.fraction;
  // Words that are no numbers may be wider than the numbers.
  std::size_t width = widths.whole + 1 + right;
  for (const double value : values)
    if (!std::isfinite(value)) width = std::max(width, scalar_text(value, dtype).size());

  std::vector<std::string> words;
  for (const double value : values) {
    if (!std::isfinite(value)) {
      words.push_back(pad_left(scalar_text(value, dtype), width));
      continue;
    }
    // In a column of scientific numbers all show as many digits as the longest needs; those past a number's own are exact, not zeros.
    FloatText text = is_scientific ? scientific_exact(value, static_cast<int>(widths.fraction)) : parts(value, widths.fraction);
    text.fraction.resize(widths.fraction, ' ');
    std::string word = text.whole + "." + text.fraction;
    if (is_scientific) word += "e" + exponent_text(text.exponent, static_cast<int>(widths.exponent));
    words.push_back(pad_left(word, width));
  }
  return words;
}

}  // namespace

std::vector<std::string> element_words(const Array& array, const PrintOptions& options) {
  if (array.dtype() == DType::boolean) return bool_words(array);
  if (is_floating(array.dtype())) return float_words(array, options);
  return is_signed(array.dtype()) ? integer_words<std::int64_t>(array) : integer_words<std::uint64_t>(array);
}

}  // namespace pellucid::inline v0
