// Meanings about compiled code, against the reference evaluator: of the op, and of its derivative where it has one.
#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include <limits>

#include "compiler/pipeline.hpp"
#include "compiler/rewrite/rewrite.hpp"
#include "compiler/runtime/build_question.hpp"
#include "harness/application.hpp"
#include "harness/compiled.hpp"
#include "harness/meaning.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr double tolerance = 1e-12;

// What is compiled: the outputs, then the pullback of ones.
Application with_derivative(const Op& op, const Sample& sample) {
  Application application = apply_to(op, sample);
  const Variables of = of_of(application), wrt = wrt_of(application, sample);
  if (of.empty() || wrt.empty() || op.derivative == Derivative::undefined) return application;
  Variables ones;
  for (const Array& result : evaluate(of, given(application.inputs, application.values)))
    ones.push_back(constant(Array::full(result.shape(), 1, result.dtype())));
  const Variables back =
      pullback(Targets(of.begin(), of.end()), Targets(wrt.begin(), wrt.end()), ones, {.if_disconnected = IfDisconnected::zero});
  application.outputs.insert(application.outputs.end(), back.begin(), back.end());
  return application;
}

// Arrays to write into that hold other numbers: what is not written shows.
std::vector<Array> poisoned(const std::vector<Array>& like) {
  std::vector<Array> arrays;
  for (const Array& array : like) {
    const Number poison = is_floating(array.dtype()) ? Number(std::numeric_limits<double>::quiet_NaN()) : Number(77);
    arrays.push_back(Array::full(array.shape(), poison, array.dtype()));
  }
  return arrays;
}

}  // namespace

std::vector<Array> interpret(const Application& application, const compiler::CompileOptions& options, const std::vector<Array>& like,
                             const Bindings& sizes) {
  const compiler::Question question = compiler::build_question(application.inputs, application.outputs, {});
  const compiler::Plan plan = compiler::compile(question, {}, options).plan;
  std::vector<Array> inputs, outputs = poisoned(like);
  loop::CallFrame frame;
  for (const std::string& name : plan.program.sizes) frame.sizes.push_back(sizes.at(name));
  frame.buffers.resize(plan.program.buffers.size());
  const auto put = [&](int buffer, void* data) {
    if (buffer >= 0) frame.buffers[static_cast<std::size_t>(buffer)] = data;
  };
  for (const auto& constant : plan.constants) put(constant.buffer, const_cast<void*>(constant.value.data()));  // only read
  for (std::size_t i = 0; i < plan.inputs.size(); ++i)
    put(plan.inputs[i], inputs.emplace_back(application.values[i].copy()).mutable_data());
  for (std::size_t i = 0; i < plan.outputs.size(); ++i) put(plan.outputs[i], outputs[i].mutable_data());
  loop::interpret(plan.program, frame, true);
  return outputs;
}

namespace {

std::size_t expect_near(const std::vector<Array>& results, const std::vector<Array>& wanted, double within) {
  for (std::size_t i = 0; i < results.size(); ++i) EXPECT_TRUE(near(results[i], wanted[i], within)) << "output " << i;
  return results.size();
}

// Functions of machine code are promised to 4 units in the last place of float32, the evaluator's are the C library's.
std::size_t expect_near_native(const std::vector<Array>& results, const std::vector<Array>& wanted) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    const double within = wanted[i].dtype() == DType::float32 ? 4 * 0x1p-23 : tolerance;
    EXPECT_TRUE(near(results[i], wanted[i], within)) << "output " << i;
  }
  return results.size();
}

}  // namespace

std::vector<Array> interpreted(const Application& application, const std::vector<Array>& like) { return interpret(application, {}, like); }

std::size_t check_plan(const Op& op, const Sample& sample) {
  const Application application = with_derivative(op, sample);
  const std::vector<Array> wanted = run(application);
  std::size_t compared = 0;
  for (const bool fuse : {true, false})
    compared += expect_near(interpret(application, {.verify = true, .plan = {.fuse = fuse}}, wanted), wanted, tolerance);
  return compared;
}

std::size_t check_rewritten(const Op& op, const Sample& sample) {
  const Application application = with_derivative(op, sample);
  const std::vector<Array> wanted = run(application);
  const std::vector<std::string_view> passes = compiler::pass_names();
  compiler::CompileOptions raw;
  raw.without.insert(passes.begin(), passes.end());  // those that cannot be left out are not
  Application rewritten = application;
  compiler::rewrite(rewritten.outputs, compiler::rules::all);
  return expect_near(run(rewritten), wanted, tolerance) +
         expect_near(interpret(application, {}, wanted), interpret(application, raw, wanted), tolerance);
}

std::size_t check_native(const Op& op, const Sample& sample) {
  const Application application = with_derivative(op, sample);
  const std::vector<Array> wanted = run(application);
  std::vector<Array> results = poisoned(wanted);
  Function(application.inputs, application.outputs).call_into(application.values, results);
  return expect_near_native(results, wanted);
}

}  // namespace pellucid::inline v0
