// Every op through every meaning: its samples stand in the file of its name beside this one.
#include <gtest/gtest.h>

#include <iostream>

#include "harness/meaning.hpp"
#include "harness/sampled.hpp"

namespace pellucid::inline v0 {

inline void PrintTo(const SampledOp& sampled, std::ostream* out) { *out << sampled.op->name; }  // what a failed test is called by

namespace {

// Cells of the table that were filled when last counted; fewer mean that an op or a meaning has been lost.
constexpr std::size_t least_filled = 1971;

class EveryOp : public ::testing::TestWithParam<SampledOp> {};

// Before all else: what reads an attribute that is not there ends the test without a word.
TEST_P(EveryOp, has_a_value_for_every_attribute) {
  const auto& [op, samples_of] = GetParam();
  for (const Sample& sample : samples_of().good) {
    Variables inputs;
    for (const Array& value : sample.inputs) inputs.push_back(constant(value));
    Attributes attributes = sample.attributes;
    op->prepare(*op, inputs, attributes);
    for (const AttributeDoc& attribute : op->attributes) {
      ASSERT_TRUE(attributes.has(attribute.name)) << "its `prepare` leaves '" << attribute.name << "' without a value; see `complete`";
      if (attribute.type >= AttributeType::body) continue;
      EXPECT_EQ(attributes.value(attribute.name).index(), static_cast<std::size_t>(attribute.type))
          << "'" << attribute.name << "' is documented as another type";
    }
  }
}

TEST_P(EveryOp, keeps_every_meaning) {
  const auto& [op, samples_of] = GetParam();
  const OpSamples samples = samples_of();
  for (const Meaning meaning : all_meanings) {
    if (!reason_against(meaning, *op, samples).empty()) continue;
    std::size_t compared = 0;
    EXPECT_NO_THROW(compared = check(meaning, *op, samples)) << name(meaning);
    EXPECT_GT(compared, 0u) << "nothing was compared for '" << name(meaning) << "'; give a sample, or say in OpSamples::without why not";
  }
}

// One input less or more than the op takes.
TEST_P(EveryOp, refuses_another_number_of_inputs) {
  const auto& [op, samples_of] = GetParam();
  const std::vector<Sample> samples = samples_of().good;
  if (samples.empty()) return;
  const auto apply_with = [&](std::size_t count) {
    return apply_all(*op, std::vector<Operand>(count, Operand(input("x", {2, 2}))), samples[0].attributes);
  };
  if (op->least_inputs > 0) {
    EXPECT_THROW(apply_with(op->least_inputs - 1), ValueError);
  }
  if (op->most_inputs != any_number) {
    EXPECT_THROW(apply_with(op->most_inputs + 1), ValueError);
  }
}

INSTANTIATE_TEST_SUITE_P(, EveryOp, ::testing::ValuesIn(sampled_ops), [](const auto& it) { return std::string(it.param.op->name); });

TEST(TableOfOps, is_full_but_for_what_has_a_reason) {
  const Table table = table_of_all();
  std::cout << table.text;
  std::cout << table.ops << " ops by " << all_meanings.size() << " meanings: " << table.filled << " cells filled, " << table.empty
            << " empty for a reason\n";
  EXPECT_GE(table.filled, least_filled);
}

}  // namespace
}  // namespace pellucid::inline v0
