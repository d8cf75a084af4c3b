// Random words by counting: Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").
//   key  = words 0, 1 of Philox(counter = stream low, stream high, step low, step high; key = seed)
//   bits = one word of Philox(counter = element low, element high, scan step low, scan step high; key)
// An element's bits depend on nothing else: not on fusion, order or threads. Constant in the state, so derivatives are zero.
#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/random.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

Expression low_word(const Expression& number) { return loop::cast(number, DType::uint32); }
Expression high_word(const Expression& number) { return loop::cast(number / loop::integer(std::int64_t{1} << 32), DType::uint32); }

struct RandomBits : RandomOp {
  static constexpr std::string_view name = "random_bits";
  static constexpr std::string_view doc = "uint32 words of Philox4x32-10 by stream, element, state and step, these as for random_uniform";
  static constexpr std::array<AttributeDoc, 3> attributes = {
      {{"stream", AttributeType::integer, "keeps two uses apart"},
       {"dims", AttributeType::dims, "of the result"},
       {"word", AttributeType::integer, "0 to 3: of the four that belong to an element; absent: 0"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    const std::int64_t word = attributes.has("word") ? attributes.get<std::int64_t>("word") : 0;
    if (word < 0 || word > 3)
      refuse<ValueError>(
          {.where = std::string(op.name), .what = "there is no such word", .expected = "0 to 3", .received = std::to_string(word)});
    prepare_random(op, inputs, attributes);
    attributes = {{"stream", attributes.get<std::int64_t>("stream")}, {"dims", attributes.get<Dims>("dims")}, {"word", word}};
  }
  static std::vector<Type> infer(const Op&, const Variables&, const Attributes& attributes) {
    return {{DType::uint32, attributes.get<Dims>("dims")}};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    const Attributes& attributes = node.node()->attributes;
    const auto state = [&](std::int64_t word) { return source.at(0, {loop::integer(word)}); };
    const Expression stream = loop::integer(attributes.get<std::int64_t>("stream"));
    const Expressions block = {low_word(stream), high_word(stream), state(2), state(3), state(0), state(1)};

    const Dims& dims = attributes.get<Dims>("dims");
    Expression number = loop::integer(0);
    for (std::size_t i = 0; i < dims.size(); ++i) number = number * loop::size(dims[i]) + index[i];
    const Expression step = node.node()->inputs.size() == 2 ? source.at(1, {}) : loop::integer(0);
    return loop::philox(
        static_cast<int>(attributes.get<std::int64_t>("word")),
        {low_word(number), high_word(number), low_word(step), high_word(step), loop::philox(0, block), loop::philox(1, block)});
  }
};

}  // namespace
constinit const Op table::random_bits = describe<RandomBits>();
}  // namespace pellucid::inline v0
