// The tables of summaries, to the letter.
#include "nn/model/summary.hpp"

#include "nn/model/table.hpp"
#include "nn/support.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid {
namespace {

TEST(Summary, IsTheTableOfKeras3) {
  const Sequential model({Input({3}), Dense(4, {.name = "dense"}), Dropout(0.5, {.name = "dropout"}), Dense(1, {.name = "dense_1"})},
                         {.name = "net"});
  const std::string table =
      "Model: \"net\"\n"
      "┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓\n"
      "┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃\n"
      "┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩\n"
      "│ dense (Dense)                   │ (None, 4)              │            16 │\n"
      "├─────────────────────────────────┼────────────────────────┼───────────────┤\n"
      "│ dropout (Dropout)               │ (None, 4)              │             0 │\n"
      "├─────────────────────────────────┼────────────────────────┼───────────────┤\n"
      "│ dense_1 (Dense)                 │ (None, 1)              │             5 │\n"
      "└─────────────────────────────────┴────────────────────────┴───────────────┘\n";
  EXPECT_EQ(summary_text(model, 80),
            table + " Total params: 21 (84.00 B)\n Trainable params: 21 (84.00 B)\n Non-trainable params: 0 (0.00 B)\n");
  model.compile({.optimizer = "adam", .loss = "mse"});
  EXPECT_THAT(summary_text(model, 80), testing::HasSubstr("Total params: 21"));
  model.train_on_batch(numbers({2, 3}), numbers({2, 1}));
  EXPECT_EQ(summary_text(model, 80), table +
                                         " Total params: 65 (260.00 B)\n Trainable params: 21 (84.00 B)\n Non-trainable params: 0 (0.00 "
                                         "B)\n Optimizer params: 44 (176.00 B)\n");
}

TEST(Summary, OfAGraphSaysWhatIsConnected) {
  const Input a({3}, {.name = "a"}), b({3}, {.name = "b"});
  const Dense twin(4, {.name = "twin", .trainable = false});
  const Variable first = twin(a), second = twin(b);
  const Model model({a, b}, {Dense(2, {.name = "out"})(first + second), Dense(1, {.name = "side"})(b)}, {.name = "pair"});
  EXPECT_EQ(summary_text(model, 80),
            "Model: \"pair\"\n"
            "┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓\n"
            "┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃\n"
            "┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩\n"
            "│ a (InputLayer)      │ (None, 3)         │          0 │ -                 │\n"
            "├─────────────────────┼───────────────────┼────────────┼───────────────────┤\n"
            "│ b (InputLayer)      │ (None, 3)         │          0 │ -                 │\n"
            "├─────────────────────┼───────────────────┼────────────┼───────────────────┤\n"
            "│ twin (Dense)        │ (None, 4)         │         16 │ a[0][0], b[0][0]  │\n"
            "├─────────────────────┼───────────────────┼────────────┼───────────────────┤\n"
            "│ out (Dense)         │ (None, 2)         │         10 │ twin[0][0],       │\n"
            "│                     │                   │            │ twin[1][0]        │\n"
            "├─────────────────────┼───────────────────┼────────────┼───────────────────┤\n"
            "│ side (Dense)        │ (None, 1)         │          4 │ b[0][0]           │\n"
            "└─────────────────────┴───────────────────┴────────────┴───────────────────┘\n"
            " Total params: 30 (120.00 B)\n Trainable params: 14 (56.00 B)\n Non-trainable params: 16 (64.00 B)\n");
}

TEST(Summary, CountsCallsOfWhichOnlyStatesAreUsed) {
  const Input a({5, 2}, {.name = "a"}), b({5, 2}, {.name = "b"});
  const GRU encoder(3, {.return_state = true, .name = "encoder"});
  const Variable first = encoder.call({a})[1], second = encoder.call({b})[1];
  const Model model({a, b}, {Dense(1, {.name = "one"})(first), Dense(1, {.name = "two"})(second)});
  EXPECT_THAT(summary_text(model, 112), testing::AllOf(testing::HasSubstr("encoder[0][1]"), testing::HasSubstr("encoder[1][1]")));
}

TEST(Summary, OfAChainListsItsInput) {
  const Input x({3}, {.name = "x"});
  const Model model({x}, {Dense(1, {.name = "d"})(x)}, {.name = "chain"});
  const std::string text = summary_text(model, 80);
  EXPECT_THAT(text, testing::HasSubstr("│ x (InputLayer)                  │ (None, 3)              │             0 │"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("Connected to")));
}

TEST(Summary, WithoutInputShape) {
  const Sequential model({Dense(1234, {.name = "d"})}, {.name = "later"});
  EXPECT_THAT(summary_text(model, 80), testing::HasSubstr("│ d (Dense)                       │ ?                      │   0 (unbuilt) │"));
}

TEST(Summary, GroupsDigitsAndUnits) {
  const Sequential model({Input({1000}), Dense(1234, {.name = "d"})}, {.name = "large"});
  const std::string text = summary_text(model, 80);
  EXPECT_THAT(text, testing::HasSubstr("│     1,235,234 │"));
  EXPECT_THAT(text, testing::HasSubstr("Total params: 1,235,234 (4.71 MB)"));
}

TEST(Summary, ShowsFixedBatchesAndSeveralOutputs) {
  const Input x({unknown, 2}, {.name = "x", .batch_size = 3});
  const Variables outputs = LSTM(4, {.return_state = true, .name = "lstm"}).call({x});
  const std::string text = summary_text(Model({x}, outputs), 100);
  EXPECT_THAT(text, testing::HasSubstr("(3, None, 2)"));
  EXPECT_THAT(text, testing::HasSubstr("[(3, 4), (3, 4), (3, 4)]"));
}

TEST(Summary, ShowsOutputsThatNobodyUses) {
  const Input x({unknown, 2}, {.name = "x"});
  const Variables outputs = LSTM(4, {.return_state = true, .name = "lstm"}).call({x});
  EXPECT_THAT(summary_text(Model({x}, {outputs[0]}), 100), testing::HasSubstr("[(None, 4), (None, 4),"));
  EXPECT_THAT(summary_text(Model({x}, {outputs[2]}), 100), testing::HasSubstr("[(None, 4), (None, 4),"));
}

TEST(Summary, PrintsToAStream) {
  const Sequential model({Input({3}), Dense(1)});
  std::ostringstream stream;
  model.print_summary(stream);
  EXPECT_EQ(stream.str(), model.summary());
}

TEST(Table, BreaksBetweenWordsAndShortensLongOnes) {
  const std::string text =
      draw_table({{"Layer (type)", 0.5}, {"Number", 1.0, true}}, {{"a_layer_with_a_long_name (Dense)", "1"}, {"été (Dense)", "22"}}, 32);
  EXPECT_EQ(text,
            "┏━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓\n"
            "┃ Layer (type) ┃        Number ┃\n"
            "┡━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩\n"
            "│ a_layer_wit… │             1 │\n"
            "│ (Dense)      │               │\n"
            "├──────────────┼───────────────┤\n"
            "│ été (Dense)  │            22 │\n"
            "└──────────────┴───────────────┘\n");
}

}  // namespace
}  // namespace pellucid
