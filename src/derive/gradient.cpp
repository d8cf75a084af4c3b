// The gradient of one number.
#include "derive/gradient.hpp"
#include "base/refuse.hpp"
#include "derive/question.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {

Variable one_number(std::string_view function, const Target& of, const std::string& reduce) {
  if (!of.variable) refuse<ValueError>({.where = std::string(function), .what = "'of' is an empty Variable"});
  Variable value = of.value();
  if (reduce == "sum") return vocabulary::sum(value);
  if (reduce == "mean") return vocabulary::mean(value);
  if (!reduce.empty())
    refuse<NameError>(
        {.where = std::string(function), .what = "'reduce' cannot be '" + reduce + "'", .hint = nearest_names(reduce, {"sum", "mean"})});
  if (value.rank() != 0)
    refuse<ShapeError>({.where = std::string(function),
                        .what = "'of', " + of.to_string() + ", is not one number",
                        .expected = "a scalar",
                        .received = to_string(value.type()),
                        .hint = "Take one element with at({...}), or say {.reduce = \"sum\"}; jacobian gives the derivatives of all."});
  return value;
}

Variables gradient(const Target& of, const Targets& wrt, const GradientOptions& options) {
  const Variable number = one_number("gradient", of, options.reduce);
  const DerivativeQuestion question("gradient", {Target(number, std::nullopt, of.to_string())}, wrt);
  const Flows flows = GraphDifferentiator().pullback(question.of(), question.wrt(), {ones_like(number)});
  Variables results;
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    const Variable whole = flows[i] ? *flows[i] : question.without_flow(i, 0, question.wrt()[i].type(), options.if_disconnected);
    results.push_back(question.as_asked(whole, i));
  }
  return results;
}

Variable gradient(const Target& of, const Target& wrt, const GradientOptions& options) { return gradient(of, Targets{wrt}, options)[0]; }
Variables gradient(const Target& of, std::initializer_list<Target> wrt, const GradientOptions& options) {
  return gradient(of, Targets(wrt), options);
}

Variable stop_gradient(const Variable& value) { return vocabulary::stop_gradient(value); }

}  // namespace pellucid::inline v0
