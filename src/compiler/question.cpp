#include "compiler/question.hpp"

namespace pellucid::inline v0::compiler {

Variables all_values(const Question& question) {
  Variables all = question.outputs;
  for (const auto& [shared, value] : question.updates) all.push_back(value);
  all.insert(all.end(), question.reads.begin(), question.reads.end());
  return all;
}

void set_values(Question& question, const Variables& values) {
  auto next = values.begin();
  for (Variable& output : question.outputs) output = *next++;
  for (auto& [shared, value] : question.updates) value = *next++;
  for (Variable& read : question.reads) read = *next++;
}

}  // namespace pellucid::inline v0::compiler
