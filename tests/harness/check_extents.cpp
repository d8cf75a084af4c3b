// Meanings about extents: unknown ones that meet, and axes without elements. What works for a known shape works in the program for any; what is
// refused is refused by all, with a sentence.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include <functional>
#include <optional>
#include <set>
#include <typeindex>

#include "harness/compiled.hpp"
#include "harness/meaning.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr double tolerance = 1e-12;
constexpr DerivativeOptions zero_if_disconnected = {.if_disconnected = IfDisconnected::zero};

// What a call gave: arrays, or the sentence of a refusal.
struct Answer {
  std::vector<Array> arrays;
  std::string refusal;
};
Answer answer(const std::function<std::vector<Array>()>& call) {
  try {
    return {call(), ""};
  } catch (const Error& error) {
    return {{}, error.what()};
  }
}

// The same numbers, or a refusal from both.
void expect_alike(const Answer& got, const Answer& wanted, std::string_view what) {
  EXPECT_EQ(got.refusal.empty(), wanted.refusal.empty()) << what << ": '" << got.refusal << "' against '" << wanted.refusal << "'";
  for (std::size_t i = 0; i < std::min(got.arrays.size(), wanted.arrays.size()); ++i)
    EXPECT_TRUE(near(got.arrays[i], wanted.arrays[i], tolerance)) << what << ", output " << i;
}

// Elements of an array in another shape: its own over and over.
Array reshaped(const Array& array, const Shape& shape) {
  Array result = Array::zeros(shape, array.dtype());
  if (result.size() == 0) return result;
  const Array from = array.size() == 0 ? Array::zeros({1}, array.dtype()) : array.contiguous().reshape({array.size()});
  Array flat = result.reshape({result.size()});
  for (std::int64_t i = 0; i < flat.size(); ++i)
    flat.slice(0, {.start = i, .stop = i + 1}).assign(from.slice(0, {.start = i % from.size(), .stop = i % from.size() + 1}));
  return flat.reshape(shape);
}

// A sample with axes of its inputs changed, and extents of its attributes.
struct Changed {
  std::vector<Array> values;
  Attributes attributes;
  std::function<bool(std::size_t input, std::size_t axis)> is_changed;
  std::string text;
  bool is_of_all = false;  // all axes of one extent, not one alone
};

Attributes with_extent(const Attributes& attributes, std::int64_t from, std::int64_t to) {
  Attributes changed = attributes;
  for (const auto& [name, value] : attributes.entries()) {
    const auto* dims = std::get_if<Dims>(&value);
    if (dims == nullptr) continue;
    Dims all = *dims;
    for (Dim& dim : all)
      if (dim == from) dim = to;
    changed.set(name, all);
  }
  return changed;
}

Changed with_axes(const Sample& sample, const Attributes& attributes, std::int64_t to, std::string text,
                  std::function<bool(std::size_t, std::size_t)> is_changed) {
  Changed changed = {.values = {}, .attributes = attributes, .is_changed = std::move(is_changed), .text = std::move(text)};
  for (std::size_t i = 0; i < sample.inputs.size(); ++i) {
    Shape shape = sample.inputs[i].shape();
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
      if (changed.is_changed(i, axis)) shape[axis] = to;
    changed.values.push_back(reshaped(sample.inputs[i], shape));
  }
  return changed;
}

// Every extent 0 in turn wherever it stands, attributes included, and every axis alone.
std::vector<Changed> emptied(const Sample& sample) {
  std::set<std::int64_t> extents;
  for (const Array& value : sample.inputs) extents.insert(value.shape().begin(), value.shape().end());
  std::vector<Changed> all;
  for (const std::int64_t extent : extents) {
    all.push_back(with_axes(sample, with_extent(sample.attributes, extent, 0), 0, "every extent " + std::to_string(extent) + " is 0",
                            [&sample, extent](std::size_t i, std::size_t axis) { return sample.inputs[i].shape()[axis] == extent; }));
    all.back().is_of_all = true;
  }
  for (std::size_t input = 0; input < sample.inputs.size(); ++input)
    for (std::size_t axis = 0; axis < sample.inputs[input].rank(); ++axis)
      all.push_back(with_axes(sample, sample.attributes, 0, "axis " + std::to_string(axis) + " of input " + std::to_string(input) + " is 0",
                              [input, axis](std::size_t i, std::size_t k) { return i == input && k == axis; }));
  return all;
}

std::optional<Application> made(const Op& op, const Changed& changed, const std::function<Type(std::size_t)>& type_of) {
  try {
    return apply_to(op, changed.values, changed.attributes, type_of);
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr(std::string(op.name)));
    return std::nullopt;
  }
}

// The outputs, then the pullback and the pushforward of ones.
Application with_derivatives(Application application, const Op& op, const Sample& sample, const std::vector<Array>& results) {
  const Variables of = of_of(application), wrt = wrt_of(application, sample);
  if (of.empty() || wrt.empty() || op.derivative == Derivative::undefined) return application;
  const Targets values(of.begin(), of.end()), by(wrt.begin(), wrt.end());
  Variables cotangents, tangents;
  for (std::size_t i = 0; i < application.outputs.size(); ++i)
    if (is_floating(application.outputs[i].dtype())) cotangents.push_back(constant(Array::full(results[i].shape(), 1, results[i].dtype())));
  for (std::size_t i = 0; i < application.inputs.size(); ++i)
    if (std::ranges::find(wrt, application.inputs[i]) != wrt.end())
      tangents.push_back(constant(Array::full(application.values[i].shape(), 1, application.values[i].dtype())));
  const Variables back = pullback(values, by, cotangents, zero_if_disconnected);
  for (std::size_t i = 0; i < wrt.size(); ++i) EXPECT_EQ(to_string(back[i].dims()), to_string(wrt[i].dims())) << "the pullback by " << i;
  const Variables forth = pushforward(values, by, tangents, zero_if_disconnected);
  for (std::size_t i = 0; i < of.size(); ++i) EXPECT_EQ(to_string(forth[i].dims()), to_string(of[i].dims())) << "the pushforward of " << i;
  application.outputs.insert(application.outputs.end(), back.begin(), back.end());
  application.outputs.insert(application.outputs.end(), forth.begin(), forth.end());
  return application;
}

void expect_types(const Application& application, const std::vector<Array>& results, const Bindings& bindings) {
  for (std::size_t i = 0; i < results.size(); ++i)
    for (std::size_t axis = 0; axis < results[i].rank(); ++axis)
      EXPECT_EQ(application.outputs[i].dims()[axis].evaluate(bindings), results[i].shape()[axis]) << "output " << i << ", axis " << axis;
}

// What the evaluator says of values and derivatives; the same from the plan, and where it is asked for from native code.
Answer ask_all(const Application& values, const Op& op, const Sample& sample, const Bindings& bindings, bool native) {
  Answer wanted = answer([&] { return run(values); });
  const auto call = [](const Application& of) { return Function(of.inputs, of.outputs)(of.values); };
  if (!wanted.refusal.empty()) {
    expect_alike(answer([&] { return call(values); }), wanted, "a call");
    return wanted;
  }
  const Application all = with_derivatives(values, op, sample, wanted.arrays);
  Answer evaluated = answer([&] { return run(all); });
  EXPECT_EQ(evaluated.refusal, "") << "a derivative of what has a value";
  if (!evaluated.refusal.empty()) return wanted;
  expect_types(all, evaluated.arrays, bindings);
  expect_alike({interpret(all, {.verify = true}, evaluated.arrays, bindings), ""}, evaluated, "the plan");
  if (native) expect_alike(answer([&] { return call(all); }), evaluated, "native code");
  return evaluated;
}

}  // namespace

std::size_t check_empty(const Op& op, const Sample& sample) {
  std::size_t compared = 0;
  for (const Changed& changed : emptied(sample)) {
    SCOPED_TRACE(changed.text);
    const auto known_type = [&](std::size_t i) { return Type{changed.values[i].dtype(), dims_of(changed.values[i].shape())}; };
    const auto type_with_unknown = [&](std::size_t i) {
      Type type = known_type(i);
      for (std::size_t axis = 0; axis < type.rank(); ++axis)
        if (changed.is_changed(i, axis)) type.dims[axis] = Dim::named("none");
      return type;
    };
    const std::optional<Application> known = made(op, changed, known_type), open = made(op, changed, type_with_unknown);
    const Answer of_known = known ? ask_all(*known, op, sample, {}, changed.is_of_all) : Answer{{}, "when made"};
    compared += of_known.refusal.empty() ? 1 : 0;
    if (!open) continue;
    const Answer of_open = ask_all(*open, op, sample, {{"none", 0}}, false);
    expect_alike(of_open, of_known, "an unknown extent against a known one");
    compared += of_open.refusal.empty() ? 1 : 0;
  }
  return compared;
}

namespace {

// Of the chosen inputs every axis above 1 is an unknown of its own.
struct OwnUnknowns {
  const Sample& sample;
  std::function<bool(std::size_t input)> is_chosen;

  static std::string name_of(std::size_t input, std::size_t axis) { return "a" + std::to_string(input) + "_" + std::to_string(axis); }
  bool is_unknown(std::size_t input, std::size_t axis) const { return is_chosen(input) && sample.inputs[input].shape()[axis] > 1; }
  Type type(std::size_t input) const {
    Type type{sample.inputs[input].dtype(), dims_of(sample.inputs[input].shape())};
    for (std::size_t axis = 0; axis < type.rank(); ++axis)
      if (is_unknown(input, axis)) type.dims[axis] = Dim::named(name_of(input, axis));
    return type;
  }
  Bindings bindings() const {
    Bindings bindings;
    for (std::size_t i = 0; i < sample.inputs.size(); ++i)
      for (std::size_t axis = 0; axis < sample.inputs[i].rank(); ++axis) bindings.emplace(name_of(i, axis), sample.inputs[i].shape()[axis]);
    return bindings;
  }
};

// One axis longer, or of extent 1, which is not stretched: all refuse it, or none does and the shape is what the types say.
std::size_t check_other_extents(const Application& open, const OwnUnknowns& unknowns) {
  std::size_t compared = 0;
  for (std::size_t input = 0; input < open.inputs.size(); ++input) {
    for (std::size_t axis = 0; axis < open.inputs[input].rank(); ++axis) {
      if (!unknowns.is_unknown(input, axis)) continue;
      for (const std::int64_t other : {unknowns.sample.inputs[input].shape()[axis] + 1, std::int64_t{1}}) {
        SCOPED_TRACE("axis " + std::to_string(axis) + " of input " + std::to_string(input) + " is " + std::to_string(other));
        const auto is_it = [&](std::size_t i, std::size_t k) { return i == input && k == axis; };
        Application called = open;
        called.values = with_axes(unknowns.sample, unknowns.sample.attributes, other, "", is_it).values;
        Answer evaluated = answer([&] { return run(called); });
        ++compared;
        if (!evaluated.refusal.empty()) {
          EXPECT_THROW(Function(called.inputs, called.outputs)(called.values), Error) << evaluated.refusal;
          continue;
        }
        Bindings now = unknowns.bindings();
        now[OwnUnknowns::name_of(input, axis)] = other;
        expect_types(called, evaluated.arrays, now);
      }
    }
  }
  return compared;
}

// The window of a convolution has a known size, and what is given to a loop the types of its body.
bool has_to_know(const Op& op) { return op.name == "convolution" || op.role == Role::scan; }

}  // namespace

// Of all inputs, and of each alone.
std::size_t check_meeting(const Op& op, const Sample& sample) {
  const Changed whole = {.values = sample.inputs, .attributes = sample.attributes, .is_changed = nullptr, .text = ""};
  const Answer known = answer([&] { return run(apply_to(op, sample)); });
  std::size_t compared = 0;
  for (std::size_t chosen = 0; chosen <= sample.inputs.size(); ++chosen) {
    const bool all = chosen == sample.inputs.size();
    if (!all && sample.inputs.size() == 1) continue;
    SCOPED_TRACE(all ? "unknown extents of all inputs" : "unknown extents of input " + std::to_string(chosen));
    const OwnUnknowns unknowns = {sample, [&](std::size_t input) { return all || input == chosen; }};
    const std::optional<Application> open = made(op, whole, [&](std::size_t i) { return unknowns.type(i); });
    if (!open) {
      EXPECT_TRUE(has_to_know(op)) << "refused";
      continue;
    }
    expect_alike(ask_all(*open, op, sample, unknowns.bindings(), false), known, "unknown extents against known ones");
    compared += 1 + check_other_extents(*open, unknowns);
  }
  return compared;
}

}  // namespace pellucid::inline v0
