#include "maker.hpp"

namespace pellucid::kernels {
namespace {

using loop::Operation;

class TrainingStep {
 public:
  explicit TrainingStep(std::vector<std::int64_t> widths) : make_("training step", 0), widths_(std::move(widths)) {}

  Case made() {
    const std::size_t layers = widths_.size() - 1;
    const int x = make_.buffer({batch, widths_[0]}), t = make_.buffer({batch, widths_.back()}), rate = make_.buffer({});
    values_.push_back(x);
    for (std::size_t l = 0; l < layers; ++l) forward(l);
    const int delta = temporary({batch, widths_.back()}), loss = make_.buffer({}, loop::Role::output);
    const loop::Axis i = axis(batch), j = axis(widths_.back()), n = axis(batch);
    const auto error = [&](const loop::Axis& row, const loop::Expression& column) {
      return Maker::at(values_.back(), {index(row), column}) - Maker::at(t, {index(row), column});
    };
    make_.kernel({i, j}, {{delta, {index(i), index(j)}, error(i, index(j)) * f32(0.2)}});
    make_.kernel({}, {{loss, {}, reduce(loop::Reduction::sum, {n}, error(n, loop::integer(0)) * error(n, loop::integer(0))) * f32(0.1)}});
    int gradient = delta;
    std::vector<std::pair<int, int>> updates;
    for (std::size_t l = layers; l-- > 0;) gradient = backward(l, gradient, updates);
    for (const auto& [parameter, its_gradient] : updates) update(parameter, its_gradient, rate);
    return make_.done();
  }

 private:
  static constexpr std::int64_t batch = 10;
  static loop::Axis axis(std::int64_t extent) { return loop::make_axis("i", extent); }
  int temporary(Dims dims) {
    const int number = make_.buffer(std::move(dims), loop::Role::temporary);
    return number;
  }

  void forward(std::size_t l) {
    const std::int64_t in = widths_[l], out = widths_[l + 1];
    kernels_.push_back(make_.buffer({in, out}, loop::Role::state));
    biases_.push_back(make_.buffer({out}, loop::Role::state));
    const int y = temporary({batch, out});
    const loop::Axis i = axis(batch), j = axis(out), k = axis(in);
    loop::Expression value =
        reduce(loop::Reduction::sum, {k}, Maker::at(values_[l], {index(i), index(k)}) * Maker::at(kernels_[l], {index(k), index(j)}));
    value = value + Maker::at(biases_[l], {index(j)});
    if (l + 2 < widths_.size()) value = apply(Operation::maximum, {value, f32(0)});
    make_.kernel({i, j}, {{y, {index(i), index(j)}, value}});
    values_.push_back(y);
  }

  int backward(std::size_t l, int delta, std::vector<std::pair<int, int>>& updates) {
    const std::int64_t in = widths_[l], out = widths_[l + 1];
    const int kernel = temporary({in, out}), bias = temporary({out});
    {
      const loop::Axis i = axis(in), j = axis(out), n = axis(batch);
      make_.kernel(
          {i, j},
          {{kernel,
            {index(i), index(j)},
            reduce(loop::Reduction::sum, {n}, Maker::at(values_[l], {index(n), index(i)}) * Maker::at(delta, {index(n), index(j)}))}});
    }
    {
      const loop::Axis j = axis(out), n = axis(batch);
      make_.kernel({j}, {{bias, {index(j)}, reduce(loop::Reduction::sum, {n}, Maker::at(delta, {index(n), index(j)}))}});
    }
    updates.emplace_back(kernels_[l], kernel);
    updates.emplace_back(biases_[l], bias);
    if (l == 0) return -1;
    const int before = temporary({batch, in});
    const loop::Axis n = axis(batch), i = axis(in), j = axis(out);
    const auto sum =
        reduce(loop::Reduction::sum, {j}, Maker::at(delta, {index(n), index(j)}) * Maker::at(kernels_[l], {index(i), index(j)}));
    const auto active = apply(Operation::less, {f32(0), Maker::at(values_[l], {index(n), index(i)})});
    make_.kernel({n, i}, {{before, {index(n), index(i)}, select(active, sum, f32(0))}});
    return before;
  }

  void update(int p, int g, int rate) {
    const Dims dims = make_.dims(p);
    const int m = make_.buffer(dims, loop::Role::state), v = make_.buffer(dims, loop::Role::state);
    std::vector<loop::Axis> axes;
    loop::Expressions indices;
    for (const Dim& dim : dims) {
      axes.push_back(loop::make_axis("i", dim));
      indices.push_back(index(axes.back()));
    }
    const auto at = [&](int buffer) { return Maker::at(buffer, indices); };
    const auto m1 = at(m) + f32(0.1) * (at(g) - at(m)), v1 = at(v) + f32(0.001) * (at(g) * at(g) - at(v));
    const auto step = Maker::at(rate, {}) * m1 / (apply(Operation::square_root, {v1}) + f32(1e-7));
    make_.kernel(axes, {{p, indices, at(p) - step}, {m, indices, m1}, {v, indices, v1}});
  }

  Maker make_;
  std::vector<std::int64_t> widths_;
  std::vector<int> values_, kernels_, biases_;
};

}  // namespace

Case training_step(std::vector<std::int64_t> widths) { return TrainingStep(std::move(widths)).made(); }

}  // namespace pellucid::kernels
