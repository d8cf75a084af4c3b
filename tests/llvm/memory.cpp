// Every way through memory: strided, reversed, transposed, indirect, guarded, accumulating.
#include <gtest/gtest.h>

#include "llvm/support/program_under_test.hpp"
#include "llvm/support/schedules.hpp"

namespace pellucid::testing {

namespace {

using loop::Operation;

const std::vector<loop::Schedule> schedules_of_two = {along(1, 16, {2, 1}), along(1, 8, {1, 2}), along(0, 16, {1, 3}), along(0, 4, {2, 1}),
                                                      along(-1, 1, {2, 3})};

void expect_agreement(const ProgramUnderTest& p, ProgramUnderTest::Tolerance tolerance = {}) {
  for (const auto& target : all_targets()) EXPECT_EQ(p.difference(target, tolerance), "") << target.vector_bits << " bits";
}

loop::Expression remainder(const loop::Expression& x, std::int64_t n) { return apply(Operation::modulo, {x, loop::integer(n)}); }

TEST(Memory, StridesOfEverySize) {
  ProgramUnderTest p;
  for (const DType dtype : {DType::float32, DType::float64, DType::int8, DType::boolean})
    for (const std::int64_t stride : {2, 3, 4, 5, 7, 16}) {
      const int x = p.input(dtype, {5, 21 * stride}), y = p.output(dtype, {5, 21 * stride}), z = p.output(dtype, {5, 21});
      const loop::Axis i = loop::make_axis("i", 5), j = loop::make_axis("j", 21);
      const auto strided = index(j) * loop::integer(stride) + loop::integer(stride - 1);
      p.kernel({i, j},
               {{y, {index(i), strided}, p.at(x, {index(i), index(j) * loop::integer(stride)})},
                {z, {index(i), index(j)}, p.at(x, {index(i), strided})}},
               along(1, 16, {1, 2}));
    }
  expect_agreement(p);
}

TEST(Memory, Reversed) {
  for (const auto& schedule : schedules_of_two) {
    ProgramUnderTest p;
    const int x = p.input(DType::float32, {6, 23}), y = p.output(DType::float32, {6, 23}), z = p.output(DType::float32, {6, 23});
    const loop::Axis i = loop::make_axis("i", 6), j = loop::make_axis("j", 23);
    const auto back = loop::integer(22) - index(j);
    p.kernel(
        {i, j},
        {{y, {loop::integer(5) - index(i), index(j)}, p.at(x, {index(i), back})}, {z, {index(i), back}, p.at(x, {index(i), index(j)})}},
        schedule);
    expect_agreement(p);
  }
}

TEST(Memory, Transposed) {
  for (const DType dtype : {DType::float32, DType::float64, DType::uint8, DType::float16}) {
    for (const auto& schedule : {along(1, 16, {16, 1}), along(0, 16, {1, 16}), along(0, 8, {2, 8}), along(1, 4, {4, 2}),
                                 along(1, 16, {3, 2}), along(1, 8, {20, 1})}) {
      ProgramUnderTest p;
      const int x = p.input(dtype, {37, 29}), y = p.output(dtype, {29, 37});
      const loop::Axis i = loop::make_axis("i", 29), j = loop::make_axis("j", 37);
      p.kernel({i, j}, {{y, {index(i), index(j)}, p.at(x, {index(j), index(i)})}}, schedule);
      expect_agreement(p);
    }
  }
}

TEST(Memory, TransposedOperandsOfProducts) {
  for (const auto& [m, k, n] :
       {std::tuple(10, 32, 64), std::tuple(7, 19, 21), std::tuple(3, 5, 40), std::tuple(16, 16, 16), std::tuple(1, 33, 17)}) {
    ProgramUnderTest p;
    const int a = p.input(DType::float32, {m, k}), at = p.input(DType::float32, {k, m}), b = p.input(DType::float32, {k, n}),
              bt = p.input(DType::float32, {n, k});
    for (const auto& schedule : {along(1, 16, {5, 2}, 4), along(1, 16, {4, 1}, 16), along(1, 8, {2, 2}, 8), along(0, 16, {1, 4}, 16),
                                 along(1, 4, {1, 1}, 4), folded(16, 2, {2, 2})})
      for (const bool left : {false, true})
        for (const bool right : {false, true}) {
          const loop::Axis i = loop::make_axis("i", m), j = loop::make_axis("j", n), r = loop::make_axis("r", k);
          const auto x = left ? p.at(at, {index(r), index(i)}) : p.at(a, {index(i), index(r)});
          const auto y = right ? p.at(bt, {index(j), index(r)}) : p.at(b, {index(r), index(j)});
          const int c = p.output(DType::float32, {m, n});
          p.kernel({i, j}, {{c, {index(i), index(j)}, reduce(loop::Reduction::sum, {r}, x * y)}}, schedule);
        }
    expect_agreement(p, {.relative = 1e-5, .absolute = 1e-5});
  }
}

TEST(Memory, IndirectLoads) {
  for (const auto& schedule : schedules_of_two) {
    ProgramUnderTest p;
    const int table = p.input(DType::float32, {50, 21}), rows = p.input(DType::int64, {9, 21}), narrow = p.input(DType::uint8, {9});
    std::vector<std::int64_t> numbers;
    for (int i = 0; i < 9 * 21; ++i) numbers.push_back(i * 37 % 50);
    p.set(rows, numbers);
    const int y = p.output(DType::float32, {9, 21}), z = p.output(DType::float32, {9, 21});
    const loop::Axis i = loop::make_axis("i", 9), j = loop::make_axis("j", 21);
    const auto row = p.at(rows, {index(i), index(j)});
    const auto byte = remainder(cast(p.at(narrow, {index(i)}), DType::int64), 50);
    p.kernel({i, j}, {{y, {index(i), index(j)}, p.at(table, {row, index(j)})}, {z, {index(i), index(j)}, p.at(table, {byte, index(j)})}},
             schedule);
    expect_agreement(p);
  }
}

TEST(Memory, IndirectStoresAndSumsWhereTheyMeet) {
  for (const auto& schedule : schedules_of_two) {
    ProgramUnderTest p;
    const int x = p.input(DType::float32, {9, 21}), ids = p.input(DType::int32, {9}), table = p.state(DType::float32, {4, 21}),
              counts = p.state(DType::int64, {3}), spread = p.output(DType::float32, {21, 9});
    const int sums = p.state(DType::float32, {9}), columns = p.state(DType::float32, {21});
    p.set(ids, std::vector<std::int32_t>{3, 1, 1, 0, 3, 3, 2, 1, 0});
    const loop::Axis i = loop::make_axis("i", 9), j = loop::make_axis("j", 21);
    const auto value = p.at(x, {index(i), index(j)});
    p.kernel({i, j},
             {{table, {cast(p.at(ids, {index(i)}), DType::int64), index(j)}, value, loop::Write::add},
              {counts, {remainder(index(i) * index(j), 3)}, loop::integer(1), loop::Write::add},
              {sums, {index(i)}, value, loop::Write::add},
              {columns, {index(j)}, value, loop::Write::add},
              {spread, {loop::integer(20) - index(j), remainder(index(i) * loop::integer(2), 9)}, value}},
             schedule);
    expect_agreement(p, {.relative = 1e-5, .absolute = 1e-5});
  }
}

TEST(Memory, GuardsKeepLoadsInside) {
  for (const auto& schedule : schedules_of_two) {
    ProgramUnderTest p;
    const int x = p.input(DType::float32, {7, 18}), none = p.input(DType::float32, {0}), y = p.output(DType::float32, {9, 22});
    const loop::Axis i = loop::make_axis("i", 9), j = loop::make_axis("j", 22);
    const auto inside = [](const loop::Expression& position, std::int64_t extent) {
      return apply(Operation::logical_and,
                   {apply(Operation::less_equal, {loop::integer(0), position}), apply(Operation::less, {position, loop::integer(extent)})});
    };
    const auto row = index(i) - loop::integer(1), column = index(j) - loop::integer(2);
    const auto far = select(apply(Operation::less, {index(j), loop::integer(-1) + index(i) - index(i)}), p.at(none, {index(j)}),
                            loop::constant(4, DType::float32));
    const auto padded = select(apply(Operation::logical_and, {inside(row, 7), inside(column, 18)}), p.at(x, {row, column}), far);
    p.kernel({i, j}, {{y, {index(i), index(j)}, padded}}, schedule);
    expect_agreement(p);
  }
}

// What is read lies against memory that must not be touched; a guard that fails would be a fault there, not a wrong number.
TEST(Memory, GuardedConvolution) {
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {2, 9, 8, 3}), w = p.input(DType::float32, {3, 3, 3, 20}),
            y = p.output(DType::float32, {2, 9, 8, 20});
  const loop::Axis n = loop::make_axis("n", 2), h = loop::make_axis("h", 9), v = loop::make_axis("v", 8), o = loop::make_axis("o", 20);
  const loop::Axis kh = loop::make_axis("kh", 3), kv = loop::make_axis("kv", 3), c = loop::make_axis("c", 3);
  const auto row = index(h) + index(kh) - loop::integer(1), column = index(v) + index(kv) - loop::integer(1);
  const auto inside = [](const loop::Expression& position, std::int64_t extent) {
    return apply(Operation::logical_and,
                 {apply(Operation::less_equal, {loop::integer(0), position}), apply(Operation::less, {position, loop::integer(extent)})});
  };
  const auto pixel = select(apply(Operation::logical_and, {inside(row, 9), inside(column, 8)}), p.at(x, {index(n), row, column, index(c)}),
                            loop::constant(0, DType::float32));
  const auto sum = reduce(loop::Reduction::sum, {kh, kv, c}, pixel * p.at(w, {index(kh), index(kv), index(c), index(o)}));
  for (const auto& schedule :
       {along(3, 16, {1, 1, 4, 2}), along(3, 8, {1, 3, 1, 1}, 3), along(2, 8, {1, 1, 1, 4}), folded(4, 1, {1, 1, 2, 2})}) {
    p.program.body.clear();
    p.kernel({n, h, v, o}, {{y, {index(n), index(h), index(v), index(o)}, sum}}, schedule);
    expect_agreement(p, {.relative = 1e-5, .absolute = 1e-5});
  }
}

TEST(Memory, UpdatesInPlace) {
  ProgramUnderTest p;
  const int state = p.state(DType::float32, {50}), x = p.input(DType::float32, {50}), out = p.output(DType::float32, {50});
  const int shared = p.temporary(DType::float32, {50});
  const int alias = p.temporary(DType::float32, {50});
  p.program.buffers[static_cast<std::size_t>(alias)].alias_of = shared;
  const loop::Axis i = loop::make_axis("i", 50);
  p.kernel({i}, {{state, {index(i)}, p.at(state, {index(i)}) - p.at(x, {index(i)})}, {shared, {index(i)}, p.at(state, {index(i)})}},
           along(0, 16, {2}));
  p.kernel({i}, {{alias, {index(i)}, p.at(shared, {index(i)}) * p.at(state, {index(i)})}}, along(0, 16, {2}));
  p.kernel({i}, {{out, {index(i)}, p.at(alias, {index(i)})}}, along(0, 16, {2}));
  expect_agreement(p);
}

TEST(Memory, BroadcastsAlongEveryAxis) {
  for (const auto& schedule : schedules_of_two) {
    ProgramUnderTest p;
    const int row = p.input(DType::float32, {21}), column = p.input(DType::float32, {9}), one = p.input(DType::float32, {}),
              y = p.output(DType::float32, {9, 21}), filled = p.output(DType::float32, {9, 21});
    const loop::Axis i = loop::make_axis("i", 9), j = loop::make_axis("j", 21);
    p.kernel({i, j},
             {{y, {index(i), index(j)}, p.at(row, {index(j)}) * p.at(column, {index(i)}) + p.at(one, {})},
              {filled, {index(i), index(j)}, p.at(column, {index(i)})}},
             schedule);
    expect_agreement(p);
  }
}

TEST(Memory, AxesOfOnePosition) {
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {1, 5}), y = p.output(DType::float32, {5}), z = p.state(DType::float32, {5});
  const loop::Axis i = loop::make_axis("i", 1), j = loop::make_axis("j", 5);
  p.kernel({j, i}, {{y, {index(j)}, p.at(x, {index(i), index(j)})}, {z, {index(j)}, p.at(x, {index(i), index(j)}), loop::Write::add}},
           along(1, 4));
  expect_agreement(p);
}

}  // namespace

}  // namespace pellucid::testing
