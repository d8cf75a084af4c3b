#include "compiler/schedule/usual.hpp"

#include "loop/rebuild.hpp"

namespace pellucid::inline v0::compiler {
namespace {

using loop::Axis;
using loop::Expression;
using loop::Operation;

class Resizer {
 public:
  explicit Resizer(const Bindings& sizes) {
    for (const auto& [name, value] : sizes) values_.emplace(name, value);
  }

  void resize(Dim& extent) const {
    if (!extent.is_known()) extent = extent.substitute(values_);
  }
  void resize(std::vector<Axis>& axes) const {
    for (Axis& axis : axes) resize(axis.extent);
  }
  void resize(Expression& expression) const {
    expression = loop::rebuild(expression, [&](const loop::ExpressionNode& node, const loop::Expressions& arguments) {
      Axis axis = node.axis;
      Dim extent = node.extent;
      std::vector<Axis> axes = node.axes;
      switch (node.operation) {
        case Operation::index: resize(axis.extent); return loop::index(axis);
        case Operation::size: resize(extent); return loop::size(extent);
        case Operation::reduce: resize(axes); return loop::reduce(node.reduction, std::move(axes), arguments[0]);
        default: return Expression();
      }
    });
  }

 private:
  std::map<std::string, Dim, std::less<>> values_;
};

}  // namespace

loop::Kernel of_size(const loop::Kernel& kernel, const Bindings& sizes) {
  const Resizer resizer(sizes);
  loop::Kernel resized = kernel;
  resizer.resize(resized.axes);
  for (loop::Store& store : resized.stores) {
    resizer.resize(store.value);
    for (Expression& index : store.index) resizer.resize(index);
  }
  return resized;
}

std::vector<loop::Buffer> of_size(std::vector<loop::Buffer> buffers, const Bindings& sizes) {
  const Resizer resizer(sizes);
  for (loop::Buffer& buffer : buffers)
    for (Dim& dim : buffer.dims) resizer.resize(dim);
  return buffers;
}

}  // namespace pellucid::inline v0::compiler
