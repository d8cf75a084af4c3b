// The sets of sizes that a function is compiled for: bounded, the least recently used goes.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "compiler/runtime/variant.hpp"

namespace pellucid::inline v0::compiler {

struct VariantLimits {
  std::size_t most = 16;          // variants kept
  std::size_t most_constant = 4;  // values of one unknown that get code of their own before it is given with each call
};

class Variants {
 public:
  explicit Variants(Question question, VariantLimits limits = {}) : question_(std::move(question)), limits_(limits) {}

  /// Compiles when there is none. Calls for sizes that are there do not wait for others that compile.
  std::shared_ptr<const Variant> find(const Bindings& sizes);
  std::shared_ptr<const Variant> latest() const;  ///< the last one that was found; null before
  std::size_t compiled() const;                   ///< how many were made, those forgotten too

 private:
  std::shared_ptr<const Variant> known(const Bindings& sizes);
  Bindings fixed_part(const Bindings& sizes);

  const Question question_;
  const VariantLimits limits_;
  mutable std::mutex guard_;
  std::mutex compiling_;
  std::list<std::shared_ptr<const Variant>> variants_;  // the latest first
  std::map<std::string, std::set<std::int64_t>, std::less<>> values_;
  std::size_t compiled_ = 0;
};

}  // namespace pellucid::inline v0::compiler
