// max(x - tau, 0) along the axis, as Keras computes it. With z the elements from the largest on, C[i] = z[1] + ... + z[i] and the support S where
// z[i] > (C[i] - 1) / i:  tau = (sum of C over S - 1) / |S|.  A projection onto the simplex would take the last C of S alone; the two agree when S
// has one element, and otherwise rows need not sum to 1 (Martins and Astudillo 2016, "From softmax to sparsemax").
#include "ops/support/composite.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/movement.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Sparsemax : AlongAxis {
  static constexpr std::string_view name = "sparsemax";
  static constexpr std::string_view doc = "max(x - tau, 0) along axis, where tau is Keras's threshold";
  using derivative = OfInner;
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const auto last = static_cast<std::int64_t>(x[0].rank()) - 1;
    const Variable z = sort(move_axis(x[0], axis(node), last), {{"descending", true}});
    const Dim extent = z.dims().back();
    const Variable earlier = less_equal(counting({extent, extent}, 0), counting({extent, extent}, 1));
    const Variable total = dot_last(z, indicator(earlier, z));  // C
    const Variable in_support = indicator(less(total - 1, z * (counting(z.dims(), last, z.dtype()) + 1)), z);
    const Attributes along = {{"axes", Axes{last}}};
    return relu(x[0] - spread((sum(in_support * total, along) - 1) / sum(in_support, along), node));
  }
};

}  // namespace
constinit const Op table::sparsemax = describe<Sparsemax>();
}  // namespace pellucid::inline v0
