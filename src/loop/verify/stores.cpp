#include <algorithm>
#include <optional>
#include <unordered_set>

#include "loop/linear.hpp"
#include "loop/verify/scope.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0::loop {

namespace {

constexpr std::int64_t most_points = 4096;  // of a kernel that are tried one by one

// The byte at which an element lies, from the start of its memory.
std::optional<Linear> address(int buffer, const Expressions& index, const Scope& scope) {
  Linear sum;
  Dim stride = size_of(scope.buffer(buffer).dtype);
  for (std::size_t i = index.size(); i-- > 0;) {
    const std::optional<Linear> one = find_linear(index[i]);
    if (!one) return std::nullopt;
    sum.add(*one, stride);
    stride = stride * scope.buffer(buffer).dims[i];
  }
  return sum;
}

bool equal(const std::optional<Linear>& a, const std::optional<Linear>& b) {
  if (!a || !b) return false;
  Linear difference = *a;
  difference.add(*b, -1);
  return difference.parts.empty() && difference.constant == Dim(0);
}

bool depends(const Expressions& index, const Axis& axis) {
  return std::ranges::any_of(index, [&](const Expression& one) {
    const std::vector<std::uint64_t> free = free_axes(one);
    return std::ranges::binary_search(free, axis.id);
  });
}

// Whether the load is of elements that no point of the kernel stores: at one dimension both indices are the same at all points, and differ.
bool apart(const ExpressionNode& load, const Store& store, const Kernel& kernel, const Scope& scope) {
  if (scope.buffer(load.buffer).dims != scope.buffer(store.buffer).dims) return false;
  const auto fixed = [&](const Expression& index) {
    return std::ranges::none_of(kernel.axes, [&](const Axis& axis) { return depends({index}, axis); }) &&
           std::ranges::all_of(*index->free, [&](std::uint64_t id) {
             return std::ranges::any_of(scope.axes(), [&](const Axis& axis) { return axis.id == id; });
           });
  };
  for (std::size_t i = 0; i < store.index.size(); ++i) {
    if (!fixed(store.index[i]) || !fixed(load.arguments[i])) continue;
    std::optional<Linear> difference = find_linear(load.arguments[i]);
    const std::optional<Linear> stored = find_linear(store.index[i]);
    if (!difference || !stored) continue;
    difference->add(*stored, -1);
    if (difference->parts.empty() && difference->constant.is_known() && difference->constant.value() != 0) return true;
  }
  return false;
}

// The coefficient of each axis of the kernel; nothing where the address or an extent is not known. What the axes around add is the same at
// all points.
std::optional<std::vector<std::int64_t>> strides_of(const Kernel& kernel, const Linear& address) {
  std::vector<std::int64_t> strides(kernel.axes.size());
  for (const Linear::Part& part : address.parts) {
    if (part.of->operation != Operation::index || !part.coefficient.is_known()) return std::nullopt;
    const auto axis = std::ranges::find(kernel.axes, part.of->axis);
    if (axis != kernel.axes.end()) strides[static_cast<std::size_t>(axis - kernel.axes.begin())] = part.coefficient.value();
  }
  return strides;
}

void try_all_points(const Kernel& kernel, const Linear& address, const std::string& buffer, const Scope& scope) {
  const auto strides = strides_of(kernel, address);
  std::int64_t points = 1;
  for (const Axis& axis : kernel.axes) {
    if (!axis.extent.is_known() || axis.extent.value() > most_points) return;
    points *= axis.extent.value();
    if (points > most_points) return;
  }
  if (!strides) return;
  std::unordered_set<std::int64_t> written;
  for (std::int64_t point = 0; point < points; ++point) {
    std::int64_t rest = point, place = 0;
    for (std::size_t i = kernel.axes.size(); i-- > 0;) {
      const std::int64_t extent = kernel.axes[i].extent.value();
      place += rest % extent * (*strides)[i];
      rest /= extent;
    }
    if (!written.insert(place).second) scope.fail("two points store to one element of " + buffer);
  }
}

void verify_no_collision(const Kernel& kernel, const Store& store, const std::optional<Linear>& place, const Scope& scope) {
  const std::string buffer = scope.name_of(store.buffer);
  for (const Axis& axis : kernel.axes) {
    if (axis.extent == Dim(0)) return;
    if (!(axis.extent == Dim(1)) && !depends(store.index, axis))
      scope.fail("all positions on the axis '" + axis.name + "' store to one element of " + buffer);
  }
  if (place) try_all_points(kernel, *place, buffer, scope);
}

// What sums leave over has its memory for itself.
void verify_rest(const Kernel& kernel, const Store& store, const Scope& scope) {
  const auto meets = [&](int buffer) { return buffer >= 0 && scope.root(buffer) == scope.root(store.rest); };
  for (const Store& other : kernel.stores)
    if (meets(other.buffer) || (&other != &store && meets(other.rest)))
      scope.fail("it stores to the memory of " + scope.name_of(store.rest) + ", where rests are kept");
}

// A sum over threads would race.
void verify_parallel_add(const Kernel& kernel, const Store& store, const Scope& scope) {
  Affine affine;
  const auto moves = [&](const Expression& index) {
    return find_affine(index, affine) && !(affine.coefficient_of(kernel.axes.front()) == Dim(0));
  };
  if (std::ranges::none_of(store.index, moves))
    scope.fail("positions on the parallel axis '" + kernel.axes.front().name + "' add to one element of " + scope.name_of(store.buffer));
}

}  // namespace

void verify_stores(const Kernel& kernel, const Scope& scope) {
  std::vector<std::optional<Linear>> places;
  for (const Store& store : kernel.stores) places.push_back(address(store.buffer, store.index, scope));
  for (std::size_t i = 0; i < kernel.stores.size(); ++i) {
    const Store& store = kernel.stores[i];
    if (store.write == Write::set) verify_no_collision(kernel, store, places[i], scope);
    else if (kernel.schedule.parallel) verify_parallel_add(kernel, store, scope);
    if (store.rest >= 0) verify_rest(kernel, store, scope);
    for (std::size_t j = 0; j < i; ++j)
      if (scope.root(store.buffer) == scope.root(kernel.stores[j].buffer) && equal(places[i], places[j]))
        scope.fail("two stores of one point go to one element of " + scope.name_of(store.buffer));
  }
  const auto verify_load = [&](const ExpressionNode& load) {
    const std::optional<Linear> place = address(load.buffer, load.arguments, scope);
    bool clashes = false;
    for (std::size_t i = 0; i < kernel.stores.size(); ++i) {
      const int rest = kernel.stores[i].rest;
      clashes = clashes || (rest >= 0 && scope.root(rest) == scope.root(load.buffer));
      if (scope.root(kernel.stores[i].buffer) != scope.root(load.buffer)) continue;
      if (equal(place, places[i])) return;
      clashes = clashes || !apart(load, kernel.stores[i], kernel, scope);
    }
    if (clashes) scope.fail("it stores to the memory of " + scope.name_of(load.buffer) + " and loads another element of it");
  };
  for (const Store& store : kernel.stores) {
    Expressions all = store.index;
    all.push_back(store.value);
    for (const Expression& expression : all)
      for (const Expression* part : parts_in_order(expression))
        if ((*part)->operation == Operation::load) verify_load(**part);
  }
}

}  // namespace pellucid::inline v0::loop
