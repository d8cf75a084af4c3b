#include "compiler/program/change_kernels.hpp"

namespace pellucid::inline v0::compiler {

void change_kernels(std::vector<loop::Statement>& statements,
                    const std::function<void(loop::Kernel kernel, std::vector<loop::Statement>& result)>& change) {
  std::vector<loop::Statement> result;
  for (loop::Statement& statement : statements) {
    if (auto* kernel = std::get_if<loop::Kernel>(&statement)) {
      change(std::move(*kernel), result);
      continue;
    }
    if (auto* loop = std::get_if<std::shared_ptr<const loop::Loop>>(&statement)) {
      auto changed = std::make_shared<loop::Loop>(**loop);
      change_kernels(changed->body, change);
      *loop = std::move(changed);
    }
    result.push_back(std::move(statement));
  }
  statements = std::move(result);
}

}  // namespace pellucid::inline v0::compiler
