// What is of the process rather than of a model: the seed, and the names given so far.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

std::uint64_t session_seed();
/// A number unlike the ones before since the last `set_seed`: the stream of one draw.
std::uint64_t next_stream();
/// The state of random numbers that layers use in training: uint32 [4], seed low and high, step low and high. Training advances the step.
const SharedVariable& random_state();
/// "dense", "dense_1", ... for kind "Dense".
std::string automatic_name(std::string_view kind);
std::string snake_case(std::string_view kind);

}  // namespace pellucid::inline v0
