#include <string>
#include <utility>
#include <vector>

#include "loop/operation.hpp"
#include "loop/print_expression.hpp"

namespace pellucid::inline v0::loop {

namespace {

std::string role_name(Role role) {
  switch (role) {
    case Role::input: return "input";
    case Role::output: return "output";
    case Role::state: return "state";
    case Role::constant: return "constant";
    default: return "temporary";
  }
}

class ProgramPrinter {
 public:
  explicit ProgramPrinter(const Program& program) : program_(program) {}

  std::string text() {
    std::string sizes;
    for (const std::string& size : program_.sizes) sizes += (sizes.empty() ? "" : ", ") + size;
    line(0, "program " + program_.name + "(" + sizes + ")");
    for (const Buffer& buffer : program_.buffers) write(buffer);
    if (program_.arena_bytes != Dim(0)) line(1, "arena of " + program_.arena_bytes.to_string() + " bytes");
    ExpressionPrinter names(program_.buffers);
    write(program_.body, names, 1);
    return std::move(text_);
  }

 private:
  void line(int depth, const std::string& text) { text_ += std::string(static_cast<std::size_t>(depth) * 2, ' ') + text + "\n"; }

  void write(const Buffer& buffer) {
    std::string text = role_name(buffer.role) + " " + buffer.name + ": " + std::string(name(buffer.dtype)) + to_string(buffer.dims);
    if (buffer.alias_of >= 0) text += " in the place of " + ExpressionPrinter(program_.buffers).name_of(buffer.alias_of);
    else if (buffer.role == Role::temporary) text += " at " + buffer.arena_offset.to_string();
    line(1, text);
  }

  // Each statement goes on from the axis names around it: siblings may use the same ones.
  void write(const std::vector<Statement>& body, const ExpressionPrinter& around, int depth) {
    for (const Statement& statement : body) {
      ExpressionPrinter names = around;
      std::visit([&](const auto& one) { write(one, names, depth); }, statement);
    }
  }

  void write(const Kernel& kernel, ExpressionPrinter& names, int depth) {
    std::string head = "kernel " + kernel.name;
    for (const Axis& axis : kernel.axes) names.name_of(axis);
    if (const std::string how = schedule(kernel, names); !how.empty()) head += " (" + how + ")";
    line(depth++, head);
    for (const Axis& axis : kernel.axes) line(depth++, "for " + names.name_of(axis) + " < " + axis.extent.to_string() + ":");
    Expressions all;
    for (const Store& store : kernel.stores) {
      all.push_back(store.value);
      all.insert(all.end(), store.index.begin(), store.index.end());
    }
    for (const std::string& shared : names.name_shared_parts(all)) line(depth, shared);
    for (const Store& store : kernel.stores) {
      const std::string place = names.element(store.buffer, store.index);
      const std::string rest = store.rest < 0 ? "" : ", rest to " + names.name_of(store.rest);
      line(depth, place + (store.write == Write::add ? " += " : " = ") + names.text_of(store.value) + rest);
    }
  }

  static std::string schedule(const Kernel& kernel, ExpressionPrinter& names) {
    const Schedule& schedule = kernel.schedule;
    std::string text;
    const auto say = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (schedule.parallel) say("parallel");
    if (schedule.vector_axis >= 0) {
      const bool known = schedule.vector_axis < static_cast<std::int64_t>(kernel.axes.size());
      const std::string axis = known ? names.name_of(kernel.axes[static_cast<std::size_t>(schedule.vector_axis)]) : "?";
      say("vector " + axis + " by " + std::to_string(schedule.vector_width));
    }
    if (schedule.vectorize_reduction) say("vector reduction by " + std::to_string(schedule.vector_width));
    if (!schedule.tile.empty()) {
      std::string tile;
      for (const std::int64_t positions : schedule.tile) tile += (tile.empty() ? "" : " x ") + std::to_string(positions);
      say("tile " + tile);
    }
    if (schedule.unroll_reduction != 1) say("unroll " + std::to_string(schedule.unroll_reduction));
    return text;
  }

  void write(const Product& product, ExpressionPrinter& names, int depth) {
    line(depth, "product " + product.name + ": batch " + product.batch.to_string() + ", rows " + product.rows.to_string() + ", columns " +
                    product.columns.to_string() + ", inner " + product.inner.to_string());
    const auto operand = [&](const Product::Operand& one) {
      return names.name_of(one.buffer) + "{" + names.text_of(one.offset) + "; " + one.batch_stride.to_string() + ", " +
             one.row_stride.to_string() + ", " + one.column_stride.to_string() + "}";
    };
    line(depth + 1, operand(product.c) + (product.write == Write::add ? " += " : " = ") + operand(product.a) + " * " + operand(product.b));
  }

  void write(const HostCall& call, ExpressionPrinter& names, int depth) {
    const auto list = [&](const std::vector<int>& buffers) {
      std::string text;
      for (const int buffer : buffers) text += (text.empty() ? "" : ", ") + names.name_of(buffer);
      return "(" + text + ")";
    };
    line(depth, "call " + call.name + list(call.inputs) + " -> " + list(call.outputs));
  }

  void write(const Check& check, ExpressionPrinter& names, int depth) {
    line(depth, "check 0 <= " + names.name_of(check.buffer) + " < " + check.limit.to_string() + " for " + check.what);
  }

  void write(const std::shared_ptr<const Loop>& loop, ExpressionPrinter& names, int depth) {
    const std::string axis = names.name_of(loop->axis) + " < " + loop->axis.extent.to_string();
    line(depth, "loop " + axis + (loop->reverse ? ", from the last:" : ":"));
    write(loop->body, names, depth + 1);
  }

  const Program& program_;
  std::string text_;
};

}  // namespace

std::string print(const Program& program) { return ProgramPrinter(program).text(); }

}  // namespace pellucid::inline v0::loop
