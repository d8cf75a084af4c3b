// Each rule of the verifier, broken once.
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop/node.hpp"
#include "loop/operation.hpp"
#include "trial.hpp"

namespace pellucid::loop {
namespace {

using testing::HasSubstr;

const Dim batch = Dim::named("batch");
const Axis i = make_axis("i", 4), j = make_axis("j", 3), b = make_axis("b", batch);
const Expression I = index(i), J = index(j), B = index(b);

enum Buffers : int { x, flags, out, flat, scratch, numbers, state };

// A program in order: out[i, j] = x[i, j].
Program sound() {
  Program program{"p", {}, {}, {"batch"}, 128};
  program.buffers = {{"x", DType::float32, {4, 3}, Role::input},
                     {"flags", DType::boolean, {4}, Role::output},
                     {"out", DType::float32, {4, 3}, Role::output},
                     {"flat", DType::float32, {12}, Role::output},
                     {"scratch", DType::float32, {4, 3}, Role::temporary, -1, 64},
                     {"numbers", DType::int32, {4}, Role::constant},
                     {"state", DType::float32, {batch, 3}, Role::state}};
  program.body = {Kernel{"k", {i, j}, {{out, {I, J}, load(x, DType::float32, {I, J})}}, {}}};
  return program;
}

std::string error_of(const Program& program) {
  try {
    verify(program);
  } catch (const std::logic_error& error) {
    return error.what();
  }
  return "";
}

Kernel& kernel_of(Program& program) { return std::get<Kernel>(program.body[0]); }

// The error when the sound program is changed.
std::string broken(const std::function<void(Program&, Kernel&)>& change) {
  Program program = sound();
  change(program, kernel_of(program));
  return error_of(program);
}
std::string with_stores(std::vector<Axis> axes, std::vector<Store> stores) {
  return broken([&](Program&, Kernel& kernel) {
    kernel.axes = std::move(axes);
    kernel.stores = std::move(stores);
  });
}
std::string with_value(const Expression& value) { return with_stores({i, j}, {{out, {I, J}, value}}); }
std::string with_statement(Statement statement) {
  return broken([&](Program& program, Kernel&) { program.body.push_back(std::move(statement)); });
}

Expression element(const Expression& row, const Expression& column) { return load(x, DType::float32, {row, column}); }
Expression number(double value) { return constant(value, DType::float32); }

// A node as nobody builds it: without the builder's assertions.
Expression forged(Operation operation, DType dtype, Expressions arguments, const std::function<void(ExpressionNode&)>& change = {}) {
  ExpressionNode node = node_of(operation, dtype, std::move(arguments));
  node.free = std::make_shared<const std::vector<std::uint64_t>>();
  if (change) change(node);
  return Expression(std::make_shared<const ExpressionNode>(node));
}

TEST(Verify, TakesWhatIsSound) {
  EXPECT_EQ(error_of(sound()), "");
  EXPECT_EQ(with_value(reduce(Reduction::sum, {b}, element(I, J) + cast(B, DType::float32))), "");
}

TEST(Verify, NamesProgramAndStatement) {
  EXPECT_EQ(with_stores({i, j}, {{9, {I, J}, number(0)}}), "program 'p', kernel 'k': there is no buffer 9");
}

TEST(Verify, Buffers) {
  const auto with_buffer = [](const Buffer& buffer) {
    return broken([&](Program& program, Kernel&) { program.buffers.push_back(buffer); });
  };
  EXPECT_EQ(with_buffer({"t", DType::float32, {16}, Role::temporary, -1, 64}), "");
  EXPECT_EQ(with_buffer({"t", DType::float32, {17}, Role::temporary, -1, 64}),
            "program 'p', buffer 't': it ends at 132 in an arena of 128 bytes");
  EXPECT_THAT(with_buffer({"t", DType::float32, {1}, Role::temporary, -1, -64}), HasSubstr("in an arena of"));
  EXPECT_THAT(with_buffer({"t", DType::float32, {1}, Role::temporary, -1, 32}), HasSubstr("its arena offset 32 is not a multiple of 64"));
  EXPECT_THAT(with_buffer({"t", DType::float32, {Dim::named("time")}, Role::input}),
              HasSubstr("the size 'time' is not one of the program"));
  EXPECT_EQ(with_buffer({"t", DType::int32, {12}, Role::temporary, scratch}), "");
  EXPECT_EQ(with_buffer({"t", DType::float64, {12}, Role::temporary, scratch}),
            "program 'p', buffer 't': it has 96 bytes, but what it is an alias of, 'scratch', has 48");
  EXPECT_THAT(with_buffer({"t", DType::float32, {12}, Role::state, scratch}), HasSubstr("only temporaries and outputs are aliases"));
  EXPECT_THAT(with_buffer({"t", DType::float32, {12}, Role::output, scratch}), HasSubstr("would be lost"));
  EXPECT_THAT(with_buffer({"t", DType::float32, {12}, Role::temporary, 7}), HasSubstr("the aliases of buffer 't' form a circle"));
  EXPECT_THAT(with_buffer({"t", DType::float32, {12}, Role::temporary, 9}), HasSubstr("there is no buffer 9"));
  EXPECT_THAT(broken([](Program& program, Kernel&) { program.sizes = {"batch", "batch"}; }), HasSubstr("a size is named twice"));
}

TEST(Verify, Roles) {
  EXPECT_THAT(with_stores({i, j}, {{x, {I, J}, number(0)}}), HasSubstr("buffer 'x' is only read, and is written"));
  EXPECT_THAT(with_stores({i}, {{numbers, {I}, constant(0, DType::int32)}}), HasSubstr("buffer 'numbers' is only read"));
  EXPECT_THAT(broken([](Program& program, Kernel& kernel) {
                program.buffers.push_back({"view", DType::float32, {12}, Role::temporary, x});
                kernel = {"k", {i}, {{7, {I}, number(0)}}, {}};
              }),
              HasSubstr("buffer 'x' is only read, and is written"));
}

TEST(Verify, DtypesOfStores) {
  EXPECT_THAT(with_value(constant(0, DType::float64)), HasSubstr("the store to 'out' has float64 for float32"));
  EXPECT_THAT(with_stores({i}, {{flags, {I}, constant(0, DType::boolean), Write::add}}), HasSubstr("adds bools"));
  const auto with_rest = [](int rest, Write write, const Expression& value) {
    return with_stores({i, j}, {{out, {I, J}, value, write, rest}});
  };
  EXPECT_EQ(with_rest(scratch, Write::add, element(I, J)), "");
  EXPECT_THAT(with_rest(scratch, Write::set, element(I, J)), HasSubstr("the rest of the store to 'out' is of no addition"));
  EXPECT_THAT(with_rest(flat, Write::add, element(I, J)), HasSubstr("the rest of the store to 'out' goes to a buffer of another type"));
  EXPECT_THAT(with_rest(x, Write::add, element(I, J)), HasSubstr("'x' is only read"));
  EXPECT_THAT(with_rest(out, Write::add, element(I, J)), HasSubstr("it stores to the memory of 'out', where rests are kept"));
  EXPECT_THAT(with_rest(scratch, Write::add, load(scratch, DType::float32, {I, J})), HasSubstr("loads another element of it"));
  EXPECT_THAT(broken([](Program& program, Kernel& kernel) {
                program.buffers[numbers].role = Role::state;
                kernel = {"k", {i}, {{numbers, {I}, constant(1, DType::int32), Write::add, numbers}}, {}};
              }),
              HasSubstr("the rest of the store to 'numbers' is not of float32 or float64"));
  EXPECT_THAT(with_stores({i, j}, {{out, {I, constant(0, DType::int32)}, number(0)}}), HasSubstr("an index of int32, not int64"));
  EXPECT_THAT(with_value({}), HasSubstr("an expression is missing"));
}

TEST(Verify, Ranks) {
  EXPECT_THAT(with_stores({i}, {{out, {I}, number(0)}}), HasSubstr("the store to 'out' has 1 indices for 2 dimensions"));
  EXPECT_THAT(with_value(load(x, DType::float32, {I})), HasSubstr("a load from 'x' has 1 indices for 2 dimensions"));
}

TEST(Verify, Loads) {
  EXPECT_THAT(with_value(cast(load(x, DType::float64, {I, J}), DType::float32)),
              HasSubstr("a load of float64 from 'x', which holds float32"));
  EXPECT_THAT(with_value(load(-1, DType::float32, {I, J})), HasSubstr("there is no buffer -1"));
}

TEST(Verify, Axes) {
  EXPECT_THAT(with_value(element(I, J) + cast(B, DType::float32)),
              HasSubstr("the axis 'b' (extent batch) is bound by no loop of that extent"));
  const Axis longer{i.id, "i", 9};
  EXPECT_THAT(with_value(cast(index(longer), DType::float32)), HasSubstr("the axis 'i' (extent 9) is bound by no loop of that extent"));
  const Expression outside = reduce(Reduction::sum, {b}, cast(B, DType::float32)) + cast(B, DType::float32);
  EXPECT_THAT(with_value(outside), HasSubstr("the axis 'b' is used outside of the reduction that binds it"));
  EXPECT_THAT(with_stores({i, j, i}, {}), HasSubstr("the axis 'i' is bound twice"));
  EXPECT_THAT(with_statement(std::make_shared<const Loop>(Loop{i, false, sound().body})),
              HasSubstr("kernel 'k': the axis 'i' is bound twice"));
  EXPECT_THAT(with_value(cast(size(Dim::named("time")), DType::float32)), HasSubstr("the size 'time' is not one of the program"));
  EXPECT_THAT(with_value(reduce(Reduction::sum, {make_axis("t", Dim::named("time"))}, number(1))), HasSubstr("the size 'time'"));
}

TEST(Verify, TypingRules) {
  const Expression f = number(1), d = constant(1, DType::float64), n = constant(1, DType::int32), p = constant(1, DType::boolean);
  const auto rule = [&](Operation operation, DType dtype, Expressions arguments, const std::function<void(ExpressionNode&)>& change = {}) {
    return with_value(forged(operation, dtype, std::move(arguments), change));
  };
  EXPECT_THAT(rule(Operation::add, DType::float32, {f, d}), HasSubstr("add takes arguments of one dtype, got float32 and float64"));
  EXPECT_THAT(rule(Operation::add, DType::boolean, {p, p}), HasSubstr("add does not take bool"));
  EXPECT_THAT(rule(Operation::divide, DType::int32, {n, n}), HasSubstr("divide does not take int32"));
  EXPECT_THAT(rule(Operation::tanh, DType::int32, {n}), HasSubstr("tanh does not take int32"));
  EXPECT_THAT(rule(Operation::negate, DType::float64, {f}), HasSubstr("negate of float32 does not give float64"));
  EXPECT_THAT(rule(Operation::less, DType::float32, {f, f}), HasSubstr("less of float32 and float32 does not give float32"));
  EXPECT_THAT(rule(Operation::fma, DType::float32, {f, f}), HasSubstr("fma takes 3 arguments, got 2"));
  EXPECT_THAT(rule(Operation::add, DType::float32, {f, {}}), HasSubstr("add lacks an argument"));
  EXPECT_THAT(rule(Operation::index, DType::int32, {}), HasSubstr("index is int64"));
  EXPECT_THAT(rule(Operation::logical_and, DType::boolean, {p, n}), HasSubstr("logical_and takes bool, got bool and int32"));
  EXPECT_THAT(rule(Operation::select, DType::float32, {n, f, f}), HasSubstr("the condition of select is bool, got int32"));
  EXPECT_THAT(rule(Operation::select, DType::float32, {p, f, d}), HasSubstr("both choices of select have its dtype"));
  EXPECT_THAT(rule(Operation::load, DType::float32, {n, n}, [](ExpressionNode& node) { node.buffer = x; }),
              HasSubstr("indices are int64, got int32 and int32"));
  EXPECT_THAT(rule(Operation::philox, DType::uint32, {n, n, n, n, n, n}), HasSubstr("philox takes uint32"));
  const Expression u = constant(1, DType::uint32);
  EXPECT_THAT(rule(Operation::philox, DType::uint32, {u, u, u, u, u, u}, [](ExpressionNode& node) { node.integer = 4; }),
              HasSubstr("philox has the words 0 to 3"));
  EXPECT_THAT(rule(Operation::reduce, DType::float64, {f}), HasSubstr("reduce gives the dtype of its body"));
  EXPECT_THAT(rule(Operation::reduce, DType::boolean, {p}), HasSubstr("sum does not take bool"));
  EXPECT_THAT(rule(Operation::reduce, DType::bfloat16, {constant(1, DType::bfloat16)}), HasSubstr("sum does not take bfloat16"));
  EXPECT_THAT(rule(Operation::reduce, DType::float32, {f}, [](ExpressionNode& node) { node.axes = {i, i}; }),
              HasSubstr("reduce has the axis 'i' twice"));
  EXPECT_THAT(rule(Operation::constant, DType::float32, {}, [](ExpressionNode& node) { node.free = nullptr; }),
              HasSubstr("not made by the builders"));
}

TEST(Verify, IndicesThatLeaveTheirBuffer) {
  EXPECT_THAT(with_value(element(I + integer(1), J)), HasSubstr("index 0 of 'x' goes from 1 to 4 where the extent is 4"));
  EXPECT_THAT(with_value(element(I, J - integer(1))), HasSubstr("index 1 of 'x' goes from -1 to 1"));
  EXPECT_THAT(with_stores({i, j}, {{out, {I * integer(2), J}, number(0)}}), HasSubstr("index 0 of 'out' goes from 0 to 6"));
  EXPECT_THAT(with_stores({b, j}, {{state, {B + integer(1), J}, number(0)}}), HasSubstr("goes from 1 to batch where the extent is batch"));
  EXPECT_THAT(with_value(reduce(Reduction::sum, {b}, element(integer(4), J))), HasSubstr("index 0 of 'x'"));
  EXPECT_THAT(with_value(element(cast(load(numbers, DType::int32, {I + integer(1)}), DType::int64), J)), HasSubstr("'numbers'"));
}

TEST(Verify, IndicesThatMayBeInBounds) {
  const Expression in_front = loop::apply(Operation::less, {I, integer(3)});
  EXPECT_EQ(with_value(select(in_front, element(I + integer(1), J), number(0))), "") << "guarded";
  EXPECT_EQ(with_value(reduce(Reduction::sum, {make_axis("none", 0)}, element(I + integer(9), J))), "") << "never";
  EXPECT_EQ(with_value(element(I * I, J)), "") << "not affine";
  EXPECT_EQ(with_stores({i, make_axis("none", 0)}, {{out, {I + integer(9), integer(0)}, number(0)}}), "") << "no points";
  EXPECT_EQ(with_stores({b, j}, {{out, {B, J}, number(0)}}), "") << "batch may be 4";
}

TEST(Verify, StoresThatCollide) {
  EXPECT_THAT(with_stores({i, j}, {{flat, {I}, number(0)}}), HasSubstr("all positions on the axis 'j' store to one element of 'flat'"));
  EXPECT_THAT(with_stores({i, b}, {{flat, {I}, number(0)}}), HasSubstr("all positions on the axis 'b'"));
  EXPECT_THAT(with_stores({i, j}, {{flat, {I + J}, number(0)}}), HasSubstr("two points store to one element of 'flat'"));
  EXPECT_EQ(with_stores({i, j}, {{flat, {I * integer(3) + J}, number(0)}}), "");
  EXPECT_EQ(with_stores({i, j}, {{flat, {I + J}, number(0), Write::add}}), "");
  EXPECT_EQ(with_stores({i, make_axis("one", 1)}, {{flat, {I}, number(0)}}), "");
  EXPECT_EQ(with_stores({i, j}, {{flat, {loop::apply(Operation::minimum, {I * J, integer(11)})}, number(0)}}), "") << "cannot tell";
  EXPECT_THAT(with_stores({i, j}, {{out, {I, J}, number(0)}, {out, {I, J}, number(1)}}),
              HasSubstr("two stores of one point go to one element of 'out'"));
}

TEST(Verify, LoadsOfWhatTheKernelStores) {
  const auto out_at = [](const Expression& row, const Expression& column) { return load(out, DType::float32, {row, column}); };
  EXPECT_EQ(with_value(out_at(I, J)), "");
  EXPECT_THAT(with_value(out_at(integer(3) - I, J)), HasSubstr("it stores to the memory of 'out' and loads another element of it"));
  EXPECT_THAT(with_value(reduce(Reduction::sum, {make_axis("k", 3)}, out_at(I, integer(0)))), HasSubstr("loads another element"));
  const auto in_place = [](const Expression& at) {
    return broken([&](Program& program, Kernel& kernel) {
      program.buffers.push_back({"line", DType::float32, {12}, Role::temporary, scratch});
      kernel.stores = {{scratch, {I, J}, load(7, DType::float32, {at})}};
    });
  };
  EXPECT_EQ(in_place(I * integer(3) + J), "") << "the same element by another name";
  EXPECT_THAT(in_place(I + J * integer(4)), HasSubstr("the memory of 'line'"));
}

TEST(Verify, LoadsOfOtherStepsThanTheOneStored) {
  const auto step = [](const Expression& row) {
    const Axis t = make_axis("t", 4);
    const Expression at = substitute(row, {{i, index(t)}});
    const Expression before =
        select(loop::apply(Operation::less, {integer(0), index(t)}), load(out, DType::float32, {at, integer(2) - J}), number(0));
    return with_statement(std::make_shared<const Loop>(Loop{t, false, {Kernel{"step", {j}, {{out, {index(t), J}, before}}, {}}}}));
  };
  EXPECT_EQ(step(I - integer(1)), "");
  EXPECT_THAT(step(I), HasSubstr("kernel 'step': it stores to the memory of 'out'"));
  EXPECT_THAT(step(integer(2)), HasSubstr("kernel 'step'"));
}

TEST(Verify, Schedules) {
  const auto schedule = [](const Schedule& schedule) { return broken([&](Program&, Kernel& kernel) { kernel.schedule = schedule; }); };
  EXPECT_EQ(schedule({.vector_axis = 1, .vector_width = 8, .tile = {2, 2}, .parallel = true}), "");
  EXPECT_THAT(schedule({.vector_axis = 2}), HasSubstr("the vector axis 2 is none of its axes"));
  EXPECT_THAT(schedule({.vector_width = 6}), HasSubstr("the vector width is no power of two"));
  EXPECT_THAT(schedule({.vector_width = 0}), HasSubstr("the vector width is no power of two"));
  EXPECT_THAT(schedule({.tile = {2}}), HasSubstr("the tile does not have one number for each axis"));
  EXPECT_THAT(schedule({.tile = {2, 0}}), HasSubstr("a tile is smaller than one position"));
  EXPECT_THAT(schedule({.unroll_reduction = 0}), HasSubstr("unrolled less than once"));
  const auto parallel = [](std::vector<Axis> axes, Store store) {
    return broken([&](Program&, Kernel& kernel) { kernel = {"k", std::move(axes), {std::move(store)}, {.parallel = true}}; });
  };
  EXPECT_THAT(parallel({}, {flat, {integer(0)}, number(0)}), HasSubstr("it is parallel and has no axis"));
  EXPECT_THAT(parallel({i, j}, {flat, {J}, number(1), Write::add}),
              HasSubstr("positions on the parallel axis 'i' add to one element of 'flat'"));
  EXPECT_EQ(parallel({i, j}, {flat, {I}, number(1), Write::add}), "");
}

TEST(Verify, Products) {
  const auto product = [](const std::function<void(Product&)>& change) {
    Product sound{"xx", 1, 2, 2, 3, {x, integer(0), 0, 3, 1}, {x, integer(0), 0, 1, 3}, {flat, integer(0), 0, 2, 1}, Write::set};
    change(sound);
    return with_statement(sound);
  };
  EXPECT_EQ(product([](Product&) {}), "");
  EXPECT_THAT(product([](Product& p) { p.c.buffer = x; }), HasSubstr("product 'xx': buffer 'x' is only read"));
  EXPECT_THAT(product([](Product& p) { p.c.buffer = flags; }), HasSubstr("its operands have not one dtype of numbers"));
  EXPECT_THAT(product([](Product& p) { p.a.buffer = flat; }), HasSubstr("it reads 'flat' while it writes the same memory"));
  EXPECT_THAT(product([](Product& p) { p.rows = 5; }), HasSubstr("it uses the elements from 0 to 14 of 'x', which has 12"));
  EXPECT_THAT(product([](Product& p) { p.b.row_stride = -1; }), HasSubstr("it uses the elements from -2 to 3 of 'x'"));
  EXPECT_THAT(product([](Product& p) { p.a.offset = constant(0, DType::int32); }), HasSubstr("the offset in 'x' is int32, not int64"));
  EXPECT_THAT(product([](Product& p) { p.a.offset = I; }), HasSubstr("the axis 'i'"));
  EXPECT_THAT(product([](Product& p) { p.inner = Dim::named("time"); }), HasSubstr("the size 'time'"));
  EXPECT_EQ(product([](Product& p) {
              p.rows = 0;
              p.a.offset = integer(99);
              p.c.offset = integer(99);
            }),
            "")
      << "nothing is read";
  EXPECT_EQ(product([](Product& p) { p.rows = batch; }), "") << "cannot tell";
  EXPECT_EQ(product([](Product& p) { p.a.row_stride = batch - 3; }), "") << "cannot tell";
}

TEST(Verify, OtherStatements) {
  const auto nothing = [](const std::vector<HostCall::Span>&, const std::vector<HostCall::Span>&) {};
  EXPECT_EQ(with_statement(HostCall{"sort", nothing, {x}, {out}}), "");
  EXPECT_THAT(with_statement(HostCall{"sort", {}, {x}, {out}}), HasSubstr("call 'sort': it has no function"));
  EXPECT_THAT(with_statement(HostCall{"sort", nothing, {12}, {out}}), HasSubstr("there is no buffer 12"));
  EXPECT_THAT(with_statement(HostCall{"sort", nothing, {out}, {x}}), HasSubstr("buffer 'x' is only read"));
  EXPECT_EQ(with_statement(Check{"gather", numbers, batch}), "");
  EXPECT_THAT(with_statement(Check{"gather", x, 3}), HasSubstr("check of gather: the indices in 'x' are no integers"));
  EXPECT_THAT(with_statement(Check{"gather", numbers, Dim::named("time")}), HasSubstr("the size 'time'"));
  EXPECT_THAT(with_statement(std::shared_ptr<const Loop>()), HasSubstr("a loop is missing"));
}

}  // namespace
}  // namespace pellucid::loop
