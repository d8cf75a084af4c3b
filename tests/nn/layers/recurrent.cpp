// Recurrent layers against loops in double.
#include "nn/session.hpp"
#include "nn/support.hpp"

namespace pellucid {
namespace {

using Row = std::vector<double>;
double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

struct Weights {
  explicit Weights(const Layer& layer) {
    int seed = 0;
    for (const SharedVariable& weight : layer.weights()) weight.set_value(numbers(weight.borrow().shape(), ++seed));
    const std::vector<Array> all = layer.get_weights();
    kernel = all[0], recurrent = all[1], bias = all[2];
  }
  // x W + h U + b, column by column.
  double at(const Row& x, const Row& h, std::int64_t column) const {
    return input(x, column) + state(h, column) + bias.at<float>({column});
  }
  double input(const Row& x, std::int64_t column) const { return dot(x, kernel, column); }
  double state(const Row& h, std::int64_t column) const { return dot(h, recurrent, column); }
  static double dot(const Row& row, const Array& matrix, std::int64_t column) {
    double sum = 0;
    for (std::size_t k = 0; k < row.size(); ++k) sum += row[k] * matrix.at<float>({static_cast<std::int64_t>(k), column});
    return sum;
  }
  Array kernel, recurrent, bias;
};

constexpr std::int64_t units = 3, features = 2, length = 5, batch = 2;
const Array x = numbers({batch, length, features}, 9);
Row row(std::int64_t b, std::int64_t t) { return {x.at<float>({b, t, 0}), x.at<float>({b, t, 1})}; }

using Step = std::function<void(const Row& x, Row& h, Row& c)>;

// Outputs of all steps, from zero states.
std::vector<double> run(const Step& step, bool backwards = false, const std::function<bool(std::int64_t, std::int64_t)>& kept = nullptr,
                        bool zero = false) {
  std::vector<double> outputs;
  for (std::int64_t b = 0; b < batch; ++b) {
    Row h(units), c(units), out(units);
    for (std::int64_t k = 0; k < length; ++k) {
      const std::int64_t t = backwards ? length - 1 - k : k;
      if (!kept || kept(b, t)) {
        step(row(b, t), h, c);
        out = h;
        outputs.insert(outputs.end(), h.begin(), h.end());
      } else {
        const Row masked = zero ? Row(units) : out;
        outputs.insert(outputs.end(), masked.begin(), masked.end());
      }
    }
  }
  return outputs;
}

std::vector<double> last_steps(const std::vector<double>& all) {
  std::vector<double> last;
  for (std::int64_t b = 0; b < batch; ++b)
    for (std::int64_t u = 0; u < units; ++u) last.push_back(all[static_cast<std::size_t>((b * length + length - 1) * units + u)]);
  return last;
}

Step lstm_step(const Weights& w) {
  return [w](const Row& in, Row& h, Row& c) {
    const Row before = h;
    for (std::int64_t u = 0; u < units; ++u) {
      const auto z = [&](std::int64_t gate) { return w.at(in, before, gate * units + u); };
      double& cell = c[static_cast<std::size_t>(u)];
      cell = sigmoid(z(1)) * cell + sigmoid(z(0)) * std::tanh(z(2));
      h[static_cast<std::size_t>(u)] = sigmoid(z(3)) * std::tanh(cell);
    }
  };
}

Step gru_step(const Weights& w, bool reset_after) {
  return [w, reset_after](const Row& in, Row& h, Row&) {
    const Row before = h;
    const auto bias = [&](std::int64_t which, std::int64_t column) {
      return reset_after ? w.bias.at<float>({which, column}) : which == 0 ? w.bias.at<float>({column}) : 0.0F;
    };
    const auto gate = [&](std::int64_t k, std::int64_t u) {
      return sigmoid(w.input(in, k * units + u) + w.state(before, k * units + u) + bias(0, k * units + u) + bias(1, k * units + u));
    };
    Row reset = before;
    for (std::int64_t u = 0; u < units; ++u) reset[static_cast<std::size_t>(u)] *= gate(1, u);
    for (std::int64_t u = 0; u < units; ++u) {
      const std::int64_t column = 2 * units + u;
      const double recurrent = reset_after ? gate(1, u) * (w.state(before, column) + bias(1, column)) : w.state(reset, column);
      const double candidate = std::tanh(w.input(in, column) + bias(0, column) + recurrent), z = gate(0, u);
      h[static_cast<std::size_t>(u)] = z * before[static_cast<std::size_t>(u)] + (1 - z) * candidate;
    }
  };
}

Step simple_step(const Weights& w) {
  return [w](const Row& in, Row& h, Row&) {
    const Row before = h;
    for (std::int64_t u = 0; u < units; ++u) h[static_cast<std::size_t>(u)] = std::tanh(w.at(in, before, u));
  };
}

template <class L>
Array sequences(const L& layer) {
  const Input input({unknown, features});
  return Model({input}, {layer(input)}).predict(x);
}
template <class L>
L built(const RecurrentOptions& options) {
  const L layer(units, options);
  layer.call({Input({unknown, features})});
  return layer;
}

TEST(LSTM, FollowsItsFormulas) {
  const LSTM all = built<LSTM>({.return_sequences = true}), last = built<LSTM>({});
  const std::vector<double> expected = run(lstm_step(Weights(all)));
  Weights same(last);
  expect_near(sequences(all), expected, 1e-5);
  expect_near(sequences(last), last_steps(expected), 1e-5);
}

TEST(GRU, BothFormsFollowTheirFormulas) {
  for (const bool after : {true, false}) {
    const GRU all = built<GRU>({.reset_after = after, .return_sequences = true});
    EXPECT_EQ(all.get_weights()[2].shape(), after ? (Shape{2, 3 * units}) : (Shape{3 * units}));
    const std::vector<double> expected = run(gru_step(Weights(all), after));  // sets the weights
    expect_near(sequences(all), expected, 1e-5);
  }
}

TEST(SimpleRNN, FollowsItsFormula) {
  const SimpleRNN all = built<SimpleRNN>({.return_sequences = true});
  const std::vector<double> expected = run(simple_step(Weights(all)));
  expect_near(sequences(all), expected, 1e-5);
}

TEST(Recurrent, BackwardsComesInTheOrderComputed) {
  const LSTM all = built<LSTM>({.return_sequences = true, .go_backwards = true}), last = built<LSTM>({.go_backwards = true});
  const std::vector<double> expected = run(lstm_step(Weights(all)), true);
  Weights same(last);
  expect_near(sequences(all), expected, 1e-5);
  expect_near(sequences(last), last_steps(expected), 1e-5);
}

TEST(Recurrent, MaskedStepsRepeatTheOutputOrGiveZeros) {
  const auto kept = [](std::int64_t b, std::int64_t t) { return b == 0 ? t != 1 && t != 2 : t > 1; };  // with holes, and from the start
  Array holes = x.copy();
  for (std::int64_t b = 0; b < batch; ++b)
    for (std::int64_t t = 0; t < length; ++t)
      for (std::int64_t k = 0; k < features; ++k)
        if (!kept(b, t)) holes.set({b, t, k}, 0.0);
  for (const bool zero : {false, true}) {
    for (const bool backwards : {false, true}) {
      const GRU layer = built<GRU>({.return_sequences = true, .go_backwards = backwards, .zero_output_for_mask = zero});
      const std::vector<double> expected = run(gru_step(Weights(layer), true), backwards, kept, zero);
      expect_near(Sequential({Input({unknown, features}), Masking(), layer}).predict(holes), expected, 1e-5);
      const GRU last = built<GRU>({.go_backwards = backwards, .zero_output_for_mask = zero});
      last.set_weights(layer.get_weights());
      expect_near(Sequential({Input({unknown, features}), Masking(), last}).predict(holes), last_steps(expected), 1e-5);
    }
  }
}

TEST(Recurrent, StepsAreNotMaskedWhenStatesAreGiven) {
  Array holes = x.copy();
  for (std::int64_t k = 0; k < features; ++k) holes.set({0, 2, k}, 0.0);
  const SimpleRNN layer = built<SimpleRNN>({});
  const Input in({unknown, features}), h({units});
  const Array start = numbers({batch, units}, 3);
  const Variable masked = Masking()(in);
  const Array expected = Model({in, h}, {layer(Variables{in, h})}).predict(Data({holes, start}))[0];
  expect_close(Model({in, h}, {layer(Variables{masked, h})}).predict(Data({holes, start}))[0], expected);
}

TEST(Recurrent, GivesAndTakesStates) {
  const LSTM whole = built<LSTM>({.return_sequences = true, .return_state = true});
  Weights weights(whole);
  const Input in({unknown, features}), h({units}), c({units});
  const Model run_all({in}, whole.call({in})), go_on({in, h, c}, whole.call({in, h, c}));
  const std::vector<Array> expected = run_all.predict(Data(x));
  const std::vector<Array> first = run_all.predict(Data(x.slice(1, {.stop = 2})));
  const std::vector<Array> second = go_on.predict(Data({x.slice(1, {.start = 2}).copy(), first[1], first[2]}));
  expect_close(second[0], expected[0].slice(1, {.start = 2}), 1e-5);
  for (std::size_t i = 1; i < 3; ++i) expect_close(second[i], expected[i], 1e-5);
  expect_close(expected[1], expected[0].slice(1, {.start = length - 1}).reshape({batch, units}));
}

TEST(Recurrent, StatesOfAnotherDtypeAreCastAsXIs) {
  const LSTM layer = built<LSTM>({});
  const Array start = numbers({batch, units}, 3), cell = numbers({batch, units}, 4);
  const Input in({unknown, features}), h({units}), c({units});
  const Array expected = Model({in, h, c}, {layer({in, h, c})}).predict({x, start, cell})[0];
  for (const DType dtype : {DType::float64, DType::float16, DType::int32}) {
    const Input wide({unknown, features}, {.dtype = dtype}), wide_h({units}, {.dtype = dtype}), wide_c({units}, {.dtype = dtype});
    const auto as = [&](const Array& array) { return array.astype(dtype).astype(DType::float32); };
    const Model given({in, h, c}, {layer({in, h, c})}), cast({wide, wide_h, wide_c}, {layer({wide, wide_h, wide_c})}),
        states_alone({in, wide_h, c}, {layer({in, wide_h, c})});
    expect_close(cast.predict({x, start, cell})[0], given.predict({as(x), as(start), as(cell)})[0], 1e-5);
    expect_close(states_alone.predict({x, start, cell})[0], given.predict({x, as(start), cell})[0], 1e-5);
  }
  const Input wide_h({units}, {.dtype = DType::float64});
  expect_close(Model({in, wide_h, c}, {layer({in, wide_h, c})}).predict({x, start, cell})[0], expected);
}

TEST(Recurrent, ItsCallIsThatOfTheStatesThatAreHeld) {
  const LSTM layer = built<LSTM>({.return_state = true, .name = "lstm"}), called(units, {.return_state = true, .name = "called"});
  expect_refusal<StateError>([&] { layer.output(); }, {"has never been called"});  // what built it is held by nobody
  const Input in({unknown, features});
  const Variable state = called.call({in})[2];
  EXPECT_EQ(called.input().type(), in.output().type());
  expect_refusal<StateError>([&] { called.output(); }, {"the first of the layer's 3 outputs is used nowhere", "\"called/output:0\""});
}

TEST(Recurrent, OptionsShapeTheWeights) {
  const LSTM plain = built<LSTM>({}), no_bias = built<LSTM>({.use_bias = false}), zeros = built<LSTM>({.unit_forget_bias = false});
  expect_near(plain.get_weights()[2], {0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0});
  EXPECT_EQ(no_bias.weights().size(), 2U);
  expect_near(zeros.get_weights()[2], Row(12));
  EXPECT_EQ(plain.get_weights()[0].shape(), (Shape{features, 4 * units}));
  EXPECT_EQ(built<GRU>({}).get_weights()[1].shape(), (Shape{units, 3 * units}));
}

TEST(Recurrent, OldKerasHadAnotherSigmoid) {
  const LSTM layer = built<LSTM>({.recurrent_activation = "hard_sigmoid_keras2"});
  const Input in({unknown, features});
  const Model model({in}, {layer(in)});
  const Array z = Function({in}, {model.value(layer.name() + "/input_gate/pre_activation")})({x})[0],
              gate = Function({in}, {model.value(layer.name() + "/input_gate")})({x})[0];
  for (std::int64_t t = 0; t < length; ++t)
    EXPECT_NEAR(gate.at<float>({1, t, 2}), std::clamp(0.2 * z.at<float>({1, t, 2}) + 0.5, 0.0, 1.0), 1e-6);
}

TEST(Recurrent, DropoutIsOfTrainingAndTheSameAtEveryStep) {
  for (const auto& [of_input, of_state] : {std::pair(0.5, 0.5), std::pair(0.5, 0.0), std::pair(0.0, 0.5)}) {
    const SimpleRNN layer = built<SimpleRNN>({.dropout = of_input, .recurrent_dropout = of_state, .return_sequences = true});
    const Sequential model({Input({unknown, features}), layer});
    const std::vector<double> expected = run(simple_step(Weights(layer)));
    expect_near(model.predict(x), expected, 1e-5);
    model.compile({.optimizer = SGD({.learning_rate = 0}), .loss = Loss("sum", [](const Variable&, const Variable& p) { return p; })});
    const double first = model.train_on_batch(x, x).at("loss");
    bool differs = false;
    for (int i = 0; i < 5; ++i) differs = differs || model.train_on_batch(x, x).at("loss") != first;
    EXPECT_TRUE(differs) << of_input << ", " << of_state;
  }
}

TEST(Recurrent, DrawsNoMoreMasksThanItUses) {
  struct Case {
    double of_input, of_state;
    std::uint64_t masks;
  };
  for (const auto& [of_input, of_state, masks] : {Case{0, 0, 0}, Case{0.5, 0, 1}, Case{0, 0.5, 3}, Case{0.5, 0.5, 6}}) {
    const GRU layer = built<GRU>({.dropout = of_input, .recurrent_dropout = of_state});
    set_seed(1);
    layer(Input({unknown, features}));
    EXPECT_EQ(next_stream(), masks + 1);
  }
}

TEST(Recurrent, RefusesWhatDoesNotFit) {
  expect_refusal<ValueError>([] { LSTM(0); }, {"LSTM", "'units' is not positive"});
  expect_refusal<ShapeError>([] { GRU(2)(Input({3})); }, {"rank 3"});
  const LSTM layer = built<LSTM>({.name = "lstm"});
  const Input in({unknown, features});
  expect_refusal<ShapeError>([&] { layer(Input({features})); }, {"LSTM 'lstm'", "rank 3"});
  expect_refusal<ShapeError>([&] { layer(Input({unknown, features + 1})); }, {"LSTM 'lstm'", "last axis does not fit the weights"});
  expect_refusal<ValueError>([&] { layer.call({in, Input({units})}); }, {"another number of inputs"});
  expect_refusal<ShapeError>([&] { layer.call({in, Input({units + 1}), Input({units})}); }, {"initial state 'hidden_state' does not fit"});
  expect_refusal<ValueError>([] { LSTM(2).call({}); }, {"another number of inputs", "expected 1", "received 0"});
}

}  // namespace
}  // namespace pellucid
