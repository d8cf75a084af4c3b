// The product that machine code falls back on.
#include "compiler/llvm/plain_product.hpp"
#include "harness/refuses.hpp"
#include "loop/program.hpp"

namespace pellucid::inline v0 {
namespace {

TEST(PlainProduct, IsOfFloatsOnly) {
  loop::Product product;
  product.name = "counts";
  compiler::ProductCall call;
  call.product = &product;
  call.dtype = DType::int32;
  EXPECT_THAT([&] { compiler::plain_product(call); },
              refuses<DtypeError>("[product 'counts']", "products are of float32 or float64", "received int32"));
}

}  // namespace
}  // namespace pellucid::inline v0
