#include "compiler/runtime/variants.hpp"

#include <algorithm>

namespace pellucid::inline v0::compiler {

std::shared_ptr<const Variant> Variants::find(const Bindings& sizes) {
  if (auto found = known(sizes)) return found;
  const std::scoped_lock one_at_a_time(compiling_);
  if (auto found = known(sizes)) return found;
  auto made = std::make_shared<const Variant>(compile(question_, fixed_part(sizes), default_options()));
  const std::scoped_lock lock(guard_);
  variants_.push_front(made);
  if (variants_.size() > limits_.most) variants_.pop_back();
  ++compiled_;
  return made;
}

std::shared_ptr<const Variant> Variants::known(const Bindings& sizes) {
  const std::scoped_lock lock(guard_);
  const auto fits = [&](const std::shared_ptr<const Variant>& variant) {
    return std::ranges::all_of(variant->sizes(), [&](const auto& size) { return sizes.at(size.first) == size.second; });
  };
  const auto found = std::ranges::find_if(variants_, fits);
  if (found == variants_.end()) return nullptr;
  variants_.splice(variants_.begin(), variants_, found);
  return variants_.front();
}

Bindings Variants::fixed_part(const Bindings& sizes) {
  Bindings fixed;
  for (const auto& [name, value] : sizes) {
    auto& seen = values_[name];
    if (seen.size() <= limits_.most_constant) seen.insert(value);
    if (seen.size() <= limits_.most_constant) fixed.emplace(name, value);
  }
  return fixed;
}

std::shared_ptr<const Variant> Variants::latest() const {
  const std::scoped_lock lock(guard_);
  return variants_.empty() ? nullptr : variants_.front();
}

std::size_t Variants::compiled() const {
  const std::scoped_lock lock(guard_);
  return compiled_;
}

}  // namespace pellucid::inline v0::compiler
