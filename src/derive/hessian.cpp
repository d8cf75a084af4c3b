// Second derivatives: the Jacobian of the gradient, and its product with a vector without making it.
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "derive/gradient.hpp"
#include "derive/question.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"

namespace pellucid::inline v0 {

// Both derivatives are taken by the same whole values, so that a value inside a scan is edited once; selections come last.
Variables hessian(const Target& of, const Targets& wrt, const GradientOptions& options) {
  const Variable number = one_number("hessian", of, options.reduce);
  const DerivativeQuestion question("hessian", {Target(number, std::nullopt, of.to_string())}, wrt);
  const Flows slopes = GraphDifferentiator().pullback(question.of(), question.wrt(), {ones_like(number)});
  Variables results;
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    const Variable& by = question.wrt()[i];
    Type type = by.type();
    type.dims.insert(type.dims.end(), by.dims().begin(), by.dims().end());
    Variable second = slopes[i] ? jacobian(*slopes[i], by, {.if_disconnected = IfDisconnected::zero})
                                : question.without_flow(i, 0, type, options.if_disconnected);
    results.push_back(question.as_asked_twice(second, i));
  }
  return results;
}

Variables hessian_vector_product(const Target& of, const Targets& wrt, const Variables& vectors, const GradientOptions& options) {
  const Variable number = one_number("hessian_vector_product", of, options.reduce);
  const DerivativeQuestion question("hessian_vector_product", {Target(number, std::nullopt, of.to_string())}, wrt);
  if (vectors.size() != wrt.size())
    refuse<ValueError>({.where = "hessian_vector_product",
                        .what = "each wrt needs one vector",
                        .expected = std::to_string(wrt.size()),
                        .received = std::to_string(vectors.size())});
  Flows directions;
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    const Type expected = question.asked_type(i);
    const Refusal refusal = {.where = "hessian_vector_product",
                             .what = "vector " + std::to_string(i) + " does not fit",
                             .expected = to_string(expected),
                             .received = to_string(vectors[i].type())};
    if (vectors[i].dtype() != expected.dtype) refuse<DtypeError>(refusal);
    if (!can_be_equal(vectors[i].dims(), expected.dims)) refuse<ShapeError>(refusal);
    directions.emplace_back(question.as_inside(with_dims(vectors[i], expected.dims), i));
  }
  GraphDifferentiator derive;
  const Flows slopes = derive.pullback(question.of(), question.wrt(), {ones_like(number)});
  Variables results;
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    const Type& type = question.wrt()[i].type();
    const Variable slope = slopes[i] ? *slopes[i] : question.without_flow(i, 0, type, options.if_disconnected);
    const Flow pushed = derive.pushforward({slope}, question.wrt(), directions)[0];
    results.push_back(question.as_asked(pushed ? *pushed : zeros(type), i));
  }
  return results;
}

Variable hessian(const Target& of, const Target& wrt, const GradientOptions& options) { return hessian(of, Targets{wrt}, options)[0]; }
Variables hessian(const Target& of, std::initializer_list<Target> wrt, const GradientOptions& options) {
  return hessian(of, Targets(wrt), options);
}
Variable hessian_vector_product(const Target& of, const Target& wrt, const Variable& vector, const GradientOptions& options) {
  return hessian_vector_product(of, Targets{wrt}, Variables{vector}, options)[0];
}
Variables hessian_vector_product(const Target& of, std::initializer_list<Target> wrt, std::initializer_list<Variable> vectors,
                                 const GradientOptions& options) {
  return hessian_vector_product(of, Targets(wrt), Variables(vectors), options);
}

}  // namespace pellucid::inline v0
