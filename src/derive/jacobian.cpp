// Jacobians: all rows at once by pulling back, or all columns at once by pushing forward; never a loop.
#include <algorithm>
#include <array>
#include <ranges>

#include "base/refuse.hpp"
#include "derive/independence.hpp"
#include "derive/question.hpp"
#include "graph/requirements.hpp"
#include "graph/specialise.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

Dims joined(const Dims& a, const Dims& b) {
  Dims all = a;
  all.insert(all.end(), b.begin(), b.end());
  return all;
}

Dims without_first(const Dims& dims) { return {dims.begin() + 1, dims.end()}; }

// [count, ...type]: each element of the type once 1, the others 0.
Variable basis(const Type& type, const Dim& count) {
  const Variable rows = counting({count, count}, 0), columns = counting({count, count}, 1);
  return reshape_to(cast_to(vocabulary::equal(rows, columns), type.dtype), joined({count}, type.dims));
}

// d of / d wrt for one wrt after the other, [of..., wrt...]; nothing where nothing flows.
Flows by_rows(const Variable& of, const Variables& wrt) {
  GraphDifferentiator derive;
  const Variable seed = input("cotangent", of.dims(), of.dtype());
  const Flows back = derive.pullback({of}, wrt, {seed});
  const Dim count = product(of.dims());
  Flows result;
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    if (!back[i]) {
      result.emplace_back();
      continue;
    }
    const auto [values, has] = derive.vectorize({*back[i]}, {seed}, {basis(of.type(), count)}, {true}, count);
    result.emplace_back(reshape_to(with_leading(values.front(), has.front(), count), joined(of.dims(), wrt[i].dims())));
  }
  return result;
}

Flow by_columns(const Variable& of, const Variable& wrt) {
  GraphDifferentiator derive;
  const Variable seed = input("tangent", wrt.dims(), wrt.dtype());
  const Flow pushed = derive.pushforward({of}, {wrt}, {seed})[0];
  if (!pushed) return std::nullopt;
  const Dim count = product(wrt.dims());
  const auto [values, has] = derive.vectorize({*pushed}, {seed}, {basis(wrt.type(), count)}, {true}, count);
  const Variable columns = with_leading(values[0], has[0], count);  // [wrt, of...]
  return reshape_to(move_axis(columns, 0, static_cast<std::int64_t>(of.rank())), joined(of.dims(), wrt.dims()));
}

// A forward pass costs about as much as a backward pass: fewer passes win; unknown extents count as many.
bool columns_are_fewer(const Dims& of, const Dims& wrt) {
  const Dim rows = product(of), columns = product(wrt);
  if (!columns.is_known()) return false;
  return !rows.is_known() || columns.value() < rows.value();
}

Flows full_jacobians(const Variable& of, const Variables& wrt, JacobianMode mode) {
  Flows result(wrt.size());
  Variables backward;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    if (mode == JacobianMode::forward || (mode == JacobianMode::automatic && columns_are_fewer(of.dims(), wrt[i].dims()))) {
      result[i] = by_columns(of, wrt[i]);
    } else {
      backward.push_back(wrt[i]);
      positions.push_back(i);
    }
  }
  const Flows rows = backward.empty() ? Flows() : by_rows(of, backward);
  for (std::size_t i = 0; i < rows.size(); ++i) result[positions[i]] = rows[i];
  return result;
}

bool counts_examples(const Variable& wrt, const Dim& batch) {
  return std::ranges::equal(wrt.dims() | std::views::take(1), std::array{batch}) && op_of(skip_places(wrt)).role != Role::shared;
}

// By values that have the examples on axis 0: summed over the batch, every example keeps its own derivative. [batch, of..., wrt...]
Flow diagonal_by_examples(const Variable& of, const Variable& wrt, JacobianMode mode) {
  if (mode == JacobianMode::forward ||
      (mode == JacobianMode::automatic && columns_are_fewer(without_first(of.dims()), without_first(wrt.dims())))) {
    GraphDifferentiator derive;
    const Dims rest = without_first(wrt.dims());
    const Dim count = product(rest);
    const Variable seed = input("tangent", wrt.dims(), wrt.dtype());
    const Flow pushed = derive.pushforward({of}, {wrt}, {seed})[0];
    if (!pushed) return std::nullopt;
    const Variable tangents = repeat_along(basis({wrt.dtype(), rest}, count), 1, wrt.dims()[0]);  // [count, batch, rest...]
    const auto [values, has] = derive.vectorize({*pushed}, {seed}, {tangents}, {true}, count);
    const Variable columns = with_leading(values[0], has[0], count);  // [count, batch, of...]
    return reshape_to(move_axis(columns, 0, static_cast<std::int64_t>(of.rank())), joined(of.dims(), rest));
  }
  const Flow rows = by_rows(vocabulary::sum(of, {{"axes", Axes{0}}}), {wrt})[0];  // [of..., batch, wrt...]
  if (!rows) return std::nullopt;
  return move_axis(*rows, static_cast<std::int64_t>(of.rank()) - 1, 0);
}

// By values that all examples share: the graph of one example, for all examples at once. [batch, of..., wrt...]
Flows diagonal_by_shared(const Variable& of, const Variables& wrt, const Dim& batch, JacobianMode mode) {
  const std::string name = batch.to_string();
  std::unordered_map<Variable, Variable> single;
  Variables given, ones;
  for (const NodePointer& node : topological({of})) {
    const Variable leaf(node, 0);
    if (node->op->role != Role::input || !counts_examples(leaf, batch)) continue;
    given.push_back(leaf);
    ones.push_back(input(leaf.name(), joined({1}, without_first(leaf.dims())), leaf.dtype()));
    single.emplace(leaf, ones.back());
  }
  const Specialisation to_one{.dims = {{name, Dim(1)}}, .leaf = [](const Variable& leaf) { return leaf; }};
  const Variable one = specialise({of}, to_one, single)[0];
  Variables one_wrt;
  for (const Variable& value : wrt) one_wrt.push_back(specialise({value}, to_one, single)[0]);
  Flows flows = full_jacobians(reshape_to(one, without_first(of.dims())), one_wrt, mode);
  Variables batched;
  for (const Variable& leaf : given) batched.push_back(insert_axis(leaf, 1));  // [batch, 1, ...]
  for (Flow& flow : flows) {
    if (!flow) continue;
    const auto [values, has] = GraphDifferentiator().vectorize({*flow}, ones, batched, std::vector<bool>(ones.size(), true), batch);
    flow = with_leading(values[0], has[0], batch);
  }
  return flows;
}

// The blocks of each example out of the full Jacobian, for graphs in which examples meet.
Variable diagonal(const Variable& full_jacobian, const Dim& batch, std::size_t of_rank, bool wrt_has_examples) {
  if (!wrt_has_examples) return full_jacobian;
  Dims mask_dims(full_jacobian.rank(), Dim(1));
  mask_dims.front() = mask_dims[of_rank] = batch;
  const Variable same = reshape_to(vocabulary::equal(counting({batch, batch}, 0), counting({batch, batch}, 1)), mask_dims);
  return vocabulary::sum(vocabulary::where(same, full_jacobian, 0), {{"axes", Axes{static_cast<std::int64_t>(of_rank)}}});
}

Flows per_example_jacobians(const Variable& of, const Variables& wrt, JacobianMode mode) {
  const Dim batch = of.dims()[0];
  const auto has_them_behind = [&](const Variable& value) {
    return !counts_examples(value, batch) &&
           std::ranges::any_of(value.dims(), [&](const Dim& extent) { return depends_on(extent, batch); });
  };
  // A number may be the extent of other axes too.
  const bool provable = batch.is_unknown() && std::ranges::none_of(wrt, has_them_behind) && examples_are_independent(of, batch);
  Flows result(wrt.size());
  Variables common;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    if (counts_examples(wrt[i], batch) && provable) {
      result[i] = diagonal_by_examples(of, wrt[i], mode);
      continue;
    }
    common.push_back(wrt[i]);
    positions.push_back(i);
  }
  if (common.empty()) return result;
  const Flows flows = provable ? diagonal_by_shared(of, common, batch, mode) : full_jacobians(of, common, mode);
  for (std::size_t i = 0; i < common.size(); ++i)
    if (flows[i]) result[positions[i]] = provable ? *flows[i] : diagonal(*flows[i], batch, of.rank(), counts_examples(common[i], batch));
  return result;
}

// The same question where inputs that count the same examples under different unknowns, which meet, count them under one; and what is put back.
struct OneBatch {
  Target of;
  Targets wrt = {};
  std::vector<std::pair<Variable, Variable>> back = {};
};

std::optional<OneBatch> with_one_batch(const Target& of, const Targets& wrt) {
  if (!of.variable || std::ranges::any_of(wrt, [](const Target& by) { return !by.variable; })) return std::nullopt;
  Variables values = {of.value()};
  if (values[0].rank() == 0) return std::nullopt;
  const auto equal = Requirements(values).solve({});
  if (equal.empty()) return std::nullopt;
  for (const Target& by : wrt) values.push_back(by.variable);
  std::unordered_map<Variable, Variable> known;
  values = specialise(values, {.dims = equal}, known);
  OneBatch one = {.of = Target(values[0], std::nullopt, of.to_string())};
  for (std::size_t i = 0; i < wrt.size(); ++i) one.wrt.emplace_back(values[1 + i], wrt[i].selection, wrt[i].to_string());
  for (const auto& [from, to] : known)
    if (op_of(from).role == Role::input && from != to) one.back.emplace_back(to, from);
  return one;
}

Variables jacobian_of_one_batch(const Target& of, const Targets& wrt, const JacobianOptions& options) {
  const DerivativeQuestion question("jacobian", {of}, wrt);
  const Variable& value = question.of()[0];
  if (options.per_example && value.rank() == 0)
    refuse<ShapeError>({.where = "jacobian",
                        .what = "'of', " + of.to_string() + ", is a single number and has no examples",
                        .expected = "axis 0 counts examples",
                        .received = to_string(value.type())});
  for (std::size_t i = 0; i < wrt.size(); ++i)
    if (options.per_example && question.is_inside_scan(i))
      refuse<ValueError>({.where = "jacobian",
                          .what = "'" + wrt[i].to_string() + "' is made inside a loop, where per_example is not offered",
                          .hint = "Ask for the full Jacobian, or for the gradient of the sum."});
  const Flows flows = options.per_example ? per_example_jacobians(value, question.wrt(), options.mode)
                                          : full_jacobians(value, question.wrt(), options.mode);
  Variables results;
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    const bool drops_batch = options.per_example && counts_examples(question.wrt()[i], value.dims()[0]);
    const Dims& dims = question.wrt()[i].dims();
    const Type type{value.dtype(), joined(value.dims(), drops_batch ? without_first(dims) : dims)};
    const Variable whole = flows[i] ? *flows[i] : question.without_flow(i, 0, type, options.if_disconnected);
    results.push_back(drops_batch ? question.as_asked_of_example(whole, i) : question.as_asked(whole, i));
  }
  return results;
}

}  // namespace

Variables jacobian(const Target& of, const Targets& wrt, const JacobianOptions& options) {
  if (options.per_example)
    if (const auto one = with_one_batch(of, wrt)) return replace(jacobian_of_one_batch(one->of, one->wrt, options), one->back);
  return jacobian_of_one_batch(of, wrt, options);
}

Variable jacobian(const Target& of, const Target& wrt, const JacobianOptions& options) { return jacobian(of, Targets{wrt}, options)[0]; }
Variables jacobian(const Target& of, std::initializer_list<Target> wrt, const JacobianOptions& options) {
  return jacobian(of, Targets(wrt), options);
}

Variables per_example_gradient(const Target& of, const Targets& wrt, const DerivativeOptions& options) {
  if (!of.variable) refuse<ValueError>({.where = "per_example_gradient", .what = "'of' is an empty Variable"});
  if (const Variable value = of.value(); value.rank() != 1)
    refuse<ShapeError>({.where = "per_example_gradient",
                        .what = "'of', " + of.to_string() + ", is not one number an example",
                        .expected = "[batch]",
                        .received = to_string(value.type()),
                        .hint = "Take one element of each example: select(\"[:, 0]\")."});
  return jacobian(of, wrt, {.per_example = true, .if_disconnected = options.if_disconnected});
}

Variable per_example_gradient(const Target& of, const Target& wrt, const DerivativeOptions& options) {
  return per_example_gradient(of, Targets{wrt}, options)[0];
}
Variables per_example_gradient(const Target& of, std::initializer_list<Target> wrt, const DerivativeOptions& options) {
  return per_example_gradient(of, Targets(wrt), options);
}

}  // namespace pellucid::inline v0
