// Parts of values: `at`, `select`, `Target::value`, with known and unknown extents.
#include <gmock/gmock.h>

#include <pellucid/error.hpp>
#include <pellucid/variable.hpp>

namespace pellucid {
namespace {

using ::testing::HasSubstr;

const Array table = Array({{0, 1, 2, 3}, {10, 11, 12, 13}, {20, 21, 22, 23}});

Variable known_table() { return input("table", {3, 4}, DType::int64); }
Variable unknown_table() { return input("table", {Dim::named("rows"), Dim::named("columns")}, DType::int64); }

struct Case {
  const char* selection;
  const char* dims;  // of the symbolic answer
};

class Select : public ::testing::TestWithParam<Case> {};

TEST_P(Select, agrees_with_arrays) {
  for (const Variable& x : {known_table(), unknown_table()}) {
    const Variable part = x.select(GetParam().selection);
    EXPECT_TRUE(equal(evaluate({part}, {{x, table}})[0], table.select(GetParam().selection))) << part.to_string();
  }
  EXPECT_EQ(to_string(unknown_table().select(GetParam().selection).dims()), GetParam().dims);
}

INSTANTIATE_TEST_SUITE_P(, Select,
                         ::testing::Values(Case{"[1]", "[columns]"}, Case{"[-1, -2]", "[]"}, Case{"[:, 1:3]", "[rows, 2]"},
                                           Case{"[..., 0]", "[rows]"}, Case{"[::-1]", "[rows, columns]"},
                                           Case{"[:, ::2]", "[rows, (columns + 1)//2]"}, Case{"[:-1]", "[rows - 1, columns]"},
                                           Case{"[:, -3:-1]", "[rows, 2]"}, Case{"[:, 3:0:-2]", "[rows, 2]"},
                                           Case{"[2:0:-1, :]", "[2, columns]"}, Case{"[:]", "[rows, columns]"}),
                         [](const auto& it) { return "number_" + std::to_string(it.index); });

TEST(SelectOf, known_extents_clamps_as_python_does) {
  const Variable x = known_table();
  EXPECT_EQ(to_string(x.select("[1:9, 7:]").dims()), "[2, 0]");
}

TEST(SelectOf, everything_is_the_value_itself) {
  const Variable x = unknown_table();
  EXPECT_EQ(x.select("[...]"), x);
  EXPECT_EQ(Target(x).value(), x);
}

TEST(SelectOf, a_position_is_a_part_of_one_element_without_its_axis) {
  const Variable x = known_table();
  EXPECT_EQ(x.select("[1]").op().inputs(), Variables{x.select("[1:2]")});
  const Variable row = input("row", {1, 4});
  EXPECT_EQ(row.select("[0]").op().inputs(), Variables{row});
}

TEST(SelectOf, unknown_extents_is_checked_when_they_are_known) {
  const Variable x = unknown_table();
  EXPECT_THROW(evaluate({x.select("[3]")}, {{x, table}}), IndexError);
}

TEST(At, gives_one_element) {
  const Variable x = known_table();
  EXPECT_EQ(evaluate({x.at({1, -1})}, {{x, table}})[0].item<std::int64_t>(), 13);
  EXPECT_EQ(evaluate({x.at({-3, -4})}, {{x, table}})[0].item<std::int64_t>(), 0);
  EXPECT_EQ(evaluate({Target(x, Selection::parse("[2, 0]")).value()}, {{x, table}})[0].item<std::int64_t>(), 20);
}

template <class E, class F>
void expect_refusal(const F& f, const char* text) {
  try {
    f();
    ADD_FAILURE() << "nothing was refused";
  } catch (const E& error) {
    EXPECT_THAT(error.what(), HasSubstr(text));
  }
}

TEST(SelectRefuses, what_leaves_the_value) {
  const Variable x = known_table();
  expect_refusal<IndexError>([&] { x.select("[3]"); }, "index 3 is out of range for axis 0; expected -3 to 2");
  expect_refusal<IndexError>([&] { x.select("[-4]"); }, "index -4 is out of range for axis 0; expected -3 to 2");
  expect_refusal<IndexError>([&] { x.at({0, -5}); }, "axis 1");
  expect_refusal<IndexError>([&] { x.select("[0, 0, 0]"); }, "the selection has 3 items");
  expect_refusal<ShapeError>([&] { x.at({0}); }, "expected 2 indices; received 1 for table int64[3, 4]");
}

}  // namespace
}  // namespace pellucid
