// Out of scans what need not be done step by step: products of all steps at once are larger, and larger products are quicker. What that costs is
// memory for a value of every step, so it is done where a step has not much more of it than it holds anyway, and where a step's own product is too
// thin to be quick. Sums come in another order.
#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "compiler/rewrite/rule.hpp"
#include "derive/differentiator.hpp"
#include "graph/scan.hpp"
#include "graph/walk.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/contraction.hpp"

namespace pellucid::inline v0::compiler {
namespace {

constexpr double most_growth = 4;         // numbers made for each step over those that a step holds
constexpr std::int64_t least_summed = 8;  // terms of a product: below, it is no more work than reading its result
constexpr std::int64_t most_rows = 4;     // of a step's product: above, it is as quick in the loop (measured on LSTMs of 10 to 256 units)

// The product of the extents of some letters, where it is known.
template <class F>
std::optional<std::int64_t> count_of(const NodePointer& contraction, const F& counts) {
  const Labels labels = labels_of(Apply(contraction));
  Dim count = 1;
  for (const auto& [letter, extent] : extents_of(labels, contraction->inputs))
    if (counts(labels, letter)) count = count * extent;
  return count.is_known() ? std::optional(count.value()) : std::nullopt;
}
bool has(const std::string& letters, char letter) { return letters.find(letter) != std::string::npos; }
std::optional<std::int64_t> summed_by(const NodePointer& contraction) {
  return count_of(contraction, [](const Labels& labels, char letter) { return !has(labels.out, letter); });
}

// How many numbers; of unknown extent, without end.
double numbers_in(const Variable& x) {
  const Dim size = product(x.dims());
  return size.is_known() ? static_cast<double>(size.value()) : std::numeric_limits<double>::infinity();
}
double numbers_in(const Variables& values) {
  double size = 0;
  for (const Variable& value : values) size += numbers_in(value);
  return size;
}

// How a scan is made again.
struct Change {
  std::vector<bool> drops;                                 // by output; carries alone
  std::vector<std::pair<Variable, Variable>> made_before;  // a value of the body, the sequence whose slice it is
  Variables collected;                                     // values of the body, beside those that were
};

NodePointer remade(const NodePointer& node, const Change& change) {
  const ScanParts parts = scan_parts(Apply(node));
  const Variables& inner = parts.body->inputs();
  std::unordered_map<Variable, Variable> known;
  Variables parameters, arguments, results;
  const auto add = [&](const Variable& inside) {
    parameters.push_back(parameter(static_cast<std::int64_t>(parameters.size()), inside.type()));
    known.insert_or_assign(inside, parameters.back());
  };
  const auto add_input = [&](std::size_t i) {
    add(inner[1 + i]);
    arguments.push_back(node->inputs[i]);
  };
  add(inner[0]);
  for (std::size_t i = 0; i < parts.sequences; ++i) add_input(i);
  for (const auto& [inside, sequence] : change.made_before) {
    add(inside);
    arguments.push_back(sequence);
  }
  const std::size_t sequences = arguments.size();
  for (std::size_t i = 0; i < parts.carries; ++i) {
    if (change.drops[i]) continue;
    add_input(parts.first_carry() + i);
    results.push_back(parts.body->outputs()[i]);
  }
  const std::size_t carries = results.size();
  for (std::size_t i = 0; i < parts.constants; ++i) add_input(parts.first_constant() + i);
  for (const Variables& more : {parts.inner_collected(), change.collected}) results.insert(results.end(), more.begin(), more.end());
  results = transform(results, known);
  return intern(*node->op, arguments,
                node->attributes.with("body", std::make_shared<const Body>(parameters, results))
                    .with("sequences", static_cast<std::int64_t>(sequences))
                    .with("carries", static_cast<std::int64_t>(carries)));
}

// What values of a body depend on.
class Dependence {
 public:
  explicit Dependence(const ScanParts& parts) : order_(topological(parts.body->outputs())) {
    mark(of_turn_, {parts.step()});
    mark(of_turn_, parts.inner_carries());
    mark(of_slices_, parts.slices());
    for (const NodePointer& node : order_) {
      for (const Variable& input : node->inputs) {
        if (of_turn_.contains(input.node().get())) of_turn_.insert(node.get());
        if (of_slices_.contains(input.node().get())) of_slices_.insert(node.get());
      }
    }
  }
  const std::vector<NodePointer>& order() const { return order_; }
  bool is_of_slices_alone(const Variable& x) const { return of_slices_.contains(x.node().get()) && !of_turn_.contains(x.node().get()); }
  bool is_constant(const Variable& x) const { return !of_slices_.contains(x.node().get()) && !of_turn_.contains(x.node().get()); }

 private:
  using Nodes = std::unordered_set<const Node*>;
  static void mark(Nodes& nodes, const Variables& values) {
    for (const Variable& value : values) nodes.insert(value.node().get());
  }
  std::vector<NodePointer> order_;
  Nodes of_turn_, of_slices_;
};

// x_t W for all t at once: a contraction of slices with constants is a slice of a contraction of sequences.
Rewritten contract_before(const NodePointer& node, const Variables& inputs) {
  const ScanParts parts = scan_parts(Apply(node));
  const Dependence depends(parts);
  const double carried = numbers_in(parts.inner_carries());
  const auto pays = [&](const NodePointer& contraction) {
    const Variables& x = contraction->inputs;
    const bool is_left = depends.is_of_slices_alone(x[0]) && depends.is_constant(x[1]);
    if (!is_left && !(depends.is_of_slices_alone(x[1]) && depends.is_constant(x[0]))) return false;
    const auto summed = summed_by(contraction);
    const auto rows = count_of(contraction, [&](const Labels& labels, char letter) {
      return has(labels.out, letter) && has(is_left ? labels.a : labels.b, letter);
    });
    return summed && rows && *summed >= least_summed && *rows <= most_rows &&
           numbers_in({contraction, 0}) <= most_growth * (carried + numbers_in(x[is_left ? 0 : 1]));
  };
  Variables values;
  for (const NodePointer& inside : depends.order())
    if (inside->op == &table::contraction && pays(inside)) values.emplace_back(inside, 0);
  if (values.empty()) return {};
  const Variables inner(parts.body->inputs().begin() + 1, parts.body->inputs().end());  // without the number of the step
  std::vector<bool> batched(inner.size(), false);
  std::fill_n(batched.begin(), parts.sequences, true);
  const Variables sequences = GraphDifferentiator().vectorize(values, inner, inputs, batched, parts.length).first;
  Change change{.drops = std::vector<bool>(node->types.size()), .made_before = {}, .collected = {}};
  for (std::size_t i = 0; i < values.size(); ++i) change.made_before.emplace_back(values[i], sequences[i]);
  return Apply(remade(node, change)).outputs();
}

// A carry that a step only adds to.
struct Accumulation {
  std::size_t carry;
  Variables terms;
};

// What is added up to `sum`: a weight that is used at several places has several terms.
Variables terms_of(const Variable& sum) {
  constexpr std::size_t most_terms = 16;
  Variables terms, left = {sum};
  while (!left.empty()) {
    const Variable x = left.back();
    left.pop_back();
    if (is(x, table::add) && terms.size() + left.size() < most_terms) left.insert(left.end(), inputs_of(x).begin(), inputs_of(x).end());
    else terms.push_back(x);
  }
  return terms;
}

std::vector<Accumulation> accumulations(const ScanParts& parts, const Dependence& depends) {
  std::unordered_map<Variable, std::size_t> uses;
  for (const NodePointer& node : depends.order())
    for (const Variable& input : node->inputs) ++uses[input];
  for (const Variable& output : parts.body->outputs()) ++uses[output];
  std::vector<Accumulation> found;
  const Variables carries = parts.inner_carries();
  for (std::size_t i = 0; i < carries.size(); ++i) {
    const Variable& next = parts.body->outputs()[i];
    if (!is(next, table::add) || uses[next] != 1 || uses[carries[i]] != 1) continue;
    const Variables& terms = inputs_of(next);
    for (const std::size_t other : {0U, 1U})
      if (terms[1 - other] == carries[i]) found.push_back({i, terms_of(terms[other])});
  }
  return found;
}

bool is_among(const Variables& values, const Variable& x) { return std::ranges::find(values, x) != values.end(); }

// The sum of all steps' products, as one product after the loop; and sums of values that are at hand for every step anyway.
class AccumulateAfter {
 public:
  explicit AccumulateAfter(const NodePointer& node) : node_(node), parts_(scan_parts(Apply(node))), depends_(parts_) {}

  Rewritten run() {
    Change change{.drops = std::vector<bool>(node_->types.size()), .made_before = {}, .collected = {}};
    const std::vector<Accumulation> all = accumulations(parts_, depends_);
    std::vector<Accumulation> chosen;
    const auto pays_alone = [&](const Variable& term) { return is(term, table::contraction) && pays(term); };
    const auto is_kept = [&](const Variable& term) { return is_at_hand(term, change); };
    for (const Accumulation& one : all) {
      if (!std::ranges::all_of(one.terms, pays_alone)) continue;
      for (const Variable& term : one.terms)
        for (const Variable& operand : inputs_of(term))
          if (!is_at_hand(operand, change)) change.collected.push_back(operand);
      chosen.push_back(one);
    }
    std::ranges::copy_if(all, std::back_inserter(chosen), [&](const Accumulation& one) { return std::ranges::all_of(one.terms, is_kept); });
    if (chosen.empty()) return {};
    for (const Accumulation& one : chosen) change.drops[one.carry] = true;
    const NodePointer again = remade(node_, change);
    return outputs(again, change, chosen);
  }

 private:
  // Not more is kept of a step than the loop holds in one.
  bool pays(const Variable& contraction) const {
    const auto rows = summed_by(contraction.node());
    if (!rows || *rows > most_rows) return false;
    double kept = 0, held = numbers_in(parts_.slices());
    for (const Variable& operand : inputs_of(contraction)) {
      if (depends_.is_constant(operand)) return false;
      if (!is_slice(operand)) kept += numbers_in(operand);
    }
    for (const Variable& carry : parts_.inner_carries())
      if (carry.type() != contraction.type()) held += numbers_in(carry);
    return kept <= most_growth * held;
  }

  bool is_slice(const Variable& x) const { return is_among(parts_.slices(), x); }
  bool is_at_hand(const Variable& x, const Change& change) const { return is_slice(x) || is_among(change.collected, x); }

  Variables outputs(const NodePointer& again, const Change& change, const std::vector<Accumulation>& chosen) const {
    const Variables slices = parts_.slices();
    const std::size_t first = again->types.size() - change.collected.size();
    const auto of_all_steps = [&](const Variable& x) -> Variable {
      if (const auto slice = std::ranges::find(slices, x); slice != slices.end())
        return node_->inputs[static_cast<std::size_t>(slice - slices.begin())];
      const auto at = std::ranges::find(change.collected, x) - change.collected.begin();
      return {again, first + static_cast<std::size_t>(at)};
    };
    Variables results(node_->types.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < results.size(); ++i)
      if (!change.drops[i]) results[i] = {again, next++};
    for (const auto& [carry, terms] : chosen) {
      results[carry] = node_->inputs[parts_.first_carry() + carry];
      for (const Variable& term : terms) results[carry] = results[carry] + total(term, of_all_steps);
    }
    return results;
  }

  template <class F>
  static Variable total(const Variable& term, const F& of_all_steps) {
    if (!is(term, table::contraction)) return vocabulary::sum(of_all_steps(term), {{"axes", Axes{0}}});
    Labels labels = labels_of(Apply(term.node()));
    const char step = unused_letter(labels.text());
    labels.a.insert(labels.a.begin(), step);
    labels.b.insert(labels.b.begin(), step);
    return contract(of_all_steps(inputs_of(term)[0]), of_all_steps(inputs_of(term)[1]), labels);
  }

  const NodePointer& node_;
  const ScanParts parts_;
  const Dependence depends_;
};

constexpr std::array rows = {
    Rule{"contraction before a scan",
         "scan(... contract(x[t], w) ...) -> scan(... y[t] ...), y = contract(x, w)",
         {&table::scan},
         contract_before},
    Rule{"accumulation after a scan",
         "scan(c + contract(a[t], b[t])) -> c + contract(a, b) over all t; c + a[t] -> c + sum(a) where a is kept",
         {&table::scan},
         [](const NodePointer& node, const Variables&) { return AccumulateAfter(node).run(); },
         "a partial sum overflows in one order alone"},
};

}  // namespace

constinit const Table rules::loops = {"loops", rows};

}  // namespace pellucid::inline v0::compiler
