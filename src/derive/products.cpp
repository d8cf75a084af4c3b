// Products of the Jacobian with vectors from either side: pullback (J' v) and pushforward (J v).
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "derive/question.hpp"
#include "ops/support/broadcasting.hpp"

namespace pellucid::inline v0 {
namespace {

// The vectors in the types that they need. Extents that are not known to be equal are checked in each call.
Variables fitted(std::string_view function, std::string_view what, const Variables& vectors, const std::vector<Type>& expected) {
  if (vectors.size() != expected.size())
    refuse<ValueError>({.where = std::string(function),
                        .what = "another number of " + std::string(what) + "s is needed",
                        .expected = std::to_string(expected.size()),
                        .received = std::to_string(vectors.size())});
  Variables fitting;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    const Refusal refusal = {.where = std::string(function),
                             .what = std::string(what) + " " + std::to_string(i) + " does not fit",
                             .expected = to_string(expected[i]),
                             .received = to_string(vectors[i].type())};
    if (vectors[i].dtype() != expected[i].dtype) refuse<DtypeError>(refusal);
    if (!can_be_equal(vectors[i].dims(), expected[i].dims)) refuse<ShapeError>(refusal);
    fitting.push_back(with_dims(vectors[i], expected[i].dims));
  }
  return fitting;
}

}  // namespace

Variables pullback(const Targets& of, const Targets& wrt, const Variables& cotangents, const DerivativeOptions& options) {
  const DerivativeQuestion question("pullback", of, wrt);
  std::vector<Type> types;
  for (const Variable& value : question.of()) types.push_back(value.type());
  const Variables given = fitted("pullback", "cotangent", cotangents, types);
  const Flows flows = GraphDifferentiator().pullback(question.of(), question.wrt(), Flows(given.begin(), given.end()));
  Variables results;
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    const Variable whole = flows[i] ? *flows[i] : question.without_flow(i, 0, question.wrt()[i].type(), options.if_disconnected);
    results.push_back(question.as_asked(whole, i));
  }
  return results;
}

Variables pushforward(const Targets& of, const Targets& wrt, const Variables& tangents, const DerivativeOptions& options) {
  const DerivativeQuestion question("pushforward", of, wrt);
  std::vector<Type> types;
  for (std::size_t i = 0; i < wrt.size(); ++i) types.push_back(question.asked_type(i));
  const Variables given = fitted("pushforward", "tangent", tangents, types);
  Flows inside;
  for (std::size_t i = 0; i < wrt.size(); ++i) inside.emplace_back(question.as_inside(given[i], i));
  const Flows flows = GraphDifferentiator().pushforward(question.of(), question.wrt(), inside);
  Variables results;
  for (std::size_t i = 0; i < of.size(); ++i)
    results.push_back(flows[i] ? *flows[i] : question.without_flow(0, i, question.of()[i].type(), options.if_disconnected));
  return results;
}

Variable pullback(const Target& of, const Target& wrt, const Variable& cotangent, const DerivativeOptions& options) {
  return pullback(Targets{of}, Targets{wrt}, Variables{cotangent}, options)[0];
}
Variables pullback(std::initializer_list<Target> of, std::initializer_list<Target> wrt, std::initializer_list<Variable> cotangents,
                   const DerivativeOptions& options) {
  return pullback(Targets(of), Targets(wrt), Variables(cotangents), options);
}
Variable pushforward(const Target& of, const Target& wrt, const Variable& tangent, const DerivativeOptions& options) {
  return pushforward(Targets{of}, Targets{wrt}, Variables{tangent}, options)[0];
}
Variables pushforward(std::initializer_list<Target> of, std::initializer_list<Target> wrt, std::initializer_list<Variable> tangents,
                      const DerivativeOptions& options) {
  return pushforward(Targets(of), Targets(wrt), Variables(tangents), options);
}

}  // namespace pellucid::inline v0
