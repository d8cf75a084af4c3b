// Random kernels with random schedules: machine code must agree with the interpreter.
#include <gtest/gtest.h>

#include <random>

#include "llvm/support/program_under_test.hpp"

namespace pellucid::testing {

namespace {

using loop::Expression;
using loop::Operation;
using loop::Reduction;

class RandomKernel {
 public:
  explicit RandomKernel(std::uint64_t seed) : random_(seed) { program_.seed = seed; }

  ProgramUnderTest make() {
    program_.low = 0.25;
    program_.high = 1.5;
    const int kernels = pick(1, 3);
    for (int i = 0; i < kernels; ++i) add_kernel();
    return std::move(program_);
  }

 private:
  int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool chance(int percent) { return pick(1, 100) <= percent; }
  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(pick(0, static_cast<int>(values.size()) - 1))];
  }

  void add_kernel() {
    axes_.clear();
    const int rank = pick(0, 3);
    for (int i = 0; i < rank; ++i)
      axes_.push_back(loop::make_axis("i" + std::to_string(i), one_of<int>({1, 2, 3, 4, 5, 7, 8, 13, 16, 17, 19, 24, 33})));
    budget_ = 30;
    dtype_ = chance(75) ? DType::float32 : DType::float64;
    std::vector<loop::Store> stores;
    const int count = pick(1, 2);
    for (int i = 0; i < count; ++i) {
      const Expression value = number(axes_, 4);
      Dims dims;
      loop::Expressions indices;
      std::vector<loop::Axis> order = axes_;
      if (chance(20)) std::shuffle(order.begin(), order.end(), random_);
      for (const loop::Axis& axis : order) {
        const int stretch = chance(15) ? pick(2, 3) : 1, offset = chance(15) ? pick(1, 3) : 0;
        dims.push_back(axis.extent * stretch + offset);
        indices.push_back(chance(10) ? loop::size(axis.extent - 1) - index(axis)
                                     : index(axis) * loop::integer(stretch) + loop::integer(offset));
      }
      if (chance(15) && !indices.empty()) {  // points meet
        indices.pop_back();
        dims.pop_back();
        stores.push_back({program_.state(dtype_, dims), indices, value, loop::Write::add});
      } else if (chance(20)) {
        stores.push_back({program_.state(dtype_, dims), indices, value, loop::Write::add});
      } else {
        stores.push_back({program_.output(dtype_, dims), indices, value});
      }
    }
    program_.kernel(axes_, stores, schedule());
  }

  loop::Schedule schedule() {
    loop::Schedule schedule;
    schedule.vector_axis = axes_.empty() || chance(15) ? -1 : pick(0, static_cast<int>(axes_.size()) - 1);
    schedule.vector_width = one_of<int>({2, 4, 8, 16, 16});
    for (std::size_t i = 0; i < axes_.size(); ++i) schedule.tile.push_back(one_of<int>({1, 1, 2, 3, 4, 6}));
    schedule.unroll_reduction = one_of<int>({1, 1, 2, 3, 4, 8, 16});
    schedule.vectorize_reduction = chance(40);
    return schedule;
  }

  // A load whose indices are sums over some of the axes.
  Expression load(const std::vector<loop::Axis>& scope) {
    Dims dims;
    loop::Expressions indices;
    const int rank = pick(0, std::min<int>(3, static_cast<int>(scope.size())));
    for (int i = 0; i < rank; ++i) {
      const loop::Axis& axis = one_of(scope);
      const int kind = pick(1, 12);
      if (kind == 1) {  // strided
        indices.push_back(index(axis) * loop::integer(2) + loop::integer(1));
        dims.push_back(axis.extent * 2);
      } else if (kind == 2) {  // reversed
        indices.push_back(loop::size(axis.extent - 1) - index(axis));
        dims.push_back(axis.extent);
      } else if (kind == 3) {  // two axes
        const loop::Axis& other = one_of(scope);
        indices.push_back(index(axis) + index(other));
        dims.push_back(axis.extent + other.extent);
      } else if (kind == 4) {  // wrapped
        indices.push_back(apply(Operation::modulo, {index(axis) * loop::integer(5), loop::integer(7)}));
        dims.emplace_back(7);
      } else if (kind == 5) {  // read from memory
        const int ids = program_.input(DType::uint8, {axis.extent});
        indices.push_back(cast(program_.at(ids, {index(axis)}), DType::int64));
        dims.emplace_back(256);
      } else {
        indices.push_back(index(axis));
        dims.push_back(axis.extent);
      }
    }
    // Buffers are used again where they fit, so that loads are shared.
    for (std::size_t b = 0; b < program_.program.buffers.size(); ++b) {
      const loop::Buffer& buffer = program_.program.buffers[b];
      if (buffer.role == loop::Role::input && buffer.dtype == dtype_ && buffer.dims == dims && chance(60))
        return program_.at(static_cast<int>(b), indices);
    }
    return program_.at(program_.input(dtype_, dims), indices);
  }

  Expression condition(const std::vector<loop::Axis>& scope, int depth) {
    if (!scope.empty() && chance(50)) return apply(Operation::less, {index(one_of(scope)), loop::integer(pick(0, 12))});
    return apply(one_of<Operation>({Operation::less, Operation::less_equal}), {number(scope, depth - 1), number(scope, depth - 1)});
  }

  // Positive and not large, so that no step is ill-conditioned.
  Expression number(const std::vector<loop::Axis>& scope, int depth) {
    if (--budget_ < 0 || depth <= 0) return chance(90) ? load(scope) : loop::constant(0.5 + 0.25 * pick(0, 4), dtype_);
    const auto part = [&] { return number(scope, depth - 1); };
    switch (pick(1, 14)) {
      case 1: return part() + part();
      case 2: return part() * part();
      case 3: return apply(one_of<Operation>({Operation::minimum, Operation::maximum}), {part(), part()});
      case 4: return apply(Operation::fma, {part(), part(), part()});
      case 5: return apply(one_of<Operation>({Operation::square_root, Operation::tanh, Operation::log1p}), {part()});
      case 6:
        return loop::constant(1, dtype_) /
               (loop::constant(1, dtype_) + apply(Operation::exponential, {apply(Operation::negate, {part()})}));
      case 7: return select(condition(scope, depth), part(), part());
      case 8:
        if (scope.empty()) return part();
        return cast(index(one_of(scope)) + loop::integer(1), dtype_) * loop::constant(0.0625, dtype_);
      case 9: {  // a load that only a guard keeps inside
        if (scope.empty()) return part();
        const loop::Axis& axis = one_of(scope);
        const int limit = pick(1, 9);
        const int buffer = program_.input(dtype_, {limit});
        return select(apply(Operation::less, {index(axis), loop::integer(limit)}), program_.at(buffer, {index(axis)}), part());
      }
      case 10:
      case 11:
      case 12: return reduction(scope, depth);
      default: return load(scope);
    }
  }

  Expression reduction(std::vector<loop::Axis> scope, int depth) {
    std::vector<loop::Axis> axes = {loop::make_axis("k", one_of<int>({1, 2, 3, 5, 8, 16, 17, 31}))};
    if (chance(20)) axes.push_back(loop::make_axis("l", pick(1, 6)));
    double count = 1;
    for (const loop::Axis& axis : axes) {
      scope.push_back(axis);
      count *= static_cast<double>(axis.extent.value());
    }
    if (chance(30)) return reduce(one_of<Reduction>({Reduction::minimum, Reduction::maximum}), axes, number(scope, depth - 1));
    return reduce(Reduction::sum, axes, chance(60) ? number(scope, depth - 2) * number(scope, depth - 2) : number(scope, depth - 1)) *
           loop::constant(1 / count, dtype_);
  }

  std::mt19937_64 random_;
  ProgramUnderTest program_;
  std::vector<loop::Axis> axes_;
  DType dtype_ = DType::float32;
  int budget_ = 0;
};

class Fuzz : public ::testing::TestWithParam<int> {};

TEST_P(Fuzz, AgreesWithTheInterpreter) {
  const int batch = 8;
  for (int i = 0; i < batch; ++i) {
    const int seed = GetParam() * batch + i;
    const ProgramUnderTest p = RandomKernel(static_cast<std::uint64_t>(seed)).make();
    const auto target = all_targets()[static_cast<std::size_t>(seed) % 3];
    ASSERT_EQ(p.difference(target, {.relative = 1e-4, .absolute = 1e-4}), "") << "seed " << seed << ", " << target.vector_bits << " bits\n"
                                                                              << loop::print(p.program);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Fuzz, ::testing::Range(0, 40));

}  // namespace

}  // namespace pellucid::testing
