// What a call of a program refuses, and what it finds wrong while it runs.
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/error.hpp>

#include "trial.hpp"

namespace pellucid::loop {
namespace {

using Floats = std::vector<float>;

Expression f32(int buffer, Expressions index) { return load(buffer, DType::float32, std::move(index)); }
Expression number(double value) { return constant(value, DType::float32); }

template <class T>
std::string check_error(const std::vector<T>& values, Dims dims, Dim limit) {
  Trial trial;
  const int indices = trial.input<T>("indices", std::move(dims), values);
  trial.program.body = {Check{"Embedding 'words', input 'indices'", indices, std::move(limit)}};
  try {
    trial.run();
  } catch (const IndexError& error) {
    return error.what();
  }
  return "";
}

std::string logic_error(Trial& trial, bool checked = true) {
  try {
    trial.run_unverified({}, checked);
  } catch (const std::logic_error& error) {
    return error.what();
  }
  return "";
}

TEST(Interpret, ChecksNameTheFirstIndexThatIsOutside) {
  EXPECT_EQ(check_error<std::int32_t>({0, 1, 2, 4}, {2, 2}, 5), "");
  EXPECT_EQ(check_error<std::int32_t>({0, 1, 5, -1}, {2, 2}, 5),
            "[Embedding 'words', input 'indices'] the index at position [1, 0] is out of range; expected 0 <= index < 5; received 5.");
  EXPECT_EQ(check_error<std::int64_t>({-1}, {}, 5),
            "[Embedding 'words', input 'indices'] the index at position [] is out of range; expected 0 <= index < 5; received -1.");
  EXPECT_EQ(check_error<std::uint64_t>({~0ULL}, {1}, 5),
            "[Embedding 'words', input 'indices'] the index at position [0] is out of range; expected 0 <= index < 5; received "
            "18446744073709551615.");
  EXPECT_EQ(check_error<std::uint8_t>({}, {0}, 0), "");
}

TEST(Interpret, FindsAccessesOutsideOfTheirBuffers) {
  Trial trial;
  const int at = trial.input<std::int64_t>("at", {3}, {0, 1, 2}), x = trial.input<float>("x", {2, 2}, {1, 2, 3, 4}),
            out = trial.output<float>("out", {3}, 3);
  const Axis i = make_axis("i", 3);
  trial.kernel({i}, {{out, {index(i)}, f32(x, {load(at, DType::int64, {index(i)}), integer(1)})}}, "gather");
  verify(trial.program);
  EXPECT_EQ(logic_error(trial), "kernel 'gather' leaves buffer 'x': index [2, 1] in shape [2, 2]");
  trial.program.body.clear();
  trial.kernel({i}, {{x, {integer(0), load(at, DType::int64, {index(i)}) - integer(1)}, number(0)}}, "scatter");
  EXPECT_EQ(logic_error(trial), "kernel 'scatter' leaves buffer 'x': index [0, -1] in shape [2, 2]");
  trial.program.body = {
      Product{"p", 1, 2, 1, 2, {x, integer(0), 0, 2, 1}, {x, integer(1), 0, 2, 1}, {out, integer(0), 0, 1, 1}, Write::set}};
  EXPECT_EQ(logic_error(trial), "");
  trial.program.body = {
      Product{"p", 1, 2, 1, 2, {x, integer(0), 0, 2, 1}, {x, integer(2), 0, 2, 1}, {out, integer(0), 0, 1, 1}, Write::set}};
  EXPECT_EQ(logic_error(trial), "product 'p' leaves buffer 'x': element 4 of 4");
}

TEST(Interpret, RunsUncheckedTheSame) {
  Trial trial;
  const int x = trial.input<float>("x", {3}, {1, 2, 3}), out = trial.output<float>("out", {3}, 3), sum = trial.output<float>("sum", {}, 1);
  const Axis i = make_axis("i", 3);
  trial.kernel({i}, {{out, {index(i)}, f32(x, {index(i)})}, {sum, {}, f32(x, {index(i)}), Write::add}});
  trial.run({}, false);
  EXPECT_EQ(trial.values<float>(out), (Floats{1, 2, 3}));
  EXPECT_EQ(trial.values<float>(sum)[0], 6);
}

TEST(Interpret, ShowsWhatWasReadBeforeItWasWritten) {
  Trial trial;
  trial.program.arena_bytes = 64;
  const int lost = trial.temporary("lost", DType::float64, {}), out = trial.output<double>("out", {}, 1);
  trial.kernel({}, {{out, {}, load(lost, DType::float64, {})}});
  trial.run();
  EXPECT_TRUE(std::isnan(trial.values<double>(out)[0]));
}

TEST(Interpret, RefusesCallsThatDoNotFit) {
  Trial trial;
  trial.input<float>("x", {1}, {1});
  CallFrame frame{{}, {}};
  EXPECT_THROW(interpret(trial.program, frame), std::logic_error);
  frame.buffers = {nullptr};
  EXPECT_THROW(interpret(trial.program, frame), std::logic_error);
  trial.temporary("t", DType::float32, {1}, 64);
  EXPECT_EQ(logic_error(trial), "buffer 't' leaves the arena");
  trial.program.buffers[1].alias_of = 1;
  EXPECT_EQ(logic_error(trial), "the aliases of buffer 't' form a circle");
}

TEST(Interpret, RefusesUnboundAxesAndProductsOfBools) {
  Trial trial;
  const int out = trial.output<std::int64_t>("out", {}, 1);
  trial.kernel({}, {{out, {}, index(make_axis("nowhere", 2))}});
  EXPECT_THAT(logic_error(trial), testing::HasSubstr("that no loop around it binds"));
  const int flags = trial.given<std::uint8_t>(Role::state, "flags", {1}, {1}, DType::boolean);
  trial.program.body = {
      Product{"p", 1, 1, 1, 1, {flags, integer(0), 0, 0, 0}, {flags, integer(0), 0, 0, 0}, {flags, integer(0), 0, 0, 0}, Write::set}};
  EXPECT_EQ(logic_error(trial), "product 'p' of bools");
}

}  // namespace
}  // namespace pellucid::loop
