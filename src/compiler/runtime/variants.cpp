#include "compiler/runtime/variants.hpp"

#include <algorithm>

namespace pellucid::inline v0::compiler {
namespace {

// Loops over anything else are worth knowing.
bool may_stay_unknown(const std::string& name) { return name.starts_with("batch") || name.starts_with("time"); }

}  // namespace

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
    if (may_stay_unknown(name)) {
      values_[name].insert(value);
      if (values_[name].size() > limits_.most_constant) continue;
    }
    fixed.emplace(name, value);
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
