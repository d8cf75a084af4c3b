#include <pellucid/dim.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <optional>
#include <set>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {

// An unknown, or a floor division that cannot be simplified. Its text identifies it.
struct Dim::Atom {
  std::string text;
  bool is_division = false;
  Dim numerator, denominator;
};

namespace {

using Term = Dim::Term;

[[noreturn]] void overflow(const std::string& what) {
  refuse<ValueError>({.where = "dim", .what = what + " does not fit an integer of 64 bits"});
}

std::int64_t add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) overflow(std::to_string(a) + " + " + std::to_string(b));
  return sum;
}

std::int64_t multiply(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) overflow(std::to_string(a) + " * " + std::to_string(b));
  return product;
}

[[noreturn]] void refuse_zero(const std::string& a) {
  refuse<ValueError>({.where = "dim", .what = "division by zero", .received = "(" + a + ") // 0"});
}

std::int64_t divide(std::int64_t a, std::int64_t b) {
  if (b == 0) refuse_zero(std::to_string(a));
  if (b == -1) return multiply(a, -1);
  const std::int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

bool same(const Dim::Monomial& a, const Dim::Monomial& b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return x->text == y->text; });
}

// Higher powers first, then by text: the order in which polynomials are written.
bool before(const Term& a, const Term& b) {
  if (a.monomial.size() != b.monomial.size()) return a.monomial.size() > b.monomial.size();
  return std::ranges::lexicographical_compare(a.monomial, b.monomial, [](const auto& x, const auto& y) { return x->text < y->text; });
}

Dim::Monomial times(const Dim::Monomial& a, const Dim::Monomial& b) {
  Dim::Monomial both = a;
  both.insert(both.end(), b.begin(), b.end());
  std::ranges::sort(both, [](const auto& x, const auto& y) { return x->text < y->text; });
  return both;
}

// a / b where every factor of b is one of a.
std::optional<Dim::Monomial> without(Dim::Monomial a, const Dim::Monomial& b) {
  for (const auto& factor : b) {
    const auto found = std::ranges::find_if(a, [&](const auto& x) { return x->text == factor->text; });
    if (found == a.end()) return std::nullopt;
    a.erase(found);
  }
  return a;
}

std::string text_of(const Term& term) {
  std::string text;
  if (term.monomial.empty() || term.coefficient != 1) text = std::to_string(term.coefficient);
  for (const auto& atom : term.monomial) text += (text.empty() ? "" : "*") + atom->text;
  return text;
}

}  // namespace

std::int64_t Dim::check_unsigned(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) overflow(std::to_string(value));
  return static_cast<std::int64_t>(value);
}

Dim Dim::named(std::string_view name) {
  const bool fine =
      !name.empty() && std::ranges::all_of(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; });
  if (!fine)
    refuse<ValueError>({.where = "dim", .what = "a dim's name has letters, digits and '_'", .received = "'" + std::string(name) + "'"});
  return make({{1, {std::make_shared<const Atom>(Atom{std::string(name), false, {}, {}})}}});
}

Dim Dim::fresh(std::string_view hint) {
  static std::atomic<std::uint64_t> last{0};
  return named(std::string(hint) + "_" + std::to_string(++last));
}

Dim Dim::make(std::vector<Term> terms) {
  std::ranges::sort(terms, before);
  std::vector<Term> merged;
  for (Term& term : terms) {
    if (!merged.empty() && same(merged.back().monomial, term.monomial))
      merged.back().coefficient = add(merged.back().coefficient, term.coefficient);
    else merged.push_back(std::move(term));
  }
  std::erase_if(merged, [](const Term& term) { return term.coefficient == 0; });
  Dim result;
  if (!merged.empty() && merged.back().monomial.empty()) {
    result.constant_ = merged.back().coefficient;
    merged.pop_back();
  }
  if (!merged.empty()) result.terms_ = std::make_shared<const std::vector<Term>>(std::move(merged));
  return result;
}

std::vector<Term> Dim::all_terms() const {
  std::vector<Term> terms;
  if (terms_) terms = *terms_;
  if (constant_ != 0) terms.push_back({constant_, {}});
  return terms;
}

std::vector<Dim::Summand> Dim::summands() const {
  std::vector<Summand> sum;
  for (const Term& term : all_terms()) {
    Summand& summand = sum.emplace_back(Summand{term.coefficient, {}});
    for (const auto& atom : term.monomial)
      summand.factors.push_back({atom->is_division ? "" : atom->text, atom->numerator, atom->denominator});
  }
  return sum;
}

std::int64_t Dim::value() const {
  if (!is_known())
    refuse<ValueError>(
        {.where = "dim", .what = "the extent is not known yet", .received = to_string(), .hint = "It is bound when arrays are given."});
  return constant_;
}

std::int64_t Dim::evaluate(const Bindings& bindings) const {
  std::int64_t sum = constant_;
  if (!terms_) return sum;
  for (const Term& term : *terms_) {
    std::int64_t product = term.coefficient;
    for (const auto& atom : term.monomial) {
      if (atom->is_division) {
        product = multiply(product, divide(atom->numerator.evaluate(bindings), atom->denominator.evaluate(bindings)));
        continue;
      }
      const auto found = bindings.find(atom->text);
      if (found == bindings.end())
        refuse<ValueError>({.where = "dim", .what = "the unknown '" + atom->text + "' of '" + to_string() + "' is bound by no input"});
      product = multiply(product, found->second);
    }
    sum = add(sum, product);
  }
  return sum;
}

Dim Dim::substitute(const std::map<std::string, Dim, std::less<>>& replacements) const {
  Dim sum = constant_;
  if (!terms_) return sum;
  for (const Term& term : *terms_) {
    Dim product = term.coefficient;
    for (const auto& atom : term.monomial) {
      if (atom->is_division)
        product = product * floor_divide(atom->numerator.substitute(replacements), atom->denominator.substitute(replacements));
      else if (const auto found = replacements.find(atom->text); found != replacements.end()) product = product * found->second;
      else product = product * make({{1, {atom}}});
    }
    sum = sum + product;
  }
  return sum;
}

std::vector<std::string> Dim::unknowns() const {
  std::set<std::string> names;
  if (terms_) {
    for (const Term& term : *terms_) {
      for (const auto& atom : term.monomial) {
        if (!atom->is_division) {
          names.insert(atom->text);
          continue;
        }
        for (const Dim* part : {&atom->numerator, &atom->denominator}) {
          const auto inner = part->unknowns();
          names.insert(inner.begin(), inner.end());
        }
      }
    }
  }
  return {names.begin(), names.end()};
}

bool Dim::is_unknown() const {
  return terms_ && constant_ == 0 && terms_->size() == 1 && terms_->front().coefficient == 1 && terms_->front().monomial.size() == 1 &&
         !terms_->front().monomial.front()->is_division;
}

std::string Dim::to_string() const {
  std::string text;
  for (const Term& term : all_terms()) {
    const bool negative = term.coefficient < 0 && term.coefficient != std::numeric_limits<std::int64_t>::min();
    if (!text.empty()) text += negative ? " - " : " + ";
    text += text_of({negative && !text.empty() ? -term.coefficient : term.coefficient, term.monomial});
  }
  return text.empty() ? "0" : text;
}

std::size_t Dim::hash() const { return is_known() ? std::hash<std::int64_t>()(constant_) : std::hash<std::string>()(to_string()); }

Dim operator+(const Dim& a, const Dim& b) {
  if (a.is_known() && b.is_known()) return add(a.constant_, b.constant_);
  std::vector<Term> terms = a.all_terms();
  for (Term& term : b.all_terms()) terms.push_back(std::move(term));
  return Dim::make(std::move(terms));
}

Dim operator-(const Dim& a, const Dim& b) { return a + Dim(-1) * b; }

Dim operator*(const Dim& a, const Dim& b) {
  if (a.is_known() && b.is_known()) return multiply(a.constant_, b.constant_);
  std::vector<Term> terms;
  for (const Term& x : a.all_terms())
    for (const Term& y : b.all_terms()) terms.push_back({multiply(x.coefficient, y.coefficient), times(x.monomial, y.monomial)});
  return Dim::make(std::move(terms));
}

Dim floor_divide(const Dim& a, const Dim& b) {
  if (b == 0) refuse_zero(a.to_string());
  if (a.is_known() && b.is_known()) return divide(a.constant_, b.constant_);
  if (a == b) return 1;
  // floor((b q + r) / b) = q + floor(r / b): every term that b divides leaves, exactly when b is a single term.
  const std::vector<Term> divisor = b.all_terms();
  std::vector<Term> quotient, rest;
  for (Term& term : a.all_terms()) {
    const auto factor = divisor.size() == 1 ? without(term.monomial, divisor[0].monomial) : std::nullopt;
    if (factor && term.coefficient % divisor[0].coefficient == 0) quotient.push_back({term.coefficient / divisor[0].coefficient, *factor});
    else rest.push_back(std::move(term));
  }
  const Dim whole = Dim::make(std::move(quotient)), remainder = Dim::make(std::move(rest));
  if (remainder.is_known() && (remainder.constant_ == 0 || b.is_known())) return whole + floor_divide(remainder, b.is_known() ? b : Dim(1));
  Dim::Atom atom{"(" + remainder.to_string() + ")//" + (b.is_known() || b.is_unknown() ? b.to_string() : "(" + b.to_string() + ")"), true,
                 remainder, b};
  return whole + Dim::make({{1, {std::make_shared<const Dim::Atom>(std::move(atom))}}});
}

bool operator==(const Dim& a, const Dim& b) {
  if (a.constant_ != b.constant_ || a.is_known() != b.is_known()) return false;
  if (a.is_known() || a.terms_ == b.terms_) return true;
  return std::ranges::equal(*a.terms_, *b.terms_,
                            [](const Term& x, const Term& y) { return x.coefficient == y.coefficient && same(x.monomial, y.monomial); });
}

std::string to_string(const Dims& dims) {
  std::string text = "[";
  for (const Dim& dim : dims) text += (text.size() > 1 ? ", " : "") + dim.to_string();
  return text + "]";
}

Dim product(const Dims& dims) {
  Dim result = 1;
  for (const Dim& dim : dims) result = result * dim;
  return result;
}

bool all_known(const Dims& dims) {
  return std::ranges::all_of(dims, [](const Dim& dim) { return dim.is_known(); });
}

}  // namespace pellucid::inline v0
