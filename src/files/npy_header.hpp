// The header of an npy file: a Python dict of three entries, read by a grammar of its own and never evaluated.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <pellucid/array.hpp>

namespace pellucid::inline v0 {

struct NpyHeader {
  std::string descr;  ///< NumPy's type string: "<f4"
  bool fortran_order = false;
  Shape shape;
};

/// `name` and `offset` say where the text lies, for messages. Throws FormatError, DtypeError for records.
NpyHeader parse_npy_header(std::string_view text, const std::string& name, std::uint64_t offset);

/// The dict as NumPy writes it, with the spaces it leaves for the first extent to grow.
std::string npy_header_text(DType dtype, const Shape& shape);

}  // namespace pellucid::inline v0
