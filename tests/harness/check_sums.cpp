// Meaning about what operations add up: many terms, and 16-bit floats, evaluated, planned and compiled, against the same in float64.
#include <pellucid/function.hpp>

#include <algorithm>

#include "graph/scan.hpp"
#include "graph/walk.hpp"
#include "harness/application.hpp"
#include "harness/meaning.hpp"
#include "loop/operation.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0 {
namespace {

class NoSource : public Source {
 public:
  explicit NoSource(const Variables& inputs) : inputs_(inputs) {}
  loop::Expression at(std::size_t input, const loop::Expressions& index) const override {
    return loop::load(static_cast<int>(input), inputs_[input].dtype(), index);
  }

 private:
  const Variables& inputs_;
};

bool folds(const NodePointer& node) {
  for (std::size_t i = 0; i < node->types.size(); ++i) {
    loop::Expressions index;
    for (const Dim& extent : node->types[i].dims) index.push_back(loop::index(loop::make_axis("i", extent)));
    const loop::Expression element = node->op->element(Apply(node), i, NoSource(node->inputs), index);
    for (const loop::Expression* part : loop::parts_in_order(element))
      if ((*part)->operation == loop::Operation::reduce && loop::accumulates((*part)->reduction) && is_floating((*part)->dtype))
        return true;
  }
  return false;
}

bool scatters(const NodePointer& node) {
  return std::ranges::any_of(node->op->statements(Apply(node)), [](const loop::Statement& statement) {
    const auto* kernel = std::get_if<loop::Kernel>(&statement);
    return kernel != nullptr &&
           std::ranges::any_of(kernel->stores, [](const loop::Store& store) { return store.write == loop::Write::add; });
  });
}

// A sum or product of floats somewhere in what the values are made by; a loop's carry may be one.
bool add_up(const Variables& values) {
  return std::ranges::any_of(topological(values), [](const NodePointer& node) {
    const Op& op = *node->op;
    if (op.inner != nullptr) return add_up(op.inner(Apply(node)).outputs());
    if (op.role == Role::scan) return scan_parts(Apply(node)).carries > 0;
    return (op.element != nullptr && folds(node)) || (op.statements != nullptr && scatters(node));
  });
}

constexpr double most_roundings = 512;  // in sequence: the library's products add up 384 terms

double tolerance_of(DType dtype) {
  switch (dtype) {
    case DType::float16: return 0x1p-11;
    case DType::bfloat16: return 0x1p-8;
    case DType::float32: return most_roundings * 0x1p-24;
    default: return most_roundings * 0x1p-53;
  }
}

std::size_t expect_right(const std::string& how, const std::vector<Array>& results, const std::vector<Array>& truth) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    const double tolerance = tolerance_of(results[i].dtype());
    EXPECT_TRUE(near(results[i], truth[i], tolerance)) << how << ", output " << i << " in " << name(results[i].dtype());
  }
  return results.size();
}

}  // namespace

bool adds_up(const Op& op, const OpSamples& samples) {
  return std::ranges::any_of(samples.good, [&](const Sample& sample) { return add_up(apply_to(op, sample).outputs); });
}

std::size_t check_sums(const Op& op, const Sample& sample) {
  const Application application = apply_to(op, sample);
  std::vector<Array> exact;
  for (const Array& value : sample.inputs) exact.push_back(is_floating(value.dtype()) ? value.astype(DType::float64) : value);
  const std::vector<Array> truth = sample.expected.empty() ? run(apply_to(op, exact, sample.attributes)) : sample.expected;
  const std::vector<Array> evaluated = run(application);
  return expect_right("evaluated", evaluated, truth) + expect_right("planned", interpreted(application, evaluated), truth) +
         expect_right("compiled", Function(application.inputs, application.outputs)(application.values), truth);
}

}  // namespace pellucid::inline v0
