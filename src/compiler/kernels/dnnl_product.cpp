#include "compiler/kernels/dnnl_product.hpp"

#ifdef PELLUCID_ONEDNN

#include <optional>
#include <stdexcept>

#include <dnnl.h>

// Of the OpenMP run time that oneDNN brings along, where it does.
extern "C" __attribute__((weak)) int omp_get_max_threads();
extern "C" __attribute__((weak)) void omp_set_num_threads(int count);

namespace pellucid::inline v0::compiler {
namespace {

// Threads are ours: a product whose tiles depended on their number would change its bits with it.
class OneThread {
 public:
  OneThread() {
    if (omp_get_max_threads == nullptr || omp_set_num_threads == nullptr) return;
    before_ = omp_get_max_threads();
    if (before_ != 1) omp_set_num_threads(1);
  }
  ~OneThread() {
    if (before_ > 1) omp_set_num_threads(before_);
  }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  int before_ = 1;
};

struct Layout {
  char transposed;
  dnnl_dim_t leading;
};

// As dnnl_sgemm wants it: one stride is 1, the other at least as long as that axis.
std::optional<Layout> layout_of(const ProductCall::Operand& operand, std::int64_t rows, std::int64_t columns) {
  if ((operand.column_stride == 1 || columns == 1) && (operand.row_stride >= columns || rows == 1))
    return Layout{'N', rows == 1 ? columns : operand.row_stride};
  if ((operand.row_stride == 1 || rows == 1) && (operand.column_stride >= rows || columns == 1))
    return Layout{'T', columns == 1 ? rows : operand.column_stride};
  return std::nullopt;
}

}  // namespace

bool dnnl_product(const ProductCall& call) {
  if (call.dtype != DType::float32) return false;
  const auto a = layout_of(call.a, call.rows, call.inner), b = layout_of(call.b, call.inner, call.columns),
             c = layout_of(call.c, call.rows, call.columns);
  if (!a || !b || !c || c->transposed != 'N') return false;
  const OneThread guard;
  const auto at = [](const ProductCall::Operand& operand, std::int64_t batch) {
    return static_cast<float*>(operand.data) + batch * operand.batch_stride;
  };
  for (std::int64_t batch = 0; batch < call.batch; ++batch) {
    const dnnl_status_t status =
        dnnl_sgemm(a->transposed, b->transposed, call.rows, call.columns, call.inner, 1.0F, at(call.a, batch), a->leading,
                   at(call.b, batch), b->leading, call.accumulate ? 1.0F : 0.0F, at(call.c, batch), c->leading);
    if (status != dnnl_success) throw std::logic_error("dnnl_sgemm refused a product, status " + std::to_string(static_cast<int>(status)));
  }
  return true;
}

}  // namespace pellucid::inline v0::compiler

#else

namespace pellucid::inline v0::compiler {
bool dnnl_product(const ProductCall&) { return false; }
}  // namespace pellucid::inline v0::compiler

#endif
