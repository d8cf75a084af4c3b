// Each statement's rules, in the order of the program.
#include <bit>
#include <memory>

#include "loop/verify/scope.hpp"

namespace pellucid::inline v0::loop {

namespace {

void verify_body(const std::vector<Statement>& body, const Scope& scope);

void verify_schedule(const Kernel& kernel, const Scope& scope) {
  const Schedule& schedule = kernel.schedule;
  const auto axes = static_cast<std::int64_t>(kernel.axes.size());
  if (schedule.vector_axis < -1 || schedule.vector_axis >= axes)
    scope.fail("the vector axis " + std::to_string(schedule.vector_axis) + " is none of its axes");
  if (schedule.vector_width < 1 || !std::has_single_bit(static_cast<std::uint64_t>(schedule.vector_width)))
    scope.fail("the vector width is no power of two");
  if (!schedule.tile.empty() && static_cast<std::int64_t>(schedule.tile.size()) != axes)
    scope.fail("the tile does not have one number for each axis");
  for (const std::int64_t positions : schedule.tile)
    if (positions < 1) scope.fail("a tile is smaller than one position");
  if (schedule.unroll_reduction < 1) scope.fail("a reduction is unrolled less than once");
  if (schedule.parallel && kernel.axes.empty()) scope.fail("it is parallel and has no axis");
}

void verify_rest(const Store& store, const Buffer& buffer, const Scope& scope) {
  const Buffer& rest = scope.writable(store.rest);
  const std::string where = "the rest of the store to '" + buffer.name + "'";
  if (store.write != Write::add) scope.fail(where + " is of no addition");
  if (buffer.dtype != DType::float32 && buffer.dtype != DType::float64) scope.fail(where + " is not of float32 or float64");
  if (rest.dtype != buffer.dtype || rest.dims != buffer.dims) scope.fail(where + " goes to a buffer of another type");
}

void verify_store(const Store& store, bool runs, const Scope& scope) {
  const Buffer& buffer = scope.writable(store.buffer);
  const std::string where = "the store to '" + buffer.name + "'";
  verify_expression(store.value, scope);
  if (store.value->dtype != buffer.dtype)
    scope.fail(where + " has " + std::string(name(store.value->dtype)) + " for " + std::string(name(buffer.dtype)));
  if (store.write == Write::add && buffer.dtype == DType::boolean) scope.fail(where + " adds bools");
  if (store.rest >= 0) verify_rest(store, buffer, scope);
  if (store.index.size() != buffer.dims.size())
    scope.fail(where + " has " + std::to_string(store.index.size()) + " indices for " + std::to_string(buffer.dims.size()) + " dimensions");
  for (const Expression& index : store.index) {
    verify_expression(index, scope);
    if (index->dtype != DType::int64) scope.fail(where + " has an index of " + std::string(name(index->dtype)) + ", not int64");
  }
  if (!runs) return;
  verify_bounds(store.value, scope);
  for (const Expression& index : store.index) verify_bounds(index, scope);
  verify_element(store.buffer, store.index, scope);
}

void verify_statement(const Kernel& kernel, const Scope& around) {
  Scope scope = around.at("kernel '" + kernel.name + "'");
  for (const Axis& axis : kernel.axes) scope.bind(axis);
  verify_schedule(kernel, scope);
  bool runs = true;  // has any points
  for (const Axis& axis : scope.axes()) runs = runs && !(axis.extent == Dim(0));
  for (const Store& store : kernel.stores) verify_store(store, runs, scope);
  verify_stores(kernel, scope);
}

void verify_statement(const Product& product, const Scope& around) { verify_product(product, around.at("product '" + product.name + "'")); }

void verify_statement(const HostCall& call, const Scope& around) {
  const Scope scope = around.at("call '" + call.name + "'");
  if (!call.function) scope.fail("it has no function");
  for (const int input : call.inputs) scope.buffer(input);
  for (const int output : call.outputs) scope.writable(output);
}

void verify_statement(const Check& check, const Scope& around) {
  const Scope scope = around.at("check of " + check.what);
  scope.check_dim(check.limit);
  if (!is_integer(scope.buffer(check.buffer).dtype)) scope.fail("the indices in " + scope.name_of(check.buffer) + " are no integers");
}

void verify_statement(const std::shared_ptr<const Loop>& loop, const Scope& around) {
  if (!loop) around.fail("a loop is missing");
  Scope scope = around.at("loop '" + loop->axis.name + "'");
  scope.bind(loop->axis);
  verify_body(loop->body, scope);
}

void verify_body(const std::vector<Statement>& body, const Scope& scope) {
  for (const Statement& statement : body) std::visit([&](const auto& one) { verify_statement(one, scope); }, statement);
}

}  // namespace

void verify(const Program& program) {
  const Scope scope(program, "its buffers");
  verify_buffers(scope);
  verify_body(program.body, scope);
}

}  // namespace pellucid::inline v0::loop
