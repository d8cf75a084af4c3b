#include "compiler/runtime/variants.hpp"

namespace pellucid::inline v0::compiler {

std::shared_ptr<const Variant> Variants::find(const Bindings& sizes) {
  const CodeSizes wanted = own_code_.choose(sizes);
  return kept_.get(wanted, [&] {
    CompileOptions options = default_options();
    options.plan.typical = wanted.typical;
    auto made = std::make_shared<const Variant>(compile(question_, wanted.own, options));
    const std::size_t bytes = made->bytes();
    return Cache<CodeSizes, const Variant>::Made{std::move(made), bytes};
  });
}

}  // namespace pellucid::inline v0::compiler
