#include "compiler/runtime/profiler.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "base/clock.hpp"
#include "compiler/kernels/product.hpp"
#include "loop/bytes.hpp"

namespace pellucid::inline v0::compiler {
namespace {

std::string name_of(const loop::Statement& statement) {
  return std::visit(
      [](const auto& it) -> std::string {
        if constexpr (requires { it.what; }) return "check " + it.what;
        else if constexpr (requires { it.name; }) return it.name;
        else return "loop over " + it->axis.name;
      },
      statement);
}

// The program with one statement, to which temporaries are given: the statements before left their results there.
loop::Program one_statement(const loop::Program& whole, const loop::Statement& statement) {
  loop::Program program = whole;
  program.body = {statement};
  program.arena_bytes = 0;
  for (loop::Buffer& buffer : program.buffers)
    if (buffer.role == loop::Role::temporary && buffer.alias_of < 0) buffer.role = loop::Role::state;
  return program;
}

}  // namespace

struct Profiler::Steps {
  struct Step {
    loop::Program program;
    std::shared_ptr<const NativeCode> native;
    std::size_t line = 0;  // of the result
  };
  std::vector<Step> steps;
};

void Profiler::start() {
  const std::scoped_lock lock(guard_);
  steps_.clear();
  result_ = {};
  is_on_ = true;
}

std::shared_ptr<const Profiler::Steps> Profiler::steps_of(const Variant& variant) {
  return steps_.get(variant.number(), [&] {
    auto steps = std::make_shared<Steps>();
    std::size_t bytes = 0;
    result_.compile_seconds += variant.compile_seconds();
    for (const loop::Statement& statement : variant.program().body) {
      Steps::Step step{.program = one_statement(variant.program(), statement), .native = nullptr, .line = result_.kernels.size()};
      NativeOptions options;
      options.product = run_product;
      if (runs_native()) step.native = make_native(step.program, options);
      bytes += loop::bytes_of(step.program) + (step.native ? step.native->bytes() : 0);
      result_.kernels.push_back({.kernel = name_of(statement)});
      steps->steps.push_back(std::move(step));
    }
    return Cache<std::uint64_t, const Steps>::Made{std::move(steps), bytes};
  });
}

void Profiler::run(const Context& context) {
  const std::scoped_lock lock(guard_);
  const Variant& variant = context.variant();
  const std::shared_ptr<const Steps> steps = steps_of(variant);
  loop::CallFrame frame{.buffers = context.buffers(), .sizes = context.sizes()};
  Bindings sizes;
  for (std::size_t i = 0; i < frame.sizes.size(); ++i) sizes.emplace(variant.program().sizes[i], frame.sizes[i]);
  for (std::size_t i = 0; i < frame.buffers.size(); ++i) {
    const loop::Buffer& buffer = variant.program().buffers[i];
    if (buffer.role == loop::Role::temporary && buffer.alias_of < 0)
      frame.buffers[i] = context.arena() + buffer.arena_offset.evaluate(sizes);
  }
  const double start = seconds_now();
  for (const Steps::Step& step : steps->steps) {
    const double before = seconds_now();
    // Where there is no machine code, and where that refuses: the interpreter says why.
    if (!step.native || step.native->run(frame.buffers.data(), frame.sizes.data(), context.arena()))
      loop::interpret(step.program, frame, false);
    FunctionProfile::Line& line = result_.kernels[step.line];
    line.calls += 1;
    line.seconds += seconds_now() - before;
  }
  result_.calls += 1;
  result_.seconds += seconds_now() - start;
}

FunctionProfile Profiler::result() const {
  const std::scoped_lock lock(guard_);
  return result_;
}

}  // namespace pellucid::inline v0::compiler

namespace pellucid::inline v0 {

std::string FunctionProfile::to_string() const {
  std::vector<const Line*> longest;
  for (const Line& line : kernels) longest.push_back(&line);
  std::ranges::stable_sort(longest, [](const Line* a, const Line* b) { return a->seconds > b->seconds; });
  std::string text = fmt::format("{} calls in {:.3f} ms, compiled in {:.1f} ms\n", calls, seconds * 1e3, compile_seconds * 1e3);
  text += fmt::format("{:>12} {:>7} {:>10}  {}\n", "time (us)", "share", "calls", "kernel");
  for (const Line* line : longest) {
    const double share = seconds > 0 ? 100 * line->seconds / seconds : 0;
    text += fmt::format("{:>12.2f} {:>6.1f}% {:>10}  {}\n", line->calls > 0 ? line->seconds * 1e6 / static_cast<double>(line->calls) : 0,
                        share, line->calls, line->kernel);
  }
  return text;
}

}  // namespace pellucid::inline v0
