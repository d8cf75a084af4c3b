// Ops for tests of the graph, which knows none: elementwise sum, a copy with an attribute, and two that take several inputs.
#pragma once

#include "graph/node.hpp"

namespace pellucid::toy {

inline constexpr std::array<std::string_view, 2> two_inputs = {"a", "b"};
inline constexpr std::array<std::string_view, 1> one_input = {"x"};

inline void prepare(const Op&, Variables&, Attributes&) {}
inline std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes&) { return {inputs[0].type()}; }

inline constexpr Op plus = {.name = "plus",
                            .elementwise = true,
                            .least_inputs = 2,
                            .most_inputs = 2,
                            .input_names = two_inputs,
                            .prepare = prepare,
                            .infer = infer,
                            .element = [](const Apply&, std::size_t, const Source& source, const loop::Expressions& index) {
                              return source.at(0, index) + source.at(1, index);
                            }};
inline constexpr Op tagged = {
    .name = "tagged",
    .elementwise = true,
    .least_inputs = 1,
    .most_inputs = 1,
    .input_names = one_input,
    .prepare = prepare,
    .infer = infer,
    .element = [](const Apply&, std::size_t, const Source& source, const loop::Expressions& index) { return source.at(0, index); }};

inline constexpr Op one_to_three = {.name = "one_to_three", .least_inputs = 1, .most_inputs = 3, .prepare = prepare, .infer = infer};
inline constexpr Op any_but_none = {
    .name = "any_but_none", .least_inputs = 1, .most_inputs = any_number, .prepare = prepare, .infer = infer};

inline Variable add(const Operand& a, const Operand& b) { return apply(plus, {a, b}); }
inline Variable tag(const Operand& x, AttributeValue value) { return apply(tagged, {x}, {{"tag", std::move(value)}}); }

}  // namespace pellucid::toy
