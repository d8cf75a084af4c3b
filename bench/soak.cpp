// Does memory stay within bounds, however long a program runs? Trains, predicts and asks a recurrent model thousands of times over a thousand
// shapes, and compares what the process holds at the end with what it held after the first thousand calls. Exits with 1 where it grew by more
// than 8 MiB.
//
//   soak [calls] [shapes]
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <unistd.h>

#include <pellucid/pellucid.hpp>

namespace pl = pellucid;

namespace {

constexpr double mebibyte = 1 << 20, most_growth = 8;
constexpr std::int64_t first_calls = 1000, most_batch = 8, features = 6;

double resident() {
  std::ifstream file("/proc/self/statm");
  double all = 0, held = 0;
  file >> all >> held;
  return held * static_cast<double>(sysconf(_SC_PAGESIZE)) / mebibyte;
}

pl::Array numbers(const pl::Shape& shape) {
  pl::Array array = pl::Array::uninitialized(shape);
  double k = 0;
  for (float& element : array.mutable_span<float>()) element = static_cast<float>(std::sin(k += 1.7));
  return array;
}

class Soak {
 public:
  Soak() {
    model_.compile({.optimizer = pl::Adam(), .loss = "mse"});
    const pl::Variable x = model_.input();
    slope_ = pl::Function({x}, {pl::gradient(model_.output(), x, {.reduce = "sum"})});
  }

  // The kinds of calls are mixed as if drawn, so that each of them meets all shapes.
  void call(std::int64_t number, std::int64_t shape) {
    const std::int64_t batch = 1 + shape % most_batch, steps = 1 + shape / most_batch;
    const pl::Array x = numbers({batch, steps, features});
    switch ((static_cast<std::uint64_t>(number) * 2654435761U >> 12) % 6) {
      case 0: model_.train_on_batch(x, numbers({batch, 2})); break;
      case 1: model_.predict(x); break;
      case 2: inspector_.read({"lstm/forget_gate", "lstm/cell_state"}, x); break;
      case 3: inspector_.gradient("second/output[:, 0]", {"weights"}, x, {.reduce = "sum", .zero_if_disconnected = true}); break;
      case 4: slope_({x}); break;
      default: call_again(x); break;
    }
  }

  // A graph and a function that nobody holds afterwards.
  void call_again(const pl::Array& x) {
    const pl::Variable in = pl::input("again", {pl::unknown, pl::unknown, features});
    const pl::Variable out = model_.layers()[0](in);
    if (++graphs_ % 20 == 0) pl::Function({in}, {out})({x});
  }

  void say(std::int64_t calls) const {
    const pl::FunctionMemory function = slope_.memory();
    const pl::InspectorMemory asked = inspector_.memory();
    std::printf(
        "%6lld calls: %7.1f MiB resident; the gradient: %zu programs of %.1f MiB, %zu idle of %.1f MiB; the inspector: %zu questions of "
        "%.1f MiB\n",
        static_cast<long long>(calls), resident(), function.programs, static_cast<double>(function.program_bytes) / mebibyte, function.idle,
        static_cast<double>(function.idle_bytes) / mebibyte, asked.questions, static_cast<double>(asked.bytes) / mebibyte);
    std::fflush(stdout);
  }

  bool are_caches_in_use() const { return slope_.memory().programs > 0 && slope_.memory().idle > 0 && inspector_.memory().questions > 0; }

 private:
  pl::Sequential model_{
      {pl::Input({pl::unknown, features}), pl::LSTM(24, {.return_sequences = true}), pl::LSTM(16, {.name = "second"}), pl::Dense(2)}};
  pl::Inspector inspector_{model_};
  pl::Function slope_;
  std::int64_t graphs_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  const std::int64_t calls = count > 1 ? std::atoll(arguments[1]) : 5000, shapes = count > 2 ? std::atoll(arguments[2]) : 1000;
  Soak soak;
  double before = 0;
  for (std::int64_t i = 1; i <= calls; ++i) {
    soak.call(i, (i * 387 + i / shapes) % shapes);  // in no order
    if (i == first_calls) before = resident();
    if (i % (calls / 10 > 0 ? calls / 10 : 1) == 0 || i == first_calls) soak.say(i);
  }
  const double growth = resident() - before;
  std::printf("%.1f MiB more than after the first %lld calls\n", growth, static_cast<long long>(first_calls));
  if (!soak.are_caches_in_use()) return std::puts("a cache is empty"), 1;
  return growth <= most_growth ? 0 : 1;
}
