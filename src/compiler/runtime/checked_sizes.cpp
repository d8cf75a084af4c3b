#include "compiler/runtime/checked_sizes.hpp"

#include "compiler/prepare/prepare.hpp"

namespace pellucid::inline v0::compiler {
namespace {

constexpr std::size_t most_remembered = 4096;

}  // namespace

void CheckedSizes::check(const Bindings& sizes) {
  std::vector<std::int64_t> numbers;
  for (const auto& [name, size] : sizes) numbers.push_back(size);
  {
    const std::scoped_lock lock(guard_);
    if (fine_.contains(numbers)) return;
  }
  Question of_these_sizes = question_;
  bind_sizes(of_these_sizes, sizes);
  const std::scoped_lock lock(guard_);
  if (fine_.size() >= most_remembered) fine_.clear();
  fine_.insert(std::move(numbers));
}

}  // namespace pellucid::inline v0::compiler
