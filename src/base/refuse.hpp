// The one place where error messages are made. Every refusal goes through `refuse`, so that all read alike and each can be found.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

#include <pellucid/error.hpp>

namespace pellucid::inline v0 {

/// The parts of a sentence; empty parts are left out. `[where] what; expected E; received R. Hint`
struct Refusal {
  std::string where = {};     ///< the op, layer or function, with its name: "Dense 'dense_1'"
  std::string what = {};      ///< what is wrong, naming the argument: "the last axis of 'x' does not fit the kernel"
  std::string expected = {};  ///< what would have been right
  std::string received = {};  ///< what came
  std::string hint = {};      ///< a way on
};

std::string sentence(const Refusal& refusal);

template <std::derived_from<Error> E>
[[noreturn]] void refuse(const Refusal& refusal) {
  throw E(sentence(refusal));
}

/// Up to three of `known` that are nearest to `received` by edit distance, as "Did you mean 'a', 'b' or 'c'?"; empty when nothing is near.
/// With few known names and none near, lists them all: "Known are: ...".
std::string nearest_names(std::string_view received, const std::vector<std::string>& known);

}  // namespace pellucid::inline v0
