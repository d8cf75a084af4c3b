#include <set>

#include "loop/range.hpp"
#include "loop/verify/scope.hpp"

namespace pellucid::inline v0::loop {

namespace {

constexpr int arena_alignment = 64;

Dim bytes_of(const Buffer& buffer) { return product(buffer.dims) * Dim(size_of(buffer.dtype)); }

void verify_alias(const Buffer& buffer, const Scope& scope) {
  if (buffer.role != Role::temporary && buffer.role != Role::output) scope.fail("only temporaries and outputs are aliases");
  const Buffer& other = scope.buffer(buffer.alias_of);
  if (!(bytes_of(buffer) == bytes_of(other)))
    scope.fail("it has " + bytes_of(buffer).to_string() + " bytes, but what it is an alias of, '" + other.name + "', has " +
               bytes_of(other).to_string());
  const Buffer& root = scope.buffer(scope.root(buffer.alias_of));
  if (buffer.role == Role::output && root.role == Role::temporary)
    scope.fail("an output in the place of the temporary '" + root.name + "' would be lost");
}

void verify_place(const Buffer& buffer, const Scope& scope) {
  const Dim& offset = buffer.arena_offset;
  scope.check_dim(offset);
  if (!(floor_divide(offset, arena_alignment) * Dim(arena_alignment) == offset))
    scope.fail("its arena offset " + offset.to_string() + " is not a multiple of 64");
  const Dim end = offset + bytes_of(buffer);
  const bool is_placed = !(scope.program().arena_bytes == Dim(0));  // before the memory plan nothing has a place
  if ((is_placed && is_nonnegative(end - scope.program().arena_bytes - 1)) || is_nonnegative(Dim(-1) - offset))
    scope.fail("it ends at " + end.to_string() + " in an arena of " + scope.program().arena_bytes.to_string() + " bytes");
}

}  // namespace

void verify_buffers(const Scope& scope) {
  const std::set<std::string> sizes(scope.program().sizes.begin(), scope.program().sizes.end());
  if (sizes.size() != scope.program().sizes.size()) scope.fail("a size is named twice");
  scope.check_dim(scope.program().arena_bytes);
  for (const Buffer& buffer : scope.program().buffers) {
    const Scope inner = scope.at("buffer '" + buffer.name + "'");
    for (const Dim& dim : buffer.dims) inner.check_dim(dim);
    if (buffer.alias_of >= 0) verify_alias(buffer, inner);
    else if (buffer.role == Role::temporary) verify_place(buffer, inner);
  }
}

}  // namespace pellucid::inline v0::loop
