#include "compiler/program/products.hpp"

#include <algorithm>
#include <optional>

#include "compiler/estimate.hpp"
#include "compiler/program/accesses.hpp"
#include "compiler/program/address.hpp"
#include "compiler/program/change_kernels.hpp"
#include "compiler/program/pack_operands.hpp"
#include "loop/rebuild.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

using loop::Affine;
using loop::Axis;
using loop::Expression;
using loop::Operation;

constexpr double least_extent = 16;

// The axes that run together as one: neighbours whose strides follow from each other in every operand.
struct Group {
  std::vector<Axis> axes = {};
  Dim extent() const {
    Dim product = 1;
    for (const Axis& axis : axes) product = product * axis.extent;
    return product;
  }
};

bool runs_as_one(const Group& group, const std::vector<const Affine*>& addresses) {
  for (const Affine* address : addresses) {
    for (std::size_t i = 0; i + 1 < group.axes.size(); ++i)
      if (!(address->coefficient_of(group.axes[i]) == address->coefficient_of(group.axes[i + 1]) * group.axes[i + 1].extent)) return false;
  }
  return true;
}

Dim stride_of(const Group& group, const Affine& address) { return group.axes.empty() ? Dim(0) : address.coefficient_of(group.axes.back()); }

bool is_one_sum(const Expression& expression, const loop::ExpressionNode*& found) {
  found = nullptr;
  for (const Expression* part : loop::parts_in_order(expression)) {
    if ((*part)->operation != Operation::reduce) continue;
    if (found != nullptr) return false;
    found = part->get();
  }
  return found != nullptr;
}

class Finder {
 public:
  Finder(loop::Program& program, const Bindings& typical) : program_(program), typical_(typical) {}

  void find(loop::Kernel kernel, std::vector<loop::Statement>& result) {
    if (!split(kernel, result)) result.emplace_back(std::move(kernel));
  }

 private:
  // The kernel as a product and, when it does more than store the sums, another kernel.
  bool split(const loop::Kernel& kernel, std::vector<loop::Statement>& result) {
    const loop::ExpressionNode* sum = nullptr;
    for (const loop::Store& store : kernel.stores) {
      const loop::ExpressionNode* here = nullptr;
      const bool one = is_one_sum(store.value, here);
      if (here != nullptr && (!one || (sum != nullptr && sum != here))) return false;
      if (!one && has_sum(store.value)) return false;
      if (here != nullptr) sum = here;
    }
    if (sum == nullptr || sum->reduction != loop::Reduction::sum) return false;
    const bool is_plain = kernel.stores.size() == 1 && kernel.stores[0].value.get() == sum && kernel.stores[0].write == loop::Write::set;
    const auto target = is_plain ? std::optional(kernel.stores[0]) : std::nullopt;
    auto product = as_product(kernel, *sum, target);
    if (!product) return false;
    if (is_plain) {
      result.emplace_back(std::move(*product));
      return true;
    }
    loop::Expressions index;
    for (const Axis& axis : kernel.axes) index.push_back(loop::index(axis));
    const Expression loaded = loop::load(product->c.buffer, sum->dtype, index);
    loop::Kernel rest = kernel;
    for (loop::Store& store : rest.stores)
      store.value = loop::rebuild(
          store.value, [&](const loop::ExpressionNode& node, const loop::Expressions&) { return &node == sum ? loaded : Expression(); });
    result.emplace_back(std::move(*product));
    result.emplace_back(std::move(rest));
    return true;
  }

  static bool has_sum(const Expression& expression) {
    const auto parts = loop::parts_in_order(expression);
    return std::ranges::any_of(parts, [](const Expression* part) { return (*part)->operation == Operation::reduce; });
  }

  std::optional<loop::Product> as_product(const loop::Kernel& kernel, const loop::ExpressionNode& sum,
                                          const std::optional<loop::Store>& target) {
    const Expression& body = sum.arguments[0];
    if (body->operation != Operation::multiply || !is_floating(sum.dtype) || size_of(sum.dtype) < 4) return std::nullopt;
    const Expression &x = body->arguments[0], &y = body->arguments[1];
    if (x->operation != Operation::load || y->operation != Operation::load) return std::nullopt;
    auto a = address_of(x->buffer, x->arguments, program_.buffers), b = address_of(y->buffer, y->arguments, program_.buffers);
    if (!a || !b) return std::nullopt;

    // Which operand moves with each axis.
    const auto moves = [](const Affine& address, const Axis& axis) { return !(address.coefficient_of(axis) == Dim(0)); };
    Group batch, rows, columns, inner{.axes = sum.axes};
    for (const Axis& axis : kernel.axes) {
      if (axis.extent == Dim(1)) continue;
      const bool in_a = moves(*a, axis), in_b = moves(*b, axis);
      if (!in_a && !in_b) return std::nullopt;
      (in_a && in_b ? batch : in_a ? rows : columns).axes.push_back(axis);
    }
    std::erase_if(inner.axes, [](const Axis& axis) { return axis.extent == Dim(1); });
    for (const Axis& axis : inner.axes)
      if (!moves(*a, axis) || !moves(*b, axis)) return std::nullopt;
    if (about(rows.extent()) < least_extent || about(columns.extent()) < least_extent || about(inner.extent()) < least_extent)
      return std::nullopt;
    if (about(rows.extent()) * about(columns.extent()) * about(inner.extent()) < large_product) return std::nullopt;

    // Columns are what lies together in the result.
    int a_buffer = x->buffer, b_buffer = y->buffer;
    if (!rows.axes.empty() && rows.axes.back() == kernel.axes.back()) {
      std::swap(rows, columns);
      std::swap(a, b);
      std::swap(a_buffer, b_buffer);
    }
    const Affine c = target ? *address_of(target->buffer, target->index, program_.buffers) : dense_address(kernel);
    if (!runs_as_one(batch, {&*a, &*b, &c}) || !runs_as_one(rows, {&*a, &c}) || !runs_as_one(columns, {&*b, &c}) ||
        !runs_as_one(inner, {&*a, &*b}))
      return std::nullopt;

    if (about(columns.extent()) * about(inner.extent()) <= small_matrix && stride_of(inner, *a) == Dim(1)) return std::nullopt;

    loop::Product product;
    product.name = kernel.name;
    product.batch = batch.extent();
    product.rows = rows.extent();
    product.columns = columns.extent();
    product.inner = inner.extent();
    const auto is_around = [&](const Axis& axis) {
      const auto inside = [&](const std::vector<Axis>& axes) { return std::ranges::find(axes, axis) != axes.end(); };
      return !inside(kernel.axes) && !inside(sum.axes);
    };
    const auto operand = [&](int buffer, const Affine& address, const Group& row, const Group& column) {
      return loop::Product::Operand{.buffer = buffer,
                                    .offset = expression_of(address, is_around),
                                    .batch_stride = stride_of(batch, address),
                                    .row_stride = stride_of(row, address),
                                    .column_stride = stride_of(column, address)};
    };
    product.a = operand(a_buffer, *a, rows, inner);
    product.b = operand(b_buffer, *b, inner, columns);
    product.c = operand(target ? target->buffer : add_buffer(kernel, sum.dtype), c, rows, columns);
    return product;
  }

  Affine dense_address(const loop::Kernel& kernel) const {
    Affine address;
    Dim stride = 1;
    for (std::size_t i = kernel.axes.size(); i-- > 0;) {
      address.parts.push_back({kernel.axes[i], stride});
      stride = stride * kernel.axes[i].extent;
    }
    return address;
  }

  int add_buffer(const loop::Kernel& kernel, DType dtype) {
    loop::Buffer buffer;
    buffer.name = "product";
    buffer.dtype = dtype;
    for (const Axis& axis : kernel.axes) buffer.dims.push_back(axis.extent);
    program_.buffers.push_back(std::move(buffer));
    return static_cast<int>(program_.buffers.size()) - 1;
  }

  double about(const Dim& extent) const { return estimate(extent, typical_); }

  loop::Program& program_;
  const Bindings& typical_;
};

}  // namespace

void find_products(loop::Program& program, const Bindings& typical) {
  Finder finder(program, typical);
  change_kernels(program.body, [&](loop::Kernel kernel, std::vector<loop::Statement>& result) { finder.find(std::move(kernel), result); });
}

}  // namespace pellucid::inline v0::compiler
