// Handles of layers: names, weights, initial values, where a layer was called.
#include <numbers>
#include <set>

#include "nn/session.hpp"
#include "nn/support.hpp"

namespace pellucid {
namespace {

TEST(LayerNames, AreSnakeCaseWithNumbers) {
  for (const auto& [kind, name] : std::vector<std::pair<std::string, std::string>>{{"Dense", "dense"},
                                                                                   {"LSTM", "lstm"},
                                                                                   {"SimpleRNN", "simple_rnn"},
                                                                                   {"PReLU", "p_re_lu"},
                                                                                   {"InputLayer", "input_layer"},
                                                                                   {"Conv2D", "conv2d"},
                                                                                   {"GRU", "gru"}})
    EXPECT_EQ(snake_case(kind), name);
  clear_session();
  EXPECT_EQ(Dense(1).name(), "dense");
  EXPECT_EQ(Dense(1).name(), "dense_1");
  EXPECT_EQ(LSTM(1).name(), "lstm");
  clear_session();
  EXPECT_EQ(Dense(1).name(), "dense");
}

TEST(LayerNames, MayHoldSlashesButNoWayUp) {
  EXPECT_EQ(Dense(1, {.name = "conv1/bn"}).name(), "conv1/bn");
  expect_refusal<ValueError>([] { Dense(1, {.name = "../x"}); }, {"the name '../x' is not allowed: it holds '..'"});
  expect_refusal<ValueError>([] { Dense(1, {.name = std::string("a\0b", 3)}); }, {"NUL"});
}

TEST(LayerNames, AreSuchAsAFileOfWeightsCanHold) {
  expect_refusal<ValueError>([] { Dense(1, {.name = "/etc/passwd"}); }, {"it is absolute"});
  expect_refusal<ValueError>([] { Dense(1, {.name = "a\\b"}); }, {"it holds a backslash"});
  expect_refusal<ValueError>([] { Dense(1, {.name = "\xff"}); }, {"it is not UTF-8"});
  expect_refusal<ValueError>([] { Dense(1, {.name = "a\nb"}); }, {"control character"});
  expect_refusal<ValueError>([] { Dense(1, {.name = std::string(70000, 'x')}); }, {"longer than 32768 bytes"});
  EXPECT_EQ(Dense(1, {.name = "Schicht \u00fc[0]"}).name(), "Schicht \u00fc[0]");
}

TEST(LayerHandle, ADefinitionIsNeeded) {
  expect_refusal<ValueError>([] { const Layer layer(nullptr); }, {"the definition is null"});
}

TEST(LayerHandle, ARefusedCallBuildsNothing) {
  const LSTM layer(2);
  const Variable x = Input({3, 4}), state = Input({5});
  expect_refusal<ShapeError>([&] { layer({x, state, state}); }, {"the initial state 'hidden_state' does not fit"});
  EXPECT_FALSE(layer.built());
  EXPECT_TRUE(layer.weights().empty());
  layer(Input({3, 7}));
  EXPECT_EQ(layer.get_weights()[0].shape(), (Shape{7, 8}));
}

TEST(LayerOptions, RatesAndTargetsAreLookedAtWhenGiven) {
  expect_refusal<ValueError>([] { LSTM(1, {.dropout = 2}); }, {"[LSTM] 'dropout' is not a rate"});
  expect_refusal<ValueError>([] { GRU(1, {.recurrent_dropout = -1}); }, {"[GRU] 'recurrent_dropout' is not a rate"});
  expect_refusal<ValueError>([] { SimpleRNN(1, {.dropout = std::nan("")}); }, {"[SimpleRNN] 'dropout' is not a rate"});
  for (const std::vector<std::int64_t>& target : {std::vector<std::int64_t>{-1, -1}, {0}, {2, -2}})
    expect_refusal<ValueError>([&] { const Reshape layer(target); }, {"[Reshape] 'target' is no shape"});
}

TEST(LayerHandle, CopiesAreTheSameLayer) {
  const Dense a(2);
  const Layer b = a;  // NOLINT(performance-unnecessary-copy-initialization): what is tested
  EXPECT_TRUE(a == b);
  EXPECT_FALSE(a == Dense(2));
  a(Input({3}));
  EXPECT_TRUE(b.built());
  EXPECT_EQ(b.count_params(), 8);
}

TEST(LayerHandle, AnEmptyOneIsRefused) {
  const Layer none;
  EXPECT_FALSE(none);
  expect_refusal<StateError>([&] { none.name(); }, {"the layer is empty"});
}

TEST(LayerHandle, InputAndOutputAreOfTheOnlyCall) {
  const Dense dense(2, {.name = "d"});
  expect_refusal<StateError>([&] { dense.output(); }, {"never been called"});
  const Input x({3});
  const Variable y = dense(x);
  EXPECT_EQ(dense.output(), y);
  EXPECT_EQ(dense.input().path(), "d/input");
  const Variable again = dense(x);
  expect_refusal<StateError>([&] { dense.output(); }, {"called 2 times", "Model::values()", "\"d/output\""});
  const LSTM lstm(2, {.return_state = true});
  expect_refusal<ValueError>([&] { lstm(Input({unknown, 3})); }, {"gives 3 outputs"});
  const LSTM from_state(2);
  const Variables kept = from_state.call({Input({unknown, 3}), Input({2}), Input({2})});
  expect_refusal<ValueError>([&] { from_state.input(); }, {"has 3 inputs"});
}

TEST(SetWeights, IsAllOrNothing) {
  const Dense dense(2, {.name = "d"});
  dense(Input({3}));
  const std::vector<Array> before = dense.get_weights();
  expect_refusal<ValueError>([&] { dense.set_weights({numbers({3, 2})}); },
                             {"Dense 'd'", "another number of arrays", "2 weights", "received 1"});
  expect_refusal<ShapeError>([&] { dense.set_weights({numbers({2, 3}), numbers({2})}); }, {"'d/kernel'", "[3, 2]", "[2, 3]", "transpose"});
  expect_refusal<ShapeError>([&] { dense.set_weights({numbers({3, 2}), numbers({3})}); }, {"'d/bias'"});
  for (std::size_t i = 0; i < 2; ++i) EXPECT_TRUE(same_bits(dense.get_weights()[i], before[i]));
}

TEST(Layers, RefuseWhatTheyAreNotMadeFor) {
  const Input wide({4, 3}), vector({3});
  const Variable scalar = constant(1.0);
  struct Case {
    std::function<Layer()> make;
    Variable fitting;
    bool takes_scalars = false;
  };
  const std::vector<Case> all = {{[] { return Dense(2); }, vector},
                                 {[] { return Activation("tanh"); }, vector, true},
                                 {[] { return Dropout(0.5); }, vector, true},
                                 {[] { return Flatten(); }, wide},
                                 {[] { return Reshape({2, 6}); }, wide},
                                 {[] { return Masking(); }, wide},
                                 {[] { return Embedding(4, 2); }, vector, true},
                                 {[] { return LSTM(2); }, wide},
                                 {[] { return GRU(2); }, wide},
                                 {[] { return SimpleRNN(2); }, wide}};
  for (const auto& [make, fitting, takes_scalars] : all) {
    const Layer fresh = make();
    SCOPED_TRACE(fresh.name());
    expect_refusal<ValueError>([&] { fresh.call({fitting, fitting}); }, {fresh.name()});
    const Layer built = make();
    built(fitting);
    expect_refusal<ValueError>([&] { built.call({fitting, fitting}); }, {built.name()});
    expect_refusal<ValueError>([&] { make().call({}); }, {"input"});
    if (!takes_scalars) expect_refusal<ShapeError>([&] { make()(scalar); }, {"rank"});
  }
  const Dense dense(2);
  dense(vector);
  for (const Variable& other : {scalar, Variable(Input({4}))})
    expect_refusal<ShapeError>([&] { dense(other); }, {"Dense", "last axis", "expected 3"});
  expect_refusal<ShapeError>([&] { Masking()(Input({})); }, {"Masking", "rank 2 or more"});
  expect_refusal<ShapeError>([&] { Dense(1)(Input({})); }, {"Dense", "rank 2 or more"});
  EXPECT_EQ(Flatten()(Input({})).dims(), (Dims{Dim::named("batch"), 1}));
  EXPECT_EQ(Reshape({1, 1})(Input({})).dims(), (Dims{Dim::named("batch"), 1, 1}));
}

// Mean and deviation of many draws.
std::pair<double, double> moments(const Array& draws) {
  double mean = 0, square = 0;
  for (const double value : values_of(draws)) mean += value, square += value * value;
  const auto count = static_cast<double>(draws.size());
  return {mean / count, std::sqrt(square / count - mean * mean / count / count)};
}

TEST(Initializers, HaveTheSpreadOfTheirFormulas) {
  set_seed(1);
  const Shape shape = {200, 300};
  const double average = 2.0 / 500;
  for (const auto& [name, deviation] : std::vector<std::pair<std::string, double>>{{"glorot_uniform", std::sqrt(average)},
                                                                                   {"GlorotNormal", std::sqrt(average)},
                                                                                   {"he_normal", std::sqrt(2.0 / 200)},
                                                                                   {"he_uniform", std::sqrt(2.0 / 200)},
                                                                                   {"lecun_normal", std::sqrt(1.0 / 200)},
                                                                                   {"variance_scaling", std::sqrt(1.0 / 200)},
                                                                                   {"lecun_uniform", std::sqrt(1.0 / 200)},
                                                                                   {"random_normal", 0.05},
                                                                                   {"uniform", 0.05 / std::numbers::sqrt3}}) {
    const auto [mean, spread] = moments(Initializer(name)(shape));
    EXPECT_NEAR(mean, 0, 0.02 * deviation) << name;
    EXPECT_NEAR(spread, deviation, 0.02 * deviation) << name;
  }
  const std::vector<std::pair<Shape, double>> fans = {{{40'000}, 40'000}, {{2, 3, 60, 100}, 2 * 3 * 60}, {{5, 40, 150}, 5 * 40}};
  for (const auto& [filter, in] : fans) EXPECT_NEAR(moments(Initializer("lecun_normal")(filter)).second * std::sqrt(in), 1, 0.02) << in;
  EXPECT_NEAR(moments(Initializer("glorot_normal")({2, 3, 60, 100})).second, std::sqrt(2.0 / (6 * 160)), 0.002);
  EXPECT_LE(std::abs(values_of(Initializer("lecun_uniform")({}))[0]), std::sqrt(3));
  for (const double value : values_of(Initializer("truncated_normal")(shape))) EXPECT_LE(std::abs(value), 0.1);
  expect_near(Initializer("ones")({2}), {1, 1});
  expect_near(Initializer("identity")({2, 3}), {1, 0, 0, 0, 1, 0});
  expect_near(Initializer("identity")({3, 2}), {1, 0, 0, 1, 0, 0});
  expect_refusal<ShapeError>([] { Initializer("identity")({2}); }, {"not a matrix"});
  expect_refusal<NameError>([] { Initializer("glorot"); }, {"no initializer is called 'glorot'", "glorot_"});
}

// What a seed gave once it gives for ever: programs and papers rely on it.
TEST(Initializers, GiveTheSameNumbersForASeedInEveryVersion) {
  set_seed(1);
  expect_near(Initializer("random_normal")({3}), {0.00200682, 0.01509186, -0.05761487}, 1e-7);
  expect_near(Initializer("truncated_normal")({3}), {0.00257798, -0.00843149, -0.04507348}, 1e-7);
  expect_near(Initializer("glorot_uniform")({2, 3}), {0.08463506, 0.93166053, -0.34349418, -0.07058076, 0.9608514, -0.84261304}, 1e-6);
}

// Q R is the matrix of normal draws, a column after the other, with a positive diagonal in R; Q is transposed where rows are fewer.
TEST(Initializers, OrthogonalIsTheQOfNormalDraws) {
  for (const auto& [shape, rows, columns] :
       std::vector<std::tuple<Shape, std::int64_t, std::int64_t>>{{{4, 7}, 4, 7}, {{7, 4}, 7, 4}, {{5, 5}, 5, 5}, {{2, 3, 4}, 6, 4}}) {
    SCOPED_TRACE(to_string(shape));
    const std::int64_t count = std::min(rows, columns), length = std::max(rows, columns);
    set_seed(1);
    const Array drawn = Initializer("random_normal")({count, length});
    set_seed(1);
    Array q = Initializer("orthogonal")(shape).reshape({rows, columns});
    if (rows >= columns) q = q.transpose({1, 0}).copy();
    const auto dot = [length = length](const Array& a, std::int64_t i, const Array& b, std::int64_t j) {
      double sum = 0;
      for (std::int64_t k = 0; k < length; ++k) sum += a.at<float>({i, k}) * b.at<float>({j, k});
      return sum;
    };
    for (std::int64_t i = 0; i < count; ++i) {
      for (std::int64_t j = 0; j < count; ++j) EXPECT_NEAR(dot(q, i, q, j), i == j ? 1 : 0, 1e-5);
      for (std::int64_t j = 0; j < i; ++j) EXPECT_NEAR(dot(q, i, drawn, j), 0, 1e-5);
      EXPECT_GT(dot(q, i, drawn, i), 0);
    }
  }
  for (const Shape& shape : {Shape{}, Shape{4}})
    expect_refusal<ShapeError>([&] { Initializer("orthogonal")(shape); }, {"'orthogonal'", "less than two axes"});
}

TEST(Initializers, OfAUserMustGiveTheShape) {
  const Initializer wrong("wrong", [](const Shape&, std::uint64_t) { return numbers({1}); });
  expect_refusal<ShapeError>([&] { Dense(2, {.kernel_initializer = wrong})(Input({3})); }, {"the initializer 'wrong' gave another shape"});
}

TEST(Seed, MakesLayersEqual) {
  const auto kernel = [](std::uint64_t seed) {
    set_seed(seed);
    const Dense dense(4);
    dense(Input({3}));
    return dense.get_weights()[0];
  };
  EXPECT_TRUE(same_bits(kernel(1), kernel(1)));
  EXPECT_FALSE(same_bits(kernel(1), kernel(2)));
  EXPECT_FALSE(same_bits(kernel(1), kernel((std::uint64_t{1} << 32) + 1)));
}

}  // namespace
}  // namespace pellucid
