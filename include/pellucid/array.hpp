// An array: a dtype, a shape, and strides over a shared buffer. It holds, views, copies, casts and compares numbers; it does no arithmetic.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <pellucid/dtype.hpp>
#include <pellucid/export.hpp>
#include <pellucid/name.hpp>
#include <pellucid/ordered_map.hpp>
#include <pellucid/selection.hpp>
#include <pellucid/shape.hpp>

namespace pellucid::inline v0 {

/// A number without a dtype of its own. Where no dtype is given, bool becomes bool, an integer int64 (uint64 when it does not fit), and any
/// other number float32, the default dtype of Pellucid as of Keras.
class Number {
 public:
  using Value = std::variant<bool, std::int64_t, std::uint64_t, double>;

  Number() = default;  ///< integer zero
  template <class T>
    requires std::is_arithmetic_v<T>
  Number(T value) {  // NOLINT(google-explicit-constructor): numbers are written as numbers
    if constexpr (std::is_same_v<T, bool>) value_ = value;
    else if constexpr (std::is_floating_point_v<T>) value_ = static_cast<double>(value);
    else if constexpr (std::is_unsigned_v<T>) value_ = static_cast<std::uint64_t>(value);
    else value_ = static_cast<std::int64_t>(value);
  }
  const Value& value() const { return value_; }

 private:
  Value value_ = std::int64_t{0};
};

/// How arrays are printed; the defaults are NumPy's.
struct PrintOptions {
  int precision = 8;              ///< digits after the point, at most
  std::int64_t threshold = 1000;  ///< more elements than this are summarised
  std::int64_t edge_items = 3;    ///< of each end of an axis, when summarised
  int line_width = 75;
};

/// The exact C++ types that elements are stored as. (`long long` is an Element, but a span of it over `std::int64_t` would be undefined.)
template <class T>
concept StoredElement =
    Element<T> && (std::is_same_v<T, bool> || std::is_same_v<T, std::int8_t> || std::is_same_v<T, std::int16_t> ||
                   std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::uint8_t> ||
                   std::is_same_v<T, std::uint16_t> || std::is_same_v<T, std::uint32_t> || std::is_same_v<T, std::uint64_t> ||
                   std::is_same_v<T, Float16> || std::is_same_v<T, BFloat16> || std::is_same_v<T, float> || std::is_same_v<T, double>);

/// A handle: copies and views share one buffer, and writing through one shows in all of them. `copy()` makes an array of its own. Reading from
/// several threads is safe; writing while another thread reads or writes the same elements is not.
///
/// Memory is aligned to 64 bytes where Pellucid allocates it. Every element is aligned to its size. An array moved from is as `Array()`.
class PELLUCID_API Array {
 public:
  class Nested;

  Array();  ///< float32, shape [0]
  Array(const Array& other) = default;
  Array(Array&& other) noexcept;
  Array& operator=(const Array& other) = default;
  Array& operator=(Array&& other) noexcept;
  ~Array() = default;

  // Made from numbers in the program. `Array({{1., 2.}, {3., 4.}})` is float32 [2, 2], `Array({1, 2})` int64 [2], `Array({1, 2.5})` float32.

  /// Throws ShapeError when lists of one depth differ in length, ValueError when no integer dtype holds all the integers.
  Array(std::initializer_list<Nested> values);               // NOLINT(google-explicit-constructor): reads as a list of numbers
  Array(std::initializer_list<Nested> values, DType dtype);  ///< the same, then cast
  explicit Array(const Number& value);                       ///< shape []
  Array(const Number& value, DType dtype);

  // Made from values that have a type. The dtype is that of T.

  /// Shape [values.size()]; copies.
  template <Element T>
  explicit Array(const std::vector<T>& values) : Array(values, Shape{static_cast<std::int64_t>(values.size())}) {}
  /// Row-major; copies. Throws ShapeError when the number of values does not fit the shape.
  template <Element T>
  Array(const std::vector<T>& values, const Shape& shape);
  /// Not offered, since `Array(Shape{2, 3}, dtype)` could mean two things: `Array::zeros(shape, dtype)`, or `Array(values).astype(dtype)`.
  template <class T>
  Array(const std::vector<T>& values, DType dtype) = delete;

  static Array zeros(const Shape& shape, DType dtype = DType::float32);
  static Array full(const Shape& shape, const Number& value, DType dtype = DType::float32);
  static Array uninitialized(const Shape& shape, DType dtype = DType::float32);  ///< the elements have no defined value
  /// Copies row-major elements; `data` need not be aligned.
  template <Element T>
  static Array copy_of(const T* data, const Shape& shape) {
    return copy_bytes(data, shape, dtype_of<T>);
  }
  static Array copy_bytes(const void* data, const Shape& shape, DType dtype);

  /// Memory that is not Pellucid's: viewed, not copied.
  struct Memory {
    void* data = nullptr;  ///< the element at index zero of every axis; aligned to the size of an element
    DType dtype = DType::float32;
    Shape shape = {};
    Shape strides = {};                           ///< in elements, may be negative or zero; empty for row-major
    std::shared_ptr<const void> keep_alive = {};  ///< held as long as any view is; null when the caller sees to it
    bool writable = true;
  };
  /// Throws ShapeError when strides do not fit the shape, ValueError when `data` is null or not aligned.
  static Array borrow(Memory memory);
  /// Row-major; read-only when T is const.
  template <class T>
    requires StoredElement<std::remove_const_t<T>>
  static Array borrow(T* data, const Shape& shape, const std::shared_ptr<const void>& keep_alive = {}) {
    return borrow(Memory{.data = const_cast<std::remove_const_t<T>*>(data),
                         .dtype = dtype_of<T>,
                         .shape = shape,
                         .keep_alive = keep_alive,
                         .writable = !std::is_const_v<T>});
  }

  // What it is.

  DType dtype() const;
  const Shape& shape() const;
  std::int64_t shape(std::int64_t axis) const;     ///< counts from the end when negative; throws IndexError
  const Shape& strides() const;                    ///< in elements
  std::int64_t offset() const { return offset_; }  ///< of the first element in its buffer, in elements
  std::size_t rank() const { return shape().size(); }
  std::int64_t size() const;                        ///< number of elements
  std::size_t nbytes() const;                       ///< of the elements, were they copied
  bool is_contiguous() const;                       ///< row-major without gaps
  bool is_writable() const { return writable_; }    ///< false for borrowed constant memory and for broadcast views, and for views of such
  bool may_share_memory(const Array& other) const;  ///< whether the bytes between first and last element overlap

  // Its elements. Indices count from the end when negative; IndexError names the axis and its extent.

  /// Throws DtypeError when T is not the array's dtype (`astype` first), IndexError.
  template <Element T>
  T at(std::initializer_list<std::int64_t> indices) const {
    return read<T>({indices.begin(), indices.size()});
  }
  template <Element T>
  T at(const Shape& indices) const {
    return read<T>(indices);
  }
  /// Casts the number to the array's dtype, as `astype` does. Throws IndexError, StateError when read-only.
  void set(std::initializer_list<std::int64_t> indices, const Number& value) { write({indices.begin(), indices.size()}, value); }
  void set(const Shape& indices, const Number& value) { write(indices, value); }
  /// The only element, cast to T. Throws ShapeError when there is not exactly one.
  template <Element T>
  T item() const;
  /// Row-major, cast to T.
  template <Element T>
  std::vector<T> to_vector() const;

  /// The elements in place. Throws DtypeError when T is not the array's dtype, ShapeError when not contiguous (`contiguous()` first).
  template <StoredElement T>
  std::span<const T> span() const {
    return {static_cast<const T*>(contiguous_data(dtype_of<T>)), static_cast<std::size_t>(size())};
  }
  /// The same, to write to. Also throws StateError when read-only.
  template <StoredElement T>
  std::span<T> mutable_span() {
    return {static_cast<T*>(contiguous_mutable_data(dtype_of<T>)), static_cast<std::size_t>(size())};
  }
  /// The element at index zero of every axis; walk by `strides()`.
  const void* data() const { return offset_ == 0 ? buffer_.get() : data_at_offset(); }
  void* mutable_data();  ///< throws StateError when read-only

  // Views: they share the buffer.

  Array slice(std::int64_t axis, const Slice& range) const;      ///< throws IndexError (axis), ValueError (step 0)
  Array select(const Selection& selection) const;                ///< `select({0, Slice{}, 3})`; throws IndexError
  Array select(NameView selection) const;                        ///< "[0, :, 3]"; also throws ValueError when it cannot be read
  Array transpose() const;                                       ///< axes in reverse
  Array transpose(const std::vector<std::int64_t>& axes) const;  ///< axis i of the result is axes[i]; throws ValueError, IndexError
  Array broadcast_to(const Shape& shape) const;                  ///< NumPy's rules; read-only; throws ShapeError
  Array expand_dims(std::int64_t axis) const;                    ///< a new axis of extent 1 at that place of the result; throws IndexError
  Array squeeze() const;                                         ///< without the axes of extent 1
  Array squeeze(std::int64_t axis) const;                        ///< throws ShapeError when its extent is not 1, IndexError
  /// Row-major order kept; one extent may be -1. A view where strides allow it, else a copy. Throws ShapeError.
  Array reshape(const Shape& shape) const;

  // Copies.

  Array copy() const;        ///< row-major, writable, of its own
  Array contiguous() const;  ///< itself when contiguous, else a copy
  /// Itself when the dtype is the same, else a row-major copy. Floats to integers truncate toward zero and saturate, NaN gives 0; integers to
  /// narrower ones wrap; to floats rounds to nearest even; to bool gives "is not zero".
  Array astype(DType dtype) const;
  /// Writes into these elements, broadcasting and casting as `astype`; overlapping views are fine. Throws ShapeError, StateError.
  void assign(const Array& values);

  // Text, as NumPy prints it.

  std::string to_string(const PrintOptions& options = {}) const;  ///< "[[1. 2.]\n [3. 4.]]"
  std::string repr(const PrintOptions& options = {}) const;       ///< "array([[1., 2.],\n       [3., 4.]], dtype=float32)"

 private:
  struct Layout;
  Array(std::shared_ptr<const Layout> layout, std::shared_ptr<std::byte> buffer, std::int64_t offset, bool writable);
  static const std::shared_ptr<const Layout>& empty_layout();

  Array view(Shape shape, Shape strides, std::int64_t shift, bool writable) const;
  const void* element(std::span<const std::int64_t> indices, DType asked) const;
  void read_only_element(DType as, void* out) const;
  static Array uninitialized_for(std::size_t count, const Shape& shape, DType dtype);
  const void* contiguous_data(DType asked) const;
  void* contiguous_mutable_data(DType asked);
  const void* data_at_offset() const;
  void write(std::span<const std::int64_t> indices, const Number& value);
  template <Element T>
  T read(std::span<const std::int64_t> indices) const {
    T value;
    std::memcpy(&value, element(indices, dtype_of<T>), sizeof(T));
    return value;
  }

  std::shared_ptr<const Layout> layout_;  // shared by copies, so that copying a handle allocates nothing
  std::shared_ptr<std::byte> buffer_;
  std::int64_t offset_ = 0;
  bool writable_ = true;
};

/// A number or a list of such: what braces in a program turn into; no program needs to name it.
class PELLUCID_API Array::Nested {
 public:
  template <class T>
    requires std::is_arithmetic_v<T>
  Nested(T value) : number_(value) {}  // NOLINT(google-explicit-constructor)
  Nested(std::initializer_list<Nested> values) : is_list_(true), values_(values) {}

  bool is_list() const { return is_list_; }
  const Number& number() const { return number_; }
  const std::vector<Nested>& values() const { return values_; }

 private:
  bool is_list_ = false;
  Number number_;
  std::vector<Nested> values_;
};

/// What questions by path answer with, and what an npz file holds.
using Arrays = OrderedMap<Array>;

struct CompareOptions {
  bool nan_equal = false;
};
/// Same dtype, same shape, and every element equal (so 0.0 equals -0.0).
PELLUCID_API bool equal(const Array& a, const Array& b, const CompareOptions& options = {});
/// Same dtype, same shape, same bits (so 0.0 differs from -0.0, and a NaN equals itself).
PELLUCID_API bool same_bits(const Array& a, const Array& b);

struct Tolerance {
  double relative = 1e-5;
  double absolute = 1e-8;
  bool nan_equal = false;
};
/// |a - b| <= absolute + relative * |b| for every element, in float64; equal infinities are close. Dtypes may differ. Throws ShapeError when
/// shapes do.
PELLUCID_API bool all_close(const Array& a, const Array& b, const Tolerance& tolerance = {});

/// As `to_string()`.
PELLUCID_API std::ostream& operator<<(std::ostream& stream, const Array& array);

// Below here: templates.

template <Element T>
Array::Array(const std::vector<T>& values, const Shape& shape) : Array(uninitialized_for(values.size(), shape, dtype_of<T>)) {
  if constexpr (std::is_same_v<T, bool>) {  // std::vector<bool> has no array inside
    bool* out = static_cast<bool*>(mutable_data());
    for (const bool value : values) *out++ = value;
  } else if (!values.empty()) {
    std::memcpy(mutable_data(), values.data(), nbytes());
  }
}

template <Element T>
T Array::item() const {
  T value;
  read_only_element(dtype_of<T>, &value);
  return value;
}

template <Element T>
std::vector<T> Array::to_vector() const {
  const Array source = astype(dtype_of<T>).contiguous();
  std::vector<T> values(static_cast<std::size_t>(size()));
  if constexpr (std::is_same_v<T, bool>) {
    const std::span<const bool> from = source.span<bool>();
    std::copy(from.begin(), from.end(), values.begin());
  } else if (!values.empty()) {
    std::memcpy(values.data(), source.data(), source.nbytes());
  }
  return values;
}

}  // namespace pellucid::inline v0
