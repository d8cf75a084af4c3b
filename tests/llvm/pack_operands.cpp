// Operands copied the other way round: the same bits as those read across.
#include <gtest/gtest.h>

#include "compiler/pipeline.hpp"
#include "compiler/runtime/build_question.hpp"
#include "ops/vocabulary.hpp"
#include "support/program_under_test.hpp"

namespace pellucid::inline v0 {
namespace {

TEST(PackOperands, ChangesNoBit) {
  const Variable x = input("x", {100, 40}), w = input("w", {30, 40}), b = input("b", {30});
  const Variable y = vocabulary::tanh(vocabulary::add(vocabulary::contraction(x, w, {{"labels", std::string("ik,jk->ij")}}), b));
  std::vector<std::vector<double>> results;
  for (const bool packs : {true, false}) {
    compiler::CompileOptions options{.verify = true};
    if (!packs) options.without.insert("pack operands");
    const compiler::Compilation work = compiler::compile(compiler::build_question({x, w, b}, {y}, {}), {}, options);
    EXPECT_EQ(loop::print(work.plan.program).find("kernel pack") != std::string::npos, packs);
    testing::ProgramUnderTest under_test;
    under_test.program = work.plan.program;
    EXPECT_EQ(under_test.difference(), "");
    results.push_back(under_test.native_result(work.plan.outputs[0]));
  }
  EXPECT_EQ(results[0], results[1]);
}

}  // namespace
}  // namespace pellucid::inline v0
