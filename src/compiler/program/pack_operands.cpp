#include "compiler/program/pack_operands.hpp"

#include <algorithm>

#include "compiler/estimate.hpp"
#include "compiler/program/accesses.hpp"
#include "compiler/program/address.hpp"
#include "compiler/program/change_kernels.hpp"
#include "loop/rebuild.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

using loop::Axis;
using loop::Expression;

constexpr double least_rows = 64, least_columns = 16;

class Packer {
 public:
  Packer(loop::Program& program, const Bindings& typical) : program_(program), typical_(typical) {}

  void pack(loop::Kernel kernel, std::vector<loop::Statement>& result) {
    for (loop::Store& store : kernel.stores) {
      const Expression value = store.value;  // holds the parts while the store changes
      for (const Expression* part : loop::parts_in_order(value)) {
        if ((*part)->operation != loop::Operation::reduce || (*part)->axes.size() != 1) continue;
        const Axis& inner = (*part)->axes[0];
        for_each_load((*part)->arguments[0], [&](const loop::ExpressionNode& load) {
          if (!is_worth_packing(kernel, inner, load)) return;
          const Expression packed = copied(kernel, inner, load, result);
          store.value = loop::rebuild(store.value, [&](const loop::ExpressionNode& node, const loop::Expressions&) {
            return &node == &load ? packed : Expression();
          });
        });
      }
    }
    result.emplace_back(std::move(kernel));
  }

 private:
  bool is_worth_packing(const loop::Kernel& kernel, const Axis& inner, const loop::ExpressionNode& load) const {
    const auto is_written = [&](const loop::Store& store) { return store.buffer == load.buffer; };
    if (kernel.axes.empty() || std::ranges::any_of(kernel.stores, is_written)) return false;
    const auto address = address_of(load.buffer, load.arguments, program_.buffers);
    const Axis& column = kernel.axes.back();
    if (!address || !(address->coefficient_of(inner) == Dim(1)) || !column.extent.is_known() || !inner.extent.is_known()) return false;
    const Dim stride = address->coefficient_of(column);
    if (!stride.is_known() || stride.value() <= 1) return false;
    double rows = 1;
    for (const Axis& axis : kernel.axes) {
      if (axis == column) continue;
      if (!(address->coefficient_of(axis) == Dim(0))) return false;
      rows *= estimate(axis.extent, typical_);
    }
    const double columns = estimate(column.extent);
    return rows >= least_rows && columns >= least_columns && columns * estimate(inner.extent) <= small_matrix;
  }

  Expression copied(const loop::Kernel& kernel, const Axis& inner, const loop::ExpressionNode& load, std::vector<loop::Statement>& before) {
    const Axis& column = kernel.axes.back();
    program_.buffers.push_back({.name = "packed", .dtype = load.dtype, .dims = {inner.extent, column.extent}});
    const int buffer = static_cast<int>(program_.buffers.size()) - 1;
    const loop::Expressions at = {loop::index(inner), loop::index(column)};
    const Expression element = loop::load(load.buffer, load.dtype, load.arguments);
    before.emplace_back(loop::Kernel{
        .name = "pack", .axes = {inner, column}, .stores = {{.buffer = buffer, .index = at, .value = element}}, .schedule = {}});
    return loop::load(buffer, load.dtype, at);
  }

  loop::Program& program_;
  const Bindings& typical_;
};

}  // namespace

void pack_operands(loop::Program& program, const Bindings& typical) {
  Packer packer(program, typical);
  change_kernels(program.body, [&](loop::Kernel kernel, std::vector<loop::Statement>& result) { packer.pack(std::move(kernel), result); });
}

}  // namespace pellucid::inline v0::compiler
