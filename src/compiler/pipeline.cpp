// The compiler on one page: what happens to a question, in order.
#include "compiler/pipeline.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdlib>

#include "base/clock.hpp"
#include "compiler/prepare/prepare.hpp"
#include "compiler/program/change_kernels.hpp"
#include "compiler/program/memory.hpp"
#include "compiler/program/pack_operands.hpp"
#include "compiler/program/products.hpp"
#include "compiler/rewrite/rewrite.hpp"
#include "compiler/schedule/schedule.hpp"
#include "compiler/schedule/usual.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

struct Pass {
  std::string_view name;
  void (*run)(Compilation& work, const CompileOptions& options);
  enum class Presence : std::uint8_t { optional, needed } presence = Presence::optional;
};
constexpr auto needed = Pass::Presence::needed;  // what comes after does not work without it

// Where extents are not known, the schedule of the same kernel at usual ones.
void schedule(loop::Program& program, const Bindings& typical) {
  const bool all_known = typical.empty();
  const std::vector<loop::Buffer> buffers = all_known ? program.buffers : of_size(program.buffers, typical);
  change_kernels(program.body, [&](loop::Kernel kernel, std::vector<loop::Statement>& result) {
    loop::Kernel usual = all_known ? kernel : of_size(kernel, typical);
    choose_schedule(usual, buffers, machine_facts());
    kernel.schedule = std::move(usual.schedule);
    result.emplace_back(std::move(kernel));
  });
}

// By these tables, but for those that are switched off.
template <const Table&... tables>
void rewrite_by(Compilation& work, const CompileOptions& options) {
  std::vector<const Table*> chosen;
  for (const Table* table : {&tables...})
    if (!options.without.contains(table->name)) chosen.push_back(table);
  Variables values = all_values(work.question);
  rewrite(values, chosen);
  set_values(work.question, values);
}

void push_out(Compilation& work, const CompileOptions& options) {
  const auto is_scan = [](const NodePointer& node) { return node->op->role == Role::scan; };
  if (std::ranges::any_of(topological(all_values(work.question)), is_scan))
    rewrite_by<rules::canonical, rules::algebra, rules::loops>(work, options);
}

constexpr std::array graph_passes = {
    Pass{"bind sizes", [](Compilation& work, const CompileOptions&) { bind_sizes(work.question, work.sizes); }, needed},
    Pass{"take places", [](Compilation& work, const CompileOptions&) { take_places(work.question); }, needed},
    Pass{"stabilise", rewrite_by<rules::canonical, rules::stability>},
    Pass{"inline composites", [](Compilation& work, const CompileOptions&) { inline_composites(work.question); }, needed},
    Pass{"open short scans", [](Compilation& work, const CompileOptions&) { open_short_scans(work.question); }},
    Pass{"simplify", rewrite_by<rules::canonical, rules::folding, rules::algebra, rules::reductions>},
    Pass{"merge scans", [](Compilation& work, const CompileOptions&) { merge_scans(work.question); }},
    Pass{"push out of scans", push_out},
    Pass{"trim scans", [](Compilation& work, const CompileOptions&) { trim_scans(work.question); }},
};

constexpr std::array program_passes = {
    Pass{"plan", [](Compilation& work, const CompileOptions& options) { work.plan = make_plan(work.question, options.plan); }, needed},
    Pass{"products", [](Compilation& work, const CompileOptions& options) { find_products(work.plan.program, options.plan.typical); }},
    Pass{"pack operands", [](Compilation& work, const CompileOptions& options) { pack_operands(work.plan.program, options.plan.typical); }},
    Pass{"schedule", [](Compilation& work, const CompileOptions& options) { schedule(work.plan.program, options.plan.typical); }},
    Pass{"memory", [](Compilation& work, const CompileOptions&) { plan_memory(work.plan.program); }, needed},
};

void run(const Pass& pass, Compilation& work, const CompileOptions& options) {
  if (pass.presence != needed && options.without.contains(pass.name)) return;
  const double start = seconds_now();
  pass.run(work, options);
  work.times.push_back({.name = pass.name, .seconds = seconds_now() - start});
}

// A mistyped name would leave nothing out.
[[maybe_unused]] bool is_name_of_pass_or_table(std::string_view name) {
  const auto names = pass_names();
  return std::ranges::find(names, name) != names.end() || std::ranges::find(rules::all, name, &Table::name) != rules::all.end();
}

}  // namespace

Compilation compile(Question question, const Bindings& sizes, const CompileOptions& options) {
  assert(std::ranges::all_of(options.without, is_name_of_pass_or_table) &&
         "CompileOptions::without names neither a pass nor a table of rules");
  Compilation work{.question = std::move(question), .sizes = sizes, .plan = {}, .times = {}};
  for (const Pass& pass : graph_passes) run(pass, work, options);
  for (const Pass& pass : program_passes) {
    run(pass, work, options);
    if (options.verify) loop::verify(work.plan.program);
  }
  return work;
}

std::vector<std::string_view> pass_names() {
  std::vector<std::string_view> names;
  for (const Pass& pass : graph_passes) names.push_back(pass.name);
  for (const Pass& pass : program_passes) names.push_back(pass.name);
  return names;
}

CompileOptions default_options() {
  CompileOptions options;
#ifndef NDEBUG
  options.verify = true;
#else
  options.verify = std::getenv("PELLUCID_VERIFY") != nullptr;
#endif
  return options;
}

}  // namespace pellucid::inline v0::compiler
