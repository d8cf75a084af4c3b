#include "compiler/random_graph.hpp"

#include <algorithm>
#include <random>

#include "graph/scan.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/movement.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

// Adds one operation after the other to a pool of values. Values stay within a few units, so that float32 can be compared.
class Maker {
 public:
  Maker(std::uint64_t seed, const RandomGraphOptions& options) : random_(seed), options_(options) {}

  RandomGraph run() {
    const std::int64_t count = 2 + pick(2);
    for (std::int64_t i = 0; i < count; ++i) add_input();
    for (std::int64_t i = 0; i < 2; ++i) add_shared();
    for (std::size_t i = 0; i < options_.operations; ++i)
      pool_.push_back(options_.patterns && pick(2) == 0 ? pattern() : next(options_.scans ? 17 : 16));
    for (std::int64_t i = 0; i < 3; ++i)
      graph_.outputs.push_back(
          pool_[pool_.size() - 1 - static_cast<std::size_t>(pick(std::min<std::int64_t>(6, static_cast<std::int64_t>(pool_.size()))))]);
    if (options_.updates)
      for (const SharedVariable& shared : graph_.shared) graph_.updates.emplace_back(shared, shaped(value(), shared.variable().dims()));
    return std::move(graph_);
  }

 private:
  std::int64_t pick(std::int64_t below) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(below)); }
  Variable value() { return pool_[static_cast<std::size_t>(pick(static_cast<std::int64_t>(pool_.size())))]; }

  Shape shape() {
    static const std::vector<Shape> shapes = {{4, 6}, {6, 4}, {6}, {2, 3, 4}, {}, {1, 6}, {4, 1}, {5}, {3, 17}};
    return shapes[static_cast<std::size_t>(pick(static_cast<std::int64_t>(shapes.size())))];
  }

  void add_input() {
    const Shape of = shape();
    graph_.values.push_back(random_array(of, random_()));
    graph_.inputs.push_back(input("x" + std::to_string(graph_.inputs.size()), Dims(of.begin(), of.end())));
    pool_.push_back(graph_.inputs.back());
  }

  void add_shared() {
    graph_.shared.emplace_back(random_array(shape(), random_()), "s" + std::to_string(graph_.shared.size()));
    pool_.push_back(graph_.shared.back().variable());
  }

  // The same numbers, fewer or more of them, under other dims.
  Variable shaped(const Variable& x, const Dims& dims) {
    const std::int64_t have = product(x.dims()).value(), want = product(dims).value();
    Variable flat = reshape_to(x, {have});
    if (have < want) flat = pad_axis(flat, 0, 0, want - have);
    if (have > want) flat = slice_axis(flat, 0, 0, want);
    return reshape_to(flat, dims);
  }

  Variable bounded(const Variable& x) { return v::tanh(x); }

  Variable next(std::int64_t kinds) {
    const Variable x = value();
    switch (pick(kinds)) {
      case 0: return v::add(x, shaped(value(), x.dims()));
      case 1: return v::multiply(x, shaped(value(), x.dims()));
      case 2: return v::subtract(x, 0.5);
      case 3: return bounded(x);
      case 4: return v::maximum(x, 0.0);
      case 5: return v::where(v::less(x, shaped(value(), x.dims())), x, v::negate(x));
      case 6: return v::exp(v::minimum(bounded(x), 0.0));
      case 7: return sum(x);
      case 8: return product_of(x);
      case 9: return x.rank() < 2 ? x : v::transpose(x);
      case 10: return slice(x);
      case 11: return x.rank() == 0 ? x : pad_axis(x, pick(static_cast<std::int64_t>(x.rank())), pick(2), pick(3));
      case 12: return reshape_to(x, {product(x.dims())});
      case 13: return x.rank() == 0 ? x : concatenate_along({x, v::multiply(x, 2.0), x}, pick(static_cast<std::int64_t>(x.rank())));
      case 14: return normalised(x);
      case 15: return gathered(x);
      default: return scanned(x);
    }
  }

  // What is said in more words than it needs, as derivatives and layers say it.
  Variable pattern() {
    const Variable x = value(), y = shaped(value(), x.dims());
    const Variable no = v::subtract(v::absolute(x), v::absolute(x)), flat = reshape_to(x, {product(x.dims())});
    const std::int64_t count = product(x.dims()).value();
    switch (pick(23)) {
      case 0: return v::add(0.0, x);
      case 1: return v::multiply(v::exp(v::multiply(no, 0.0)), x);
      case 2: return v::subtract(x, v::negate(y));
      case 3: return v::add(v::negate(x), y);
      case 4: return v::negate(v::multiply(v::negate(x), y));
      case 5: return v::divide(v::multiply(2.0, v::multiply(x, 0.75)), 4.0);
      case 6: return v::multiply(bounded(y), v::divide(1.0, v::add(v::absolute(x), 1.0)));
      case 7: return reshape_to(flat, x.dims());
      case 8: return v::add(pad_axis(flat, 0, 0, count), pad_axis(bounded(flat), 0, count, 0));
      case 9: return slice_axis(concatenate_along({flat, v::negate(flat)}, 0), 0, count, count);
      case 10: return v::where(v::logical_not(v::less(x, y)), x, y);
      case 11: return v::maximum(v::maximum(x, -0.5), -1.0);
      case 12: return bounded(v::power(bounded(x), 2.0));
      case 13: return v::log(v::add(v::exp(bounded(x)), 1.0));
      case 14: return v::log(v::sigmoid(x));
      case 15: return x.rank() == 0 ? x : bounded(v::log(v::softmax(x)));
      case 16: return v::subtract(v::exp(bounded(x)), 1.0);
      case 17: return bounded(v::sum(repeat_along(x, 0, 3), {{"axes", Axes{0}}}));
      case 18: return bounded(v::contraction(repeat_along(flat, 0, 4), flat, {{"labels", std::string("ab,b->a")}}));
      case 19: return x.rank() < 2 ? v::stop_gradient(x) : v::transpose(v::transpose(x));
      case 20: return v::square_root(v::square(x));
      case 21: return v::flow_product(v::negate(x), v::where(v::less(x, y), 0.5, bounded(y)));
      default: return v::add(bounded(x), v::reduce_max(insert_axis(x, 0), {{"axes", Axes{0}}}));
    }
  }

  Variable sum(const Variable& x) {
    if (x.rank() == 0) return bounded(x);
    return bounded(v::sum(x, {{"axes", Axes{pick(static_cast<std::int64_t>(x.rank()))}}}));
  }

  Variable product_of(const Variable& x) {
    const std::int64_t inner = 1 + pick(6), rows = 1 + pick(9), columns = 1 + pick(20);
    const Variable a = shaped(x, {rows, inner});
    if (pick(2) == 0) return bounded(v::contraction(a, shaped(value(), {inner, columns}), {{"labels", std::string("ik,kj->ij")}}));
    return bounded(v::contraction(a, shaped(value(), {columns, inner}), {{"labels", std::string("ik,jk->ij")}}));
  }

  Variable slice(const Variable& x) {
    if (x.rank() == 0) return x;
    const std::int64_t axis = pick(static_cast<std::int64_t>(x.rank())), extent = x.dims()[static_cast<std::size_t>(axis)].value();
    const std::int64_t start = pick(extent), count = 1 + pick(extent - start);
    return pick(3) == 0 ? reverse_axis(x, axis) : slice_axis(x, axis, start, count);
  }

  Variable normalised(const Variable& x) { return x.rank() == 0 ? x : v::softmax(x, {{"axis", static_cast<std::int64_t>(x.rank()) - 1}}); }

  Variable gathered(const Variable& x) {
    if (x.rank() == 0) return x;
    const std::int64_t extent = x.dims()[0].value();
    std::vector<std::int64_t> indices;
    for (std::int64_t i = 0; i < 4; ++i) indices.push_back(pick(extent));
    return v::gather(x, constant(Array(indices)), {{"axis", std::int64_t{0}}});
  }

  Variable scanned(const Variable& x) {
    const std::int64_t length = 1 + pick(4), width = 1 + pick(options_.patterns ? 12 : 5);
    const Variable weights = shaped(value(), {width, width});
    const ScanResult result = scan(
        {.sequences = {shaped(x, {length, width})}, .initial = {shaped(value(), {width})}, .length = length, .reverse = pick(2) == 0},
        [&](const ScanStep& step) -> ScanYield {
          const Variable mixed = v::contraction(step.carries[0], weights, {{"labels", std::string("k,kj->j")}});
          const Variable now = v::tanh(v::add(
              mixed, options_.patterns ? v::contraction(weights, step.slices[0], {{"labels", std::string("kj,j->k")}}) : step.slices[0]));
          return {.carries = {now}, .collected = {now, v::multiply(now, step.slices[0])}};
        });
    switch (pick(3)) {
      case 0: return result.carries[0];
      case 1: return result.collected[0];
      default: return v::add(result.collected[1], result.collected[0]);
    }
  }

  std::mt19937_64 random_;
  const RandomGraphOptions options_;
  RandomGraph graph_;
  Variables pool_;
};

}  // namespace

std::vector<std::pair<Variable, Array>> RandomGraph::given() const {
  std::vector<std::pair<Variable, Array>> pairs;
  for (std::size_t i = 0; i < inputs.size(); ++i) pairs.emplace_back(inputs[i], values[i]);
  return pairs;
}

RandomGraph random_graph(std::uint64_t seed, const RandomGraphOptions& options) { return Maker(seed, options).run(); }

Array random_array(const Shape& shape, std::uint64_t seed, DType dtype) {
  std::mt19937_64 random(seed);
  std::vector<double> numbers(static_cast<std::size_t>(element_count(shape)));
  for (double& number : numbers) number = static_cast<double>(random() >> 11) * 0x1p-52 - 1;
  return Array(numbers, shape).astype(dtype);
}

}  // namespace pellucid::inline v0
