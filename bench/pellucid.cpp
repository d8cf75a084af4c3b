// Pellucid's side of the workloads that workloads.py describes, asked by run.py through the harness's line protocol.
#include <pellucid/pellucid.hpp>

#include "harness.hpp"

namespace pl = pellucid;

namespace {

pl::Array array(const Floats& values, const pl::Shape& shape) { return pl::Array(values, shape); }
pl::Array rows(const Floats& values, std::int64_t first, std::int64_t count, std::int64_t width) {
  const auto begin = values.begin() + first * width;
  return array(Floats(begin, begin + count * width), {count, width});
}

// Weights from one raw file, in the order of the model's own.
void load(const pl::Model& model, const std::string& file) {
  const Floats all = read_raw<float>(file);
  std::vector<pl::Array> values;
  std::size_t at = 0;
  for (const pl::SharedVariable& weight : model.weights()) {
    const pl::Array now = weight.get_value();
    const auto size = static_cast<std::size_t>(now.size());
    values.push_back(
        array(Floats(all.begin() + static_cast<std::ptrdiff_t>(at), all.begin() + static_cast<std::ptrdiff_t>(at + size)), now.shape()));
    at += size;
  }
  model.set_weights(values);
}

Floats numbers(const pl::Array& values) { return values.to_vector<float>(); }

pl::Sequential seed_003() {
  pl::Sequential model({pl::Input({1}), pl::Dense(64, {.activation = "relu"}), pl::Dense(32, {.activation = "relu"}),
                        pl::Dense(32, {.activation = "relu"}), pl::Dense(1)});
  model.compile({.optimizer = pl::Adam(), .loss = "mse"});
  load(model, "w1_w.f32");
  return model;
}

pl::Sequential seed_001(const pl::Dim& steps) {
  pl::Sequential model({pl::Input({steps, 1}, {.batch_size = 1}), pl::LSTM(10, {.stateful = true, .name = "lstm"}),
                        pl::Dense(2, {.activation = "softmax"})});
  model.compile({.optimizer = pl::Adam(), .loss = "categorical_crossentropy"});
  load(model, "w3_w.f32");
  return model;
}

pl::Sequential tanh_net() {
  pl::Sequential model({pl::Input({8}), pl::Dense(64, {.activation = "tanh"}), pl::Dense(64, {.activation = "tanh"}),
                        pl::Dense(10, {.activation = "tanh"})});
  load(model, "w4_w.f32");
  return model;
}

void add_w1(Peer& peer) {
  peer.add("W1.step/train_on_batch", [] {
    const pl::Sequential model = seed_003();
    const Floats x = read_raw<float>("w1_x.f32"), y = read_raw<float>("w1_y.f32");
    std::vector<pl::Data> xs, ys;
    for (std::int64_t i = 0; i < 100; ++i) xs.emplace_back(rows(x, 10 * i, 10, 1)), ys.emplace_back(rows(y, 10 * i, 10, 1));
    auto step = std::make_shared<std::size_t>(0);
    return Figure{[=] {
                    for (int k = 0; k < 10; ++k) {
                      const std::size_t i = (*step)++ % 100;
                      model.train_on_batch(xs[i], ys[i]);
                    }
                  },
                  [=] {
                    const pl::Sequential fresh = seed_003();
                    Floats losses;
                    for (std::size_t i = 0; i < 5; ++i) losses.push_back(static_cast<float>(fresh.train_on_batch(xs[i], ys[i]).at("loss")));
                    return losses;
                  },
                  10};
  });
  peer.add("W1.fit/fit", [] {
    const pl::Array x = array(read_raw<float>("w1_x.f32"), {1000, 1}), y = array(read_raw<float>("w1_y.f32"), {1000, 1});
    const pl::Sequential model = seed_003();
    return Figure{[=] { model.fit(x, y, {.batch_size = 10, .epochs = 25, .verbose = 0}); }, nullptr};
  });
}

void add_w2(Peer& peer) {
  const auto slopes = [&](const std::string& key, std::int64_t count, const std::string& file, double units) {
    peer.add(key, [=] {
      const pl::Sequential model = seed_003();
      const pl::Function dydx({model.input()}, {pl::gradient(model.output(), model.input(), {.reduce = "sum"})});
      const std::vector<pl::Array> x = {array(file.empty() ? Floats{0.5F} : read_raw<float>(file), {count, 1})};
      auto out = std::make_shared<std::vector<pl::Array>>(dydx(x));
      return Figure{[=] {
                      for (int k = 0; k < static_cast<int>(units); ++k) dydx.call_into(x, *out);
                    },
                    [=] { return numbers(dydx(x)[0]); }, units};
    });
  };
  slopes("W2.dydx1/function", 1, "", 100);
  slopes("W2.dydx1024/function", 1024, "w2_x1024.f32", 1);
  peer.add("W2.jac256/function", [] {
    const pl::Sequential model = seed_003();
    const pl::Function jacobian({model.input()}, {pl::jacobian(model.layers()[1].output(), model.input(), {.per_example = true})});
    const std::vector<pl::Array> x = {array(read_raw<float>("w2_x256.f32"), {256, 1})};
    auto out = std::make_shared<std::vector<pl::Array>>(jacobian(x));
    return Figure{[=] { jacobian.call_into(x, *out); }, [=] { return numbers(jacobian(x)[0]); }};
  });
}

void add_w3(Peer& peer) {
  const auto batches = [](std::vector<pl::Data>& xs, std::vector<pl::Data>& ys) {
    const Floats x = read_raw<float>("w3_x.f32"), y = read_raw<float>("w3_y.f32");
    for (std::int64_t t = 0; t < 1000; ++t) xs.emplace_back(rows(x, t, 1, 1).reshape({1, 1, 1})), ys.emplace_back(rows(y, t, 1, 2));
  };
  const auto losses = [=] {
    std::vector<pl::Data> xs, ys;
    batches(xs, ys);
    const pl::Sequential model = seed_001(1);
    Floats all;
    for (std::size_t t = 0; t < 10; ++t) all.push_back(static_cast<float>(model.train_on_batch(xs[t], ys[t]).at("loss")));
    return all;
  };
  peer.add("W3.step/train_on_batch", [=] {
    std::vector<pl::Data> xs, ys;
    batches(xs, ys);
    const pl::Sequential model = seed_001(1);
    auto step = std::make_shared<std::size_t>(0);
    return Figure{[=] {
                    for (int k = 0; k < 10; ++k) {
                      const std::size_t t = (*step)++ % 1000;
                      model.train_on_batch(xs[t], ys[t]);
                    }
                  },
                  losses, 10};
  });
  peer.add("W3.series10/train_on_batch", [=] {
    std::vector<pl::Data> xs, ys;
    batches(xs, ys);
    const pl::Sequential model = seed_001(1);
    return Figure{[=] {
                    for (std::size_t t = 0; t < 10; ++t) model.train_on_batch(xs[t], ys[t]);
                    model.reset_states();
                  },
                  losses};
  });
  peer.add("W3.gates1000/inspector", [] {
    const pl::Sequential model = seed_001(pl::unknown);
    const Floats x = read_raw<float>("w3_x.f32");
    const pl::Data series(array(Floats(x.begin(), x.begin() + 1000), {1, 1000, 1}));
    const pl::Inspector inspector(model);
    const std::vector<std::string> paths = {"lstm/input_gate", "lstm/forget_gate", "lstm/cell_state", "lstm/output_gate"};
    return Figure{[=] { inspector.read(paths, series); },
                  [=] {
                    const pl::Arrays gates = inspector.read(paths, series);
                    Floats all;
                    for (std::int64_t t = 0; t < 1000; ++t)
                      for (const std::string& path : paths)
                        for (std::int64_t k = 0; k < 10; ++k) all.push_back(gates[path].at<float>({0, t, k}));
                    return all;
                  }};
  });
}

// Row after row the numbers of all weights, from arrays that hold `rows` of them each.
void append_rows(const std::vector<pl::Array>& parts, std::size_t first, std::size_t count, std::int64_t rows, Floats& all) {
  std::vector<Floats> of_weights;
  for (std::size_t i = first; i < first + count; ++i) of_weights.push_back(numbers(parts[i]));
  for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row)
    for (const Floats& weight : of_weights) {
      const std::size_t size = weight.size() / static_cast<std::size_t>(rows);
      all.insert(all.end(), weight.begin() + static_cast<std::ptrdiff_t>(row * size),
                 weight.begin() + static_cast<std::ptrdiff_t>((row + 1) * size));
    }
}

void add_w4(Peer& peer) {
  peer.add("W4.neurons/inspector", [] {
    const pl::Sequential model = tanh_net();
    const Floats x = read_raw<float>("w4_x.f32");
    const pl::Data one(array(Floats(x.begin(), x.begin() + 8), {1, 8}));
    const pl::Inspector inspector(model);
    return Figure{[=] { inspector.neuron_gradients(one); },
                  [=] {
                    const pl::Arrays slopes = inspector.neuron_gradients(one);
                    std::vector<pl::Array> parts;
                    for (const auto& [path, array] : slopes) parts.push_back(array);
                    const std::size_t weights = model.weights().size();
                    Floats all;
                    for (std::size_t first = 0; first < parts.size(); first += weights)
                      append_rows(parts, first, weights, parts[first].shape()[1], all);
                    return all;
                  }};
  });
  peer.add("W4.perex128/function", [] {
    const pl::Sequential model = tanh_net();
    const pl::Variable y = pl::input("y", model.output().dims());
    const pl::Variable losses = pl::Loss("mse")(y, model.output());
    pl::Targets weights;
    for (const pl::SharedVariable& weight : model.weights()) weights.emplace_back(weight.variable());
    const pl::Function gradients({model.input(), y}, pl::per_example_gradient(losses, weights));
    const std::vector<pl::Array> data = {array(read_raw<float>("w4_x.f32"), {128, 8}), array(read_raw<float>("w4_y.f32"), {128, 10})};
    auto out = std::make_shared<std::vector<pl::Array>>(gradients(data));
    return Figure{[=] { gradients.call_into(data, *out); },
                  [=] {
                    Floats all;
                    append_rows(gradients(data), 0, model.weights().size(), 128, all);
                    return all;
                  }};
  });
}

}  // namespace

int main(int argc, char** argv) {
  Peer peer{"pellucid", {}, {}};
  add_w1(peer);
  add_w2(peer);
  add_w3(peer);
  add_w4(peer);
  return peer.serve(argc, argv);
}
