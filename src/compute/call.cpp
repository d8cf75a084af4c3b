#include "compute/call.hpp"

#include <algorithm>
#include <type_traits>

namespace pellucid::inline v0::compute {
namespace {

// Which extents are equal: the number of the first one that an extent equals, among those that a pattern leaves open.
class Classes {
 public:
  std::size_t of(std::int64_t extent) {
    const auto found = std::ranges::find(extents_, extent);
    const auto number = static_cast<std::size_t>(found - extents_.begin());
    if (found == extents_.end()) extents_.push_back(extent);
    return number;
  }

 private:
  std::vector<std::int64_t> extents_;
};

bool is_open(std::int64_t extent) { return extent > 1; }

template <class T>
  requires std::is_trivially_copyable_v<T>
void append(std::string& key, const T& value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof(T));
}
// Lengths stand before what has one, so that no two calls have one text.
void append(std::string& key, std::string_view text) {
  append(key, text.size());
  key.append(text);
}
void append(std::string& key, const std::string& text) { append(key, std::string_view(text)); }
void append(std::string& key, const std::vector<std::int64_t>& numbers) {
  append(key, numbers.size());
  for (const std::int64_t number : numbers) append(key, number);
}
void append(std::string& key, const Dims& dims) { append(key, to_string(dims)); }

template <class Extent>
void append_call(std::string& key, const Call& call, const Extent& append_extent) {
  append(key, call.name);
  append(key, call.operands.size());
  for (const ArrayOperand& operand : call.operands) {
    if (operand.is_number()) {
      key += operand.number().is_integral() ? 'i' : 'r';
      continue;
    }
    const Array& array = operand.array();
    key += 'a';
    append(key, array.dtype());
    append(key, array.rank());
    for (const std::int64_t extent : array.shape()) append_extent(extent);
  }
  for (const auto& [name, value] : call.options) {
    if (!value) continue;
    append(key, name);
    append(key, value->index());
    std::visit([&](const auto& held) { append(key, held); }, *value);
  }
}

}  // namespace

void append_meaning(std::string& key, const Call& call) {
  append_call(key, call, [&](std::int64_t extent) { append(key, extent); });
}

void append_pattern(std::string& key, const Call& call) {
  Classes classes;
  append_call(key, call,
              [&](std::int64_t extent) { append(key, is_open(extent) ? -1 - static_cast<std::int64_t>(classes.of(extent)) : extent); });
}

std::vector<Type> types_of(const Call& call, DType numbers, bool by_pattern) {
  Classes classes;
  std::vector<Type> types;
  for (const ArrayOperand& operand : call.operands) {
    Type& type = types.emplace_back(Type{numbers, {}});
    if (operand.is_number()) continue;
    type.dtype = operand.array().dtype();
    for (const std::int64_t extent : operand.array().shape())
      type.dims.push_back(by_pattern && is_open(extent) ? Dim::named("n" + std::to_string(classes.of(extent))) : Dim(extent));
  }
  return types;
}

}  // namespace pellucid::inline v0::compute
