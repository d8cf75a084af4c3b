#include <pellucid/dtype.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

enum class Kind : std::uint8_t { boolean, unsigned_integer, signed_integer, floating };

struct Facts {
  DType dtype;
  std::string_view name;
  std::size_t size;
  Kind kind;
};

constexpr std::array facts = {
    Facts{DType::boolean, "bool", 1, Kind::boolean},           Facts{DType::int8, "int8", 1, Kind::signed_integer},
    Facts{DType::int16, "int16", 2, Kind::signed_integer},     Facts{DType::int32, "int32", 4, Kind::signed_integer},
    Facts{DType::int64, "int64", 8, Kind::signed_integer},     Facts{DType::uint8, "uint8", 1, Kind::unsigned_integer},
    Facts{DType::uint16, "uint16", 2, Kind::unsigned_integer}, Facts{DType::uint32, "uint32", 4, Kind::unsigned_integer},
    Facts{DType::uint64, "uint64", 8, Kind::unsigned_integer}, Facts{DType::float16, "float16", 2, Kind::floating},
    Facts{DType::bfloat16, "bfloat16", 2, Kind::floating},     Facts{DType::float32, "float32", 4, Kind::floating},
    Facts{DType::float64, "float64", 8, Kind::floating},
};

const Facts& facts_of(DType dtype) { return facts[static_cast<std::size_t>(dtype)]; }

DType signed_of_size(std::size_t size) {
  switch (size) {
    case 1: return DType::int8;
    case 2: return DType::int16;
    case 4: return DType::int32;
    case 8: return DType::int64;
    default: return DType::float64;  // wider than any integer
  }
}

}  // namespace

std::string_view name(DType dtype) { return facts_of(dtype).name; }
std::size_t size_of(DType dtype) { return facts_of(dtype).size; }
bool is_floating(DType dtype) { return facts_of(dtype).kind == Kind::floating; }
bool is_integer(DType dtype) { return facts_of(dtype).kind == Kind::signed_integer || facts_of(dtype).kind == Kind::unsigned_integer; }
bool is_signed(DType dtype) { return facts_of(dtype).kind >= Kind::signed_integer; }

std::optional<DType> find_dtype(std::string_view name) {
  for (const Facts& fact : facts)
    if (fact.name == name) return fact.dtype;
  return std::nullopt;
}

DType dtype_named(std::string_view name) {
  if (const auto found = find_dtype(name)) return *found;
  std::vector<std::string> names;
  for (const Facts& fact : facts) names.emplace_back(fact.name);
  refuse<NameError>({.where = "dtype", .what = "unknown dtype '" + std::string(name) + "'", .hint = nearest_names(name, names)});
}

DType promote(DType a, DType b) {
  if (a == b) return a;
  const Facts &x = facts_of(a), &y = facts_of(b);
  if (x.kind == Kind::floating && y.kind == Kind::floating) return x.size == y.size ? DType::float32 : (x.size > y.size ? a : b);
  if (x.kind == Kind::floating) return a;
  if (y.kind == Kind::floating) return b;
  if (x.kind == y.kind) return x.size > y.size ? a : b;
  if (x.kind == Kind::boolean) return b;
  if (y.kind == Kind::boolean) return a;
  const Facts &s = x.kind == Kind::signed_integer ? x : y, &u = x.kind == Kind::signed_integer ? y : x;
  return s.size > u.size ? s.dtype : signed_of_size(2 * u.size);
}

}  // namespace pellucid::inline v0
