// A packed part of a source, unpacked as it is read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "files/bytes.hpp"

namespace pellucid::inline v0 {

/// `count` bytes of raw deflate data at `offset`, which must unpack to exactly `size` bytes. Throws FormatError when they do not.
std::unique_ptr<ByteStream> inflate_stream(std::shared_ptr<const ByteSource> source, std::string name, std::uint64_t offset,
                                           std::uint64_t count, std::uint64_t size);

}  // namespace pellucid::inline v0
