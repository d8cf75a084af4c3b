// One array in NumPy's format: "\x93NUMPY", version, length of the header, header, elements.
#pragma once

#include <optional>
#include <string>

#include <pellucid/array.hpp>

#include "files/bytes.hpp"

namespace pellucid::inline v0 {

enum class TextArrays { refuse, pass_over };

/// Reads the stream to its end. Nothing when it holds text that is to be passed over. Throws FormatError, DtypeError.
std::optional<Array> read_npy(ByteStream& stream, TextArrays text_arrays);

/// What stands before the elements.
std::string npy_beginning(DType dtype, const Shape& shape);

}  // namespace pellucid::inline v0
