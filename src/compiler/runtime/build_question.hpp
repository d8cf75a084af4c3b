// From what a user gives to a question that can be compiled, or a refusal.
#pragma once

#include <memory>
#include <vector>

#include <pellucid/function.hpp>

#include "compiler/question.hpp"

namespace pellucid::inline v0::compiler {

Question build_question(const Variables& inputs, const Variables& outputs, const FunctionOptions& options);

std::vector<std::shared_ptr<SharedState>> states_updated(const Question& question);
std::vector<std::shared_ptr<SharedState>> states_read(const Question& question);  ///< and not updated

}  // namespace pellucid::inline v0::compiler
