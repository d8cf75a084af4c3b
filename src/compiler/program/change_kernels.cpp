#include "compiler/program/change_kernels.hpp"

namespace pellucid::inline v0::compiler {

void change_kernels(std::vector<loop::Statement>& statements, const std::function<void(loop::Kernel& kernel)>& change) {
  for (loop::Statement& statement : statements) {
    if (auto* kernel = std::get_if<loop::Kernel>(&statement)) {
      change(*kernel);
    } else if (auto* loop = std::get_if<std::shared_ptr<const loop::Loop>>(&statement)) {
      auto changed = std::make_shared<loop::Loop>(**loop);
      change_kernels(changed->body, change);
      *loop = std::move(changed);
    }
  }
}

}  // namespace pellucid::inline v0::compiler
