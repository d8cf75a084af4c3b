#include "files/npy.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>
#include <utility>

#include "base/refuse.hpp"
#include "files/npy_header.hpp"

namespace pellucid::inline v0 {
namespace {

static_assert(std::endian::native == std::endian::little, "elements are written as they lie in memory");

constexpr std::string_view npy_magic = "\x93NUMPY";
constexpr std::uint64_t longest_header = 65536;  // NumPy's own are shorter than 1000
constexpr std::size_t element_alignment = 64;

std::string read_text(ByteStream& stream, std::uint64_t count) {
  std::string text(static_cast<std::size_t>(count), '\0');
  stream.read(std::as_writable_bytes(std::span(text)));
  return text;
}

std::uint64_t read_number(ByteStream& stream, std::size_t count) {
  const std::string bytes = read_text(stream, count);
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

NpyHeader read_header(ByteStream& stream) {
  const std::string magic = read_text(stream, npy_magic.size());
  if (magic != npy_magic)
    refuse<FormatError>({.where = stream.where(0), .what = "this is no npy file", .expected = "'\\x93NUMPY'", .received = quote(magic)});
  const std::string version = read_text(stream, 2);
  if (version[0] < 1 || version[0] > 3 || version[1] != 0)
    refuse<FormatError>({.where = stream.where(npy_magic.size()),
                         .what = "the version of npy is not known",
                         .expected = "1.0, 2.0 or 3.0",
                         .received = std::to_string(static_cast<unsigned char>(version[0])) + "." +
                                     std::to_string(static_cast<unsigned char>(version[1]))});
  const std::uint64_t begin = stream.position(), length = read_number(stream, version[0] == 1 ? 2 : 4);
  if (length > longest_header)
    refuse<FormatError>({.where = stream.where(begin),
                         .what = "the header is too long",
                         .expected = "at most " + std::to_string(longest_header) + " bytes",
                         .received = std::to_string(length)});
  const std::string text = read_text(stream, length);
  return parse_npy_header(text, stream.name(), stream.position() - length);
}

bool is_text(const std::string& descr) {
  const std::size_t kind = descr.find_first_not_of("<>|=");
  return kind != std::string::npos && (descr[kind] == 'U' || descr[kind] == 'S' || descr[kind] == 'a');
}

struct NpyType {
  DType dtype;
  bool is_big_endian;
};

NpyType type_of(const std::string& descr, const std::string& where) {
  static constexpr std::pair<std::string_view, DType> known[] = {
      {"b1", DType::boolean}, {"?", DType::boolean},   {"i1", DType::int8},    {"i2", DType::int16},   {"i4", DType::int32},
      {"i8", DType::int64},   {"u1", DType::uint8},    {"u2", DType::uint16},  {"u4", DType::uint32},  {"u8", DType::uint64},
      {"f2", DType::float16}, {"V2", DType::bfloat16}, {"f4", DType::float32}, {"f8", DType::float64},
  };
  const bool has_order = !descr.empty() && std::string_view("<>|=").find(descr[0]) != std::string_view::npos;
  const std::string_view kind = std::string_view(descr).substr(has_order ? 1 : 0);
  for (const auto& [code, dtype] : known)
    if (kind == code) return {dtype, has_order && descr[0] == '>'};
  const bool is_object = kind == "O";
  refuse<DtypeError>({.where = where,
                      .what = "elements of type " + quote(descr) + " cannot be read",
                      .expected = "bool, integers of 8 to 64 bits, floats of 16 to 64 bits",
                      .received = is_object ? "pickled Python objects, which are programs and never run here" : quote(descr)});
}

void swap_bytes(std::span<std::byte> elements, std::size_t item) {
  for (std::size_t i = 0; i < elements.size(); i += item)
    std::reverse(elements.begin() + static_cast<std::ptrdiff_t>(i), elements.begin() + static_cast<std::ptrdiff_t>(i + item));
}

void check_length(const ByteStream& stream, const NpyHeader& header, DType dtype) {
  std::uint64_t expected = 0;
  try {
    expected = byte_count(header.shape, dtype);
  } catch (const ShapeError& error) {  // of a file, what it says is a matter of format
    refuse<FormatError>({.where = stream.where(), .what = std::string("the shape is not possible: ") + error.what()});
  }
  if (expected != stream.left())
    refuse<FormatError>({.where = stream.where(),
                         .what = "the number of bytes does not fit the shape",
                         .expected = std::to_string(expected) + " for " + std::string(name(dtype)) + " " + to_string(header.shape),
                         .received = std::to_string(stream.left())});
}

}  // namespace

std::optional<Array> read_npy(ByteStream& stream, TextArrays text_arrays) {
  const NpyHeader header = read_header(stream);
  if (text_arrays == TextArrays::pass_over && is_text(header.descr)) return std::nullopt;
  const NpyType type = type_of(header.descr, stream.where());
  check_length(stream, header, type.dtype);
  const Shape stored = header.fortran_order ? Shape(header.shape.rbegin(), header.shape.rend()) : header.shape;
  Array array = Array::uninitialized(stored, type.dtype);
  const std::span<std::byte> elements(static_cast<std::byte*>(array.mutable_data()), array.nbytes());
  stream.read(elements);
  if (type.is_big_endian) swap_bytes(elements, size_of(type.dtype));
  if (type.dtype == DType::boolean)
    for (std::byte& element : elements) element = element == std::byte{0} ? std::byte{0} : std::byte{1};
  return header.fortran_order ? array.transpose().contiguous() : array;
}

std::string npy_beginning(DType dtype, const Shape& shape) {
  const std::string header = npy_header_text(dtype, shape);
  const std::size_t before = npy_magic.size() + 4;  // magic, version, length
  const std::size_t unpadded = before + header.size() + 1;
  const std::size_t whole = (unpadded + element_alignment - 1) / element_alignment * element_alignment;
  const std::size_t length = whole - before;
  std::string text(npy_magic);
  text += {'\1', '\0', static_cast<char>(length & 0xff), static_cast<char>(length >> 8)};
  return text + header + std::string(whole - unpadded, ' ') + "\n";
}

}  // namespace pellucid::inline v0
