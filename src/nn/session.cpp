#include "nn/session.hpp"

#include <atomic>
#include <cctype>
#include <map>
#include <mutex>

#include <pellucid/layer.hpp>

namespace pellucid::inline v0 {
namespace {

std::atomic<std::uint64_t> seed{0}, stream{0};

struct Names {
  std::mutex guard;
  std::map<std::string, int, std::less<>> given;
};
Names& names() {
  static Names all;
  return all;
}

Array state_of_seed(std::uint64_t value) {
  return Array(std::vector<std::uint32_t>{static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value >> 32), 0, 0});
}

bool is_upper(char letter) { return std::isupper(static_cast<unsigned char>(letter)) != 0; }
bool is_lower(char letter) { return std::islower(static_cast<unsigned char>(letter)) != 0; }

}  // namespace

std::uint64_t session_seed() { return seed; }
std::uint64_t next_stream() { return ++stream; }

const SharedVariable& random_state() {
  static const SharedVariable state(state_of_seed(0), "random_state");
  return state;
}

void set_seed(std::uint64_t value) {
  seed = value;
  stream = 0;
  random_state().set_value(state_of_seed(value));
}

void clear_session() {
  const std::scoped_lock lock(names().guard);
  names().given.clear();
}

// Keras's rule: an underscore before a capital that begins a word, "SimpleRNN" is "simple_rnn", "PReLU" is "p_re_lu", "Conv2D" is "conv2d".
std::string snake_case(std::string_view kind) {
  std::string text;
  for (std::size_t i = 0; i < kind.size(); ++i) {
    const bool begins_word = i > 0 && is_upper(kind[i]) && (is_lower(kind[i - 1]) || (i + 1 < kind.size() && is_lower(kind[i + 1])));
    if (begins_word) text += '_';
    text += static_cast<char>(std::tolower(static_cast<unsigned char>(kind[i])));
  }
  return text;
}

std::string automatic_name(std::string_view kind) {
  const std::string base = snake_case(kind);
  const std::scoped_lock lock(names().guard);
  const int before = names().given[base]++;
  return before == 0 ? base : base + "_" + std::to_string(before);
}

}  // namespace pellucid::inline v0
