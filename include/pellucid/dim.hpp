// One extent of a symbolic shape: an integer, or an expression over unknowns such as the batch size.
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <pellucid/export.hpp>

namespace pellucid::inline v0 {

/// A count given by a user: any integral type but bool, so that `Dense(true)` and `Dense(2.5)` do not compile.
template <class T>
concept Count = std::integral<T> && !std::same_as<std::remove_cv_t<T>, bool>;

/// "Not known yet", a new unknown in each use: where it meets another extent, each call checks that they are equal. `Input({unknown, 3})`.
struct Unknown {};
inline constexpr Unknown unknown{};

/// What unknowns are in one call: name to value.
using Bindings = std::map<std::string, std::int64_t, std::less<>>;

/// A polynomial with integer coefficients over named unknowns and floor divisions of such, kept in canonical form: equal expressions
/// compare equal (`(batch + 1) * 2 == 2 * batch + 2`). Two unknowns of one name are the same unknown. Values are immutable.
/// Throws ValueError where integers of 64 bits overflow.
class PELLUCID_API Dim {
 public:
  Dim() = default;  ///< zero
  template <Count T>
  Dim(T value) : constant_(checked(value)) {}  // NOLINT(google-explicit-constructor): numbers are dims
  Dim(Unknown) : Dim(fresh("n")) {}            // NOLINT(google-explicit-constructor)

  static Dim named(std::string_view name);  ///< the unknown of that name: letters, digits and '_'
  static Dim fresh(std::string_view hint);  ///< an unknown unlike every other; its name is the hint and a number

  bool is_known() const { return terms_ == nullptr; }
  std::int64_t value() const;                             ///< throws ValueError when not known
  std::int64_t evaluate(const Bindings& bindings) const;  ///< throws ValueError naming an unknown that is not bound
  Dim substitute(const std::map<std::string, Dim, std::less<>>& replacements) const;
  std::vector<std::string> unknowns() const;  ///< sorted names
  bool is_unknown() const;                    ///< is a single unknown, nothing else
  std::string to_string() const;              ///< "4", "batch", "2*batch + 1", "(time + 1)//2"
  std::size_t hash() const;

  struct Factor;
  struct Summand;
  std::vector<Summand> summands() const;  ///< the polynomial itself, for who computes it in other ways (machine code); empty for 0

  PELLUCID_API friend Dim operator+(const Dim& a, const Dim& b);
  PELLUCID_API friend Dim operator-(const Dim& a, const Dim& b);
  PELLUCID_API friend Dim operator*(const Dim& a, const Dim& b);
  PELLUCID_API friend Dim floor_divide(const Dim& a, const Dim& b);  ///< rounds toward minus infinity; ValueError when b is 0
  PELLUCID_API friend bool operator==(const Dim& a, const Dim& b);

  struct Atom;
  using Monomial = std::vector<std::shared_ptr<const Atom>>;  ///< a product, sorted by text
  struct Term {
    std::int64_t coefficient;
    Monomial monomial;
  };

 private:
  template <Count T>
  static std::int64_t checked(T value) {
    if constexpr (std::is_unsigned_v<T> && sizeof(T) == 8) return check_unsigned(value);
    else return static_cast<std::int64_t>(value);
  }
  static std::int64_t check_unsigned(std::uint64_t value);
  static Dim make(std::vector<Term> terms);
  std::vector<Term> all_terms() const;

  std::int64_t constant_ = 0;
  std::shared_ptr<const std::vector<Term>> terms_;  // those with unknowns, sorted; null when there are none
};

/// An unknown, or where `name` is empty the floor division of two dims.
struct Dim::Factor {
  std::string name;
  Dim numerator, denominator;
};

/// coefficient * product of factors.
struct Dim::Summand {
  std::int64_t coefficient = 0;
  std::vector<Factor> factors;
};

using Dims = std::vector<Dim>;

PELLUCID_API std::string to_string(const Dims& dims);  ///< "[batch, 3]"
PELLUCID_API Dim product(const Dims& dims);            ///< 1 of no dims
PELLUCID_API bool all_known(const Dims& dims);

}  // namespace pellucid::inline v0
