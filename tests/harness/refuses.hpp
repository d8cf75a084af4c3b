// What a refusal says: its class, and pieces of its sentence.
#pragma once

#include <gmock/gmock.h>

#include <concepts>
#include <string>

#include <pellucid/error.hpp>

namespace pellucid::inline v0 {

/// EXPECT_THAT([&] { ... }, refuses<ShapeError>("[reshape]", "6 elements"))
template <std::derived_from<Error> E, class... Parts>
auto refuses(const Parts&... parts) {
  return ::testing::ThrowsMessage<E>(::testing::AllOf(::testing::HasSubstr(std::string(parts))...));
}

}  // namespace pellucid::inline v0
