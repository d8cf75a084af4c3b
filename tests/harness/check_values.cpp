// Meanings about values and nodes: types, numbers, precision, identity, text, refusals.
#include <gmock/gmock.h>

#include <functional>
#include <set>

#include "graph/node.hpp"
#include "harness/application.hpp"
#include "harness/meaning.hpp"

namespace pellucid::inline v0 {
namespace {

std::string known_type(const Type& type, const Bindings& bindings) {
  Dims dims;
  for (const Dim& dim : type.dims) dims.emplace_back(dim.evaluate(bindings));
  return to_string(Type{type.dtype, dims});
}

std::string type_of(const Array& array) { return to_string(Type{array.dtype(), dims_of(array.shape())}); }

std::size_t expect_types(const Application& application, const std::vector<Array>& results, const Bindings& bindings) {
  EXPECT_EQ(application.outputs.size(), results.size());
  for (std::size_t i = 0; i < results.size(); ++i)
    EXPECT_EQ(known_type(application.outputs[i].type(), bindings), type_of(results[i])) << "output " << i;
  return results.size();
}

using IsUnknown = std::function<bool(std::size_t axis, std::int64_t extent)>;

// Extents above 1 become unknowns where asked; equal ones the same, since equal is what ops ask of them.
Type with_unknowns(const Array& value, const IsUnknown& is_unknown, Bindings& bindings) {
  Type type{value.dtype(), dims_of(value.shape())};
  for (std::size_t axis = 0; axis < type.rank(); ++axis) {
    const std::int64_t extent = value.shape()[axis];
    if (extent < 2 || !is_unknown(axis, extent)) continue;
    type.dims[axis] = Dim::named("n" + std::to_string(extent));
    bindings["n" + std::to_string(extent)] = extent;
  }
  return type;
}

// Whether the op can say its shape then: an attribute may name extents, and a few have to be known. What it refuses it refuses by its name.
std::size_t check_unknown(const Op& op, const Sample& sample, const std::vector<Array>& known, const IsUnknown& is_unknown) {
  Bindings bindings;
  Application application;
  try {
    application = apply_to(op, sample.inputs, sample.attributes,
                           [&](std::size_t i) { return with_unknowns(sample.inputs[i], is_unknown, bindings); });
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("[dim]")));
    return 0;
  }
  const std::vector<Array> results = run(application);
  for (std::size_t i = 0; i < results.size(); ++i) EXPECT_TRUE(same_bits(results[i], known[i])) << results[i] << "\nagainst\n" << known[i];
  return expect_types(application, results, bindings);
}

}  // namespace

std::size_t check_inferred(const Op& op, const Sample& sample) {
  const Application application = apply_to(op, sample);
  return expect_types(application, run(application), {});
}

// All extents unknown, those of axis 0, and one at a time.
std::size_t check_symbolic(const Op& op, const Sample& sample) {
  const std::vector<Array> known = run(apply_to(op, sample));
  std::set<std::int64_t> extents;
  for (const Array& value : sample.inputs) extents.insert(value.shape().begin(), value.shape().end());
  std::size_t checked = check_unknown(op, sample, known, [](std::size_t, std::int64_t) { return true; });
  checked += check_unknown(op, sample, known, [](std::size_t axis, std::int64_t) { return axis == 0; });
  for (const std::int64_t one : extents)
    if (one > 1) checked += check_unknown(op, sample, known, [&](std::size_t, std::int64_t extent) { return extent == one; });
  return checked;
}

std::size_t check_expected(const Op& op, const Sample& sample) {
  if (sample.expected.empty()) return 0;
  const std::vector<Array> results = run(apply_to(op, sample));
  EXPECT_EQ(results.size(), sample.expected.size());
  for (std::size_t i = 0; i < std::min(results.size(), sample.expected.size()); ++i) {
    EXPECT_EQ(type_of(results[i]), type_of(sample.expected[i])) << "output " << i;
    EXPECT_TRUE(near(results[i], sample.expected[i], sample.tolerance)) << "output " << i;
  }
  return results.size();
}

std::size_t check_float64(const Op& op, const Sample& sample) {
  std::vector<Array> narrow;
  std::size_t narrowed = 0;
  for (const Array& value : sample.inputs) {
    narrow.push_back(value.dtype() == DType::float64 ? value.astype(DType::float32) : value);
    if (value.dtype() == DType::float64) ++narrowed;
  }
  if (narrowed == 0 && !sample.inputs.empty()) return 0;
  const Application in32 = apply_to(op, narrow, sample.attributes);
  const std::vector<Array> exact = run(apply_to(op, sample));
  const std::vector<Array> rebuilt = evaluate(in32.outputs, given(in32.inputs, sample.inputs), {.float64 = true}), rounded = run(in32);
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const bool all64 = rebuilt[i].dtype() == exact[i].dtype();  // an attribute may have asked for float32 in the float64 graph
    EXPECT_NE(rebuilt[i].dtype(), DType::float32) << "output " << i;
    EXPECT_TRUE(near(rebuilt[i], exact[i], all64 ? 1e-13 : 1e-6)) << "output " << i << " rebuilt in float64";
    EXPECT_TRUE(near(rounded[i], exact[i], 1e-5)) << "output " << i << " in float32";
  }
  return exact.size();
}

std::size_t check_interned(const Op& op, const OpSamples& samples) {
  std::size_t compared = 0;
  std::set<std::string> seen;
  for (const Sample& sample : samples.good) {
    const Application once = apply_to(op, sample);
    const std::vector<Operand> operands(once.inputs.begin(), once.inputs.end());
    const Variables again = apply_all(op, operands, sample.attributes);
    EXPECT_EQ(once.outputs, again) << once.outputs[0].to_string();
    ++compared;
    for (const Sample& other : samples.good) {
      if (other.attributes == sample.attributes) continue;
      try {
        const Variables others = apply_all(op, operands, other.attributes);
        const bool is_equal = others[0].node()->attributes == once.outputs[0].node()->attributes;  // once canonical, they may be
        EXPECT_EQ(others == once.outputs, is_equal);
        ++compared;
      } catch (const Error&) {
        continue;  // attributes of one sample need not fit the inputs of another
      }
    }
  }
  return compared;
}

std::size_t check_printed(const Op& op, const Sample& sample) {
  const std::string text = print(apply_to(op, sample).outputs);
  EXPECT_EQ(text, print(apply_to(op, sample).outputs));
  EXPECT_THAT(text, ::testing::HasSubstr(std::string(op.name)));
  return 1;
}

std::size_t check_refused(const Op& op, const BadSample& sample) {
  const bool when_run = !sample.values.empty();
  std::vector<Operand> operands;
  Variables inputs;
  const std::size_t count = when_run ? sample.values.size() : sample.types.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Type type = when_run ? Type{sample.values[i].dtype(), dims_of(sample.values[i].shape())} : sample.types[i];
    inputs.push_back(input("input" + std::to_string(i), type.dims, type.dtype));
    operands.emplace_back(inputs.back());
  }
  bool is_made = false;
  try {
    const Variables outputs = apply_all(op, operands, sample.attributes);
    is_made = true;
    if (when_run) evaluate(outputs, given(inputs, sample.values));
    ADD_FAILURE() << "nothing was refused";
  } catch (const Error& error) {
    EXPECT_EQ(is_made, when_run) << error.what();
    EXPECT_EQ(std::type_index(typeid(error)), sample.error)
        << typeid(error).name() << " against " << sample.error.name() << ": " << error.what();
    EXPECT_THAT(error.what(), ::testing::HasSubstr(sample.text));
    EXPECT_THAT(error.what(), ::testing::HasSubstr(sample.where.empty() ? std::string(op.name) : sample.where));
  }
  return 1;
}

}  // namespace pellucid::inline v0
