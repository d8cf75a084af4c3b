#include "compiler/kernels/product.hpp"

#include "compiler/kernels/blocked_product.hpp"
#include "compiler/kernels/dnnl_product.hpp"

namespace pellucid::inline v0::compiler {

void run_product(const ProductCall& call) {
  if (call.batch == 0 || call.rows == 0 || call.columns == 0) return;
  if (call.inner > 0 && dnnl_product(call)) return;
  blocked_product(call);
}

}  // namespace pellucid::inline v0::compiler
