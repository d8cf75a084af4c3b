#include "ops/support/limit.hpp"

#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/magnitude.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

bool& taking_limit() {
  thread_local bool is_taking = false;
  return is_taking;
}

}  // namespace

bool is_taking_limit() { return taking_limit(); }

namespace {

// What a movement repeats or reshapes; the flow may be made of that.
Variable moved_from(Variable y) {
  const auto moves = [](const Op& op) {
    return op.role == Role::place || &op == &table::broadcast || &op == &table::reshape || &op == &table::transpose ||
           &op == &table::ensure_shape;
  };
  while (moves(op_of(y))) y = Variable(y.node()->inputs[0]);
  return y;
}

// The rate of a flow with these, which have the flow's elements, where they are 0. Moved are those elements alone: of the others nothing is asked,
// and theirs may be undefined.
Flow rate_by(const Variable& flow, const Variables& values, Differentiator& derive) {
  if (taking_limit()) return std::nullopt;
  struct Taking {
    Taking() { taking_limit() = true; }
    Taking(const Taking&) = delete;
    Taking& operator=(const Taking&) = delete;
    ~Taking() { taking_limit() = false; }
  };
  const Taking taking;
  Flows moved;
  for (const Variable& y : values) moved.emplace_back(indicator(vocabulary::equal(y, zeros_like(y)), y));
  const Flow rate = derive.pushforward({flow}, values, moved)[0];
  return rate && !is_filled(*rate, 0) ? rate : Flow();
}

Variable quotient(const Variable& flow, const Variable& y, bool zero_at_zero, bool beside_limit) {
  return vocabulary::flow_quotient(flow, y, {{"zero_at_zero", zero_at_zero}, {"beside_limit", beside_limit}});
}

}  // namespace

Variable flow_over(const Variable& flow, const Variable& y, bool zero_at_zero) { return quotient(flow, y, zero_at_zero, false); }

Flow rate_at_zero(const Variable& flow, const Variable& y, Differentiator& derive) { return rate_by(flow, {moved_from(y)}, derive); }

Flow rate_by_absolute(const Variable& flow, const Variable& x, Differentiator& derive) {
  Variables values = {vocabulary::absolute(x)};
  if (const Variable from = moved_from(x); from != x) values.push_back(vocabulary::absolute(from));
  return rate_by(flow, values, derive);
}

// The limit is added where it is, so that what was linear in the flow stays so: no condition looks at the flow.
Variable quotient_at_limit(const Variable& flow, const Variable& y, bool zero_at_zero, Differentiator& derive) {
  using namespace vocabulary;
  const Variable zero = zeros_like(y);
  const Flow rate = rate_at_zero(flow, y, derive);
  return rate ? quotient(flow, y, zero_at_zero, true) + where(equal(y, zero), *rate, zero) : flow_over(flow, y, zero_at_zero);
}

Variable sign_at_limit(const Variable& flow, const Variable& x, Differentiator& derive) {
  using namespace vocabulary;
  const Variable zero = zeros_like(x);
  const Flow rate = rate_by_absolute(flow, x, derive);
  if (!rate) return flow_sign(flow, x);
  return flow_sign(flow, x, {{"beside_limit", true}}) + where(equal(x, zero), scaled(x, *rate), zero);
}

Variable at_limit(const NodePointer& factor, const Variables& inputs, Differentiator& derive) {
  if (factor->op == &table::flow_sign) return sign_at_limit(inputs[0], inputs[1], derive);
  return quotient_at_limit(inputs[0], inputs[1], factor->attributes.get<bool>("zero_at_zero"), derive);
}

}  // namespace pellucid::inline v0
