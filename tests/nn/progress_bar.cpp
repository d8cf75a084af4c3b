// What is printed while training, to the letter.
#include "nn/train/progress_bar.hpp"

#include "nn/support.hpp"

namespace pellucid {
namespace {

class Recorder : public Console {
 public:
  explicit Recorder(bool terminal) : terminal_(terminal) {}
  bool is_terminal() const override { return terminal_; }
  int columns() const override { return 80; }
  void write(std::string_view text) override { all += text; }
  std::string taken() { return std::exchange(all, ""); }
  std::string all;

 private:
  bool terminal_;
};

struct Clock {
  double now = 100;
  ProgressBar::Clock reader() {
    return [this] { return now; };
  }
};

std::string line(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "━";
  return text;
}

TEST(ProgressBar, DrawsAsKerasOnATerminal) {
  Recorder console(true);
  Clock clock;
  ProgressBar bar(10, 1, console, clock.reader());
  clock.now += 2;  // the first step compiles
  ASSERT_TRUE(bar.is_due(1));
  bar.draw(1, {{"loss", 0.6931}});
  EXPECT_EQ(console.taken(),
            "\r\x1b[1m 1/10\x1b[0m \x1b[32m" + line(2) + "\x1b[0m\x1b[37m" + line(18) + "\x1b[0m \x1b[1m18s\x1b[0m 2s/step - loss: 0.6931");
  clock.now += 0.001;
  EXPECT_FALSE(bar.is_due(2));
  clock.now += 0.059;
  ASSERT_TRUE(bar.is_due(4));
  bar.draw(4, {{"accuracy", 0.5}, {"loss", 0.0005}});
  // 20 ms a step; the time left is below a second. The line before had 53 characters.
  EXPECT_EQ(console.taken(), std::string(53, '\b') + "\r\x1b[1m 4/10\x1b[0m \x1b[32m" + line(8) + "\x1b[0m\x1b[37m" + line(12) +
                                 "\x1b[0m \x1b[1m0s\x1b[0m 20ms/step - accuracy: 0.5000 - loss: 5.0000e-04");
  clock.now += 0.06;
  bar.finish({{"loss", 0.25}, {"val_acc", 1.0}, {"zeta", 2.0}});
  const std::string last = console.taken();
  EXPECT_THAT(last,
              testing::HasSubstr("\x1b[1m10/10\x1b[0m \x1b[32m" + line(20) +
                                 "\x1b[0m\x1b[37m\x1b[0m \x1b[1m2s\x1b[0m 13ms/step - loss: 0.2500 - zeta: 2.0000 - val_acc: 1.0000"));
  EXPECT_EQ(last.back(), '\n');
}

TEST(ProgressBar, OverwritesALongerLine) {
  Recorder console(true);
  Clock clock;
  ProgressBar bar(2, 1, console, clock.reader());
  bar.is_due(1);
  bar.draw(1, {{"loss", 1.0}, {"mean_absolute_error", 1.0}});
  console.taken();
  bar.finish({{"loss", 1.0}});
  EXPECT_THAT(console.all,
              testing::EndsWith("loss: 1.0000" + std::string(std::string(" - mean_absolute_error: 1.0000").size(), ' ') + "\n"));
}

TEST(ProgressBar, SaysLongTimesInHoursAndMinutes) {
  Recorder console(true);
  Clock clock;
  ProgressBar bar(1000, 1, console, clock.reader());
  clock.now += 5;
  bar.is_due(1);
  bar.draw(1, {});
  EXPECT_THAT(console.taken(), testing::HasSubstr("1:23:15"));
  clock.now += 0.1;
  bar.is_due(2);
  bar.draw(2, {});
  EXPECT_THAT(console.taken(), testing::HasSubstr("1:39\x1b[0m 100ms/step"));
  clock.now += 0.5;
  bar.is_due(900);
  bar.draw(900, {});
  EXPECT_THAT(console.taken(), testing::HasSubstr("667us/step"));
}

TEST(ProgressBar, WithoutATerminalIsOneLine) {
  for (const int verbose : {1, 2}) {
    Recorder console(false);
    Clock clock;
    ProgressBar bar(3, verbose, console, clock.reader());
    for (std::int64_t step = 1; step <= 3; ++step) {
      clock.now += 0.008;
      EXPECT_FALSE(bar.is_due(step));
    }
    bar.finish({{"loss", 4.33384}, {"mae", 1.5226}, {"val_loss", 2.6375}});
    EXPECT_EQ(console.all, "3/3 - 0s - 8ms/step - loss: 4.3338 - mae: 1.5226 - val_loss: 2.6375\n");
  }
}

TEST(ProgressBar, SilenceIsSilence) {
  Recorder console(true);
  ProgressBar bar(3, 0, console, [] { return 0.0; });
  EXPECT_FALSE(bar.is_due(1));
  bar.finish({{"loss", 1.0}});
  EXPECT_EQ(console.all, "");
}

TEST(ProgressBar, FitPrintsEpochsOnlyWhenThereAreSeveral) {
  const Sequential model({Input({2}), Dense(1)});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const Array x = numbers({4, 2}), y = numbers({4, 1});
  const auto printed = [&](const FitOptions& options) {
    testing::internal::CaptureStdout();
    model.fit(x, y, options);
    return testing::internal::GetCapturedStdout();
  };
  EXPECT_THAT(printed({.batch_size = 2, .epochs = 2, .verbose = 2}),
              testing::MatchesRegex("Epoch 1/2\n2/2 - 0s - .*/step - loss: .*\nEpoch 2/2\n2/2 - 0s - .*\n"));
  EXPECT_THAT(printed({.batch_size = 2, .verbose = 2}), testing::StartsWith("2/2 - 0s"));
  EXPECT_EQ(printed({.verbose = 0}), "");
  testing::internal::CaptureStdout();
  model.evaluate(x, y, {.verbose = 2});
  model.predict(x, {.batch_size = 1, .verbose = 2});
  EXPECT_THAT(testing::internal::GetCapturedStdout(), testing::MatchesRegex("1/1 - 0s - .*/step - loss: .*\n4/4 - 0s - .*/step\n"));
}

}  // namespace
}  // namespace pellucid
