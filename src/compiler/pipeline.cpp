// The compiler on one page: what happens to a question, in order.
#include "compiler/pipeline.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/clock.hpp"
#include "compiler/plan/change_kernels.hpp"
#include "compiler/plan/memory.hpp"
#include "compiler/plan/pack_operands.hpp"
#include "compiler/plan/prepare.hpp"
#include "compiler/plan/products.hpp"
#include "compiler/plan/schedule.hpp"
#include "compiler/rewrite/rewrite.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

struct Pass {
  std::string_view name;
  void (*run)(Compilation& work, const CompileOptions& options);
  bool is_needed = true;
  bool changes_program = false;
};

void schedule(loop::Program& program) {
  change_kernels(program.body, [&](loop::Kernel& kernel) { choose_schedule(kernel, program.buffers, machine_facts()); });
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

constexpr std::array passes = {
    // the graph
    Pass{"bind sizes", [](Compilation& work, const CompileOptions&) { bind_sizes(work.question, work.sizes); }},
    Pass{"take places", [](Compilation& work, const CompileOptions&) { take_places(work.question); }},
    Pass{"stabilise", rewrite_by<rules::canonical, rules::stability>, false},
    Pass{"inline composites", [](Compilation& work, const CompileOptions&) { inline_composites(work.question); }},
    Pass{"open short scans", [](Compilation& work, const CompileOptions&) { open_short_scans(work.question); }, false},
    Pass{"simplify", rewrite_by<rules::canonical, rules::folding, rules::algebra, rules::reductions>, false},
    Pass{"merge scans", [](Compilation& work, const CompileOptions&) { merge_scans(work.question); }, false},
    Pass{"push out of scans", push_out, false},
    Pass{"trim scans", [](Compilation& work, const CompileOptions&) { trim_scans(work.question); }, false},
    // the program
    Pass{"plan", [](Compilation& work, const CompileOptions& options) { work.plan = make_plan(work.question, options.plan); }, true, true},
    Pass{"products", [](Compilation& work, const CompileOptions&) { find_products(work.plan.program); }, false, true},
    Pass{"pack operands", [](Compilation& work, const CompileOptions&) { pack_operands(work.plan.program); }, false, true},
    Pass{"schedule", [](Compilation& work, const CompileOptions&) { schedule(work.plan.program); }, false, true},
    Pass{"memory", [](Compilation& work, const CompileOptions&) { plan_memory(work.plan.program); }, true, true},
};

}  // namespace

Compilation compile(Question question, const Bindings& sizes, const CompileOptions& options) {
  Compilation work{.question = std::move(question), .sizes = sizes, .plan = {}, .times = {}};
  for (const Pass& pass : passes) {
    if (!pass.is_needed && options.without.contains(pass.name)) continue;
    const double start = seconds_now();
    pass.run(work, options);
    work.times.push_back({.name = pass.name, .seconds = seconds_now() - start});
    if (options.verify && pass.changes_program) loop::verify(work.plan.program);
  }
  return work;
}

std::vector<std::string_view> pass_names() {
  std::vector<std::string_view> names;
  for (const Pass& pass : passes) names.push_back(pass.name);
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
