// The programs of one function, for the sizes that it has met.
#pragma once

#include <memory>

#include "base/cache.hpp"
#include "compiler/runtime/own_code.hpp"
#include "compiler/runtime/variant.hpp"

namespace pellucid::inline v0::compiler {

class Variants {
 public:
  /// `any_size`: one program for whatever the extents are.
  Variants(Question question, bool any_size, std::size_t most_bytes)
      : question_(std::move(question)), own_code_(question_, any_size), kept_({.bytes = most_bytes}) {}

  /// Compiles when there is none. Calls for other sizes do not wait for one that compiles.
  std::shared_ptr<const Variant> find(const Bindings& sizes);
  CacheCounts counts() const { return kept_.counts(); }
  std::vector<std::shared_ptr<const Variant>> kept() const { return kept_.values(); }

 private:
  const Question question_;
  const OwnCode own_code_;
  Cache<CodeSizes, const Variant> kept_;
};

}  // namespace pellucid::inline v0::compiler
