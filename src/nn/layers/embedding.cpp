// Embedding: rows of a table by integer ids.
#include <pellucid/layers.hpp>

#include "base/refuse.hpp"
#include "loop/check.hpp"
#include "nn/layers/checks.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

class EmbeddingDefinition : public LayerDefinition {
 public:
  EmbeddingDefinition(std::int64_t rows, std::int64_t width, EmbeddingOptions options)
      : rows_(rows), width_(width), options_(std::move(options)) {}
  std::string_view kind() const override { return "Embedding"; }
  bool passes_mask() const override { return false; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<EmbeddingDefinition>(rows_, width_, options_); }
  void build(LayerBuilder& builder, const std::vector<Type>&) override {
    table_ = builder.weight("embeddings", {rows_, width_}, options_.embeddings_initializer);
  }
  Variables call(LayerCall& call, const Variables& inputs) override {
    check_input_count(call.layer_name(), kind(), inputs.size(), 1);
    const Variable ids = is_integer(inputs[0].dtype()) ? inputs[0] : whole_ids(inputs[0]);
    if (options_.mask_zero) call.set_mask(vocabulary::not_equal(ids, 0));
    return {vocabulary::gather(table_, ids, {{"axis", 0}})};
  }

 private:
  // Keras feeds ids as floats, too: they are cut to integers as there. NaN is no id, and named when it is refused.
  static Variable whole_ids(const Variable& x) {
    if (!is_floating(x.dtype())) return vocabulary::cast(x, {{"dtype", DType::int32}});
    const Variable cut = vocabulary::cast(x, {{"dtype", DType::int64}});
    return vocabulary::where(vocabulary::is_nan(x), constant(Array(Number(loop::index_of_nan), DType::int64)), cut);
  }

  std::int64_t rows_, width_;
  EmbeddingOptions options_;
  SharedVariable table_;
};

}  // namespace

Embedding::Embedding(const Dim& input_dim, const Dim& output_dim, const EmbeddingOptions& options)
    : Layer(std::make_shared<EmbeddingDefinition>(check_positive("Embedding", "input_dim", input_dim),
                                                  check_positive("Embedding", "output_dim", output_dim), options),
            options.name, options.trainable) {}

}  // namespace pellucid::inline v0
