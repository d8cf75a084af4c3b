// Cross-correlation over any number of spatial axes, channels last, as every neural network calls convolution:
//   out[b, p..., o] = sum over k..., c of x[b, p stride + k dilation - low..., c] kernel[k..., c, o]
// With groups, output channels are split evenly and each group sees its own share of the input channels.
// It is a contraction of sliding windows with the kernel, and so are its derivatives.
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/support/windows.hpp"

namespace pellucid::inline v0 {
namespace {

// The attributes, read.
struct Form {
  Sliding sliding;
  Dims low, high;
  std::int64_t groups;

  explicit Form(const Attributes& attributes)
      : sliding({axes_from(1, attributes.get<Axes>("strides").size()), attributes.get<Axes>("strides"), attributes.get<Axes>("dilations")}),
        low(attributes.get<Dims>("low")),
        high(attributes.get<Dims>("high")),
        groups(attributes.get<std::int64_t>("groups")) {}
  std::size_t spatial() const { return low.size(); }
};

// Padding of the spatial axes as padding of all.
Dims with_ends(const Dims& spatial) {
  Dims dims = {0};
  dims.insert(dims.end(), spatial.begin(), spatial.end());
  dims.emplace_back(0);
  return dims;
}

// `x` with an axis split in two, the first of extent `count`.
Variable split_axis(const Variable& x, std::size_t axis, std::int64_t count) {
  Dims dims = x.dims();
  dims[axis] = floor_divide(dims[axis], count);
  dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(axis), count);
  return reshape_to(x, dims);
}

struct Convolution {
  static constexpr std::string_view name = "convolution";
  static constexpr std::string_view doc = "x[batch, spatial..., channels] with kernel[window..., channels / groups, filters], not flipped";
  static constexpr std::array<std::string_view, 2> inputs = {"x", "kernel"};
  static constexpr std::array<AttributeDoc, 5> attributes = {{{"strides", AttributeType::integers, "of each spatial axis; absent: 1"},
                                                              {"dilations", AttributeType::integers, "of each spatial axis; absent: 1"},
                                                              {"low", AttributeType::dims, "zeros before each spatial axis; absent: 0"},
                                                              {"high", AttributeType::dims, "zeros after each spatial axis; absent: 0"},
                                                              {"groups", AttributeType::integer, "absent: 1"}}};
  using derivative = OfInner;

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    const std::size_t rank = inputs[0].rank();
    if (rank < 3)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "'x' has no spatial axis",
                          .expected = "[batch, spatial axes..., channels]",
                          .received = received(op, inputs),
                          .hint = "A batch or channel axis may be missing."});
    require_rank(op, inputs, 1, rank);
    const DType dtype = common_dtype(inputs);
    for (Variable& input : inputs) input = cast_to(input, dtype == DType::boolean ? DType::int64 : dtype);
    const auto axes_of = [&](std::string_view name) { return attributes.has(name) ? attributes.get<Axes>(name) : Axes(rank - 2, 1); };
    const auto dims_of = [&](std::string_view name) { return attributes.has(name) ? attributes.get<Dims>(name) : Dims(rank - 2, 0); };
    attributes = {{"strides", axes_of("strides")},
                  {"dilations", axes_of("dilations")},
                  {"low", dims_of("low")},
                  {"high", dims_of("high")},
                  {"groups", attributes.has("groups") ? attributes.get<std::int64_t>("groups") : std::int64_t{1}}};
    require_positive(op, "strides", attributes.get<Axes>("strides"), rank - 2);
    require_positive(op, "dilations", attributes.get<Axes>("dilations"), rank - 2);
    for (const char* name : {"low", "high"})
      if (attributes.get<Dims>(name).size() != rank - 2)
        refuse<ShapeError>({.where = std::string(op.name),
                            .what = "'" + std::string(name) + "' does not fit the spatial axes",
                            .expected = std::to_string(rank - 2) + " numbers",
                            .received = to_string(attributes.get<Dims>(name))});
    if (attributes.get<std::int64_t>("groups") < 1)
      refuse<ValueError>({.where = std::string(op.name),
                          .what = "'groups' is not above 0",
                          .received = std::to_string(attributes.get<std::int64_t>("groups"))});
    make_channels_meet(inputs, attributes.get<std::int64_t>("groups"));
  }

  // The channels of `x` are those of the kernel times groups; a known extent tells the other.
  static void make_channels_meet(Variables& inputs, std::int64_t groups) {
    const std::size_t last = inputs[0].rank() - 1;
    const Dim channels = inputs[0].dims()[last], seen = inputs[1].dims()[last - 1] * groups, each = floor_divide(channels, groups);
    if (!can_be_equal(seen, channels)) return;
    if (channels.is_known()) inputs[1] = with_extent(inputs[1], last - 1, each);
    else inputs[0] = with_extent(inputs[0], last, seen);
  }

  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const Form form(attributes);
    const Dims &x = inputs[0].dims(), &kernel = inputs[1].dims();
    Dims dims = {x[0]};
    for (std::size_t i = 0; i < form.spatial(); ++i) {
      const Dim count = form.sliding.count(i, x[i + 1] + form.low[i] + form.high[i], kernel[i]);
      if (!kernel[i].is_known() || kernel[i] == 0 || (count.is_known() && count.value() <= 0))
        refuse<ShapeError>({.where = std::string(op.name),
                            .what = "the kernel does not fit on axis " + std::to_string(i + 1) + " of 'x', padding included",
                            .expected = "a window of known size, no longer than the axis",
                            .received = received(op, inputs),
                            .hint = "Choose a smaller window or dilation, or pad."});
      dims.push_back(count);
    }
    const Dim &channels = kernel[form.spatial()], &filters = kernel.back();
    if (channels * form.groups != x.back() || floor_divide(filters, form.groups) * form.groups != filters)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "the channels do not fit",
                          .expected = "channels of 'x' = channels of 'kernel' times groups, and filters that groups divide",
                          .received = received(op, inputs) + ", " + std::to_string(form.groups) + " groups",
                          .hint = "Channels come last in 'x' and before the filters in 'kernel'."});
    dims.push_back(filters);
    return {{common_dtype(inputs), dims}};
  }

  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                             Differentiator& derive) {
    if (batched[1]) return vectorize_inner(node, inputs, batched, size, derive);
    Dims dims = node.inputs()[0].dims(), result = node.outputs()[0].dims();
    dims[0] = size * dims[0];  // a batch of batches is a larger batch
    result.insert(result.begin(), size);
    return {reshape_to(vocabulary::convolution(reshape_to(inputs[0], dims), inputs[1], node.node()->attributes), result)};
  }

  static Variable inner(const Variables& inputs, const Apply& node) {
    const Form form(node.node()->attributes);
    const std::size_t spatial = form.spatial();
    Variable x = inputs[0], kernel = inputs[1];
    const Dims none(spatial, 0);
    if (form.low != none || form.high != none) x = vocabulary::pad(x, {{"low", with_ends(form.low)}, {"high", with_ends(form.high)}});
    Axes sizes;
    for (std::size_t i = 0; i < spatial; ++i) sizes.push_back(kernel.dims()[i].value());
    x = vocabulary::windows(x, form.sliding.attributes().with("sizes", sizes));  // [batch, positions..., channels, window...]

    std::string positions, window;
    for (std::size_t i = 0; i < spatial; ++i) {
      positions += static_cast<char>('A' + i);
      window += static_cast<char>('N' + i);
    }
    x = split_axis(x, spatial + 1, form.groups);
    kernel = split_axis(kernel, spatial + 1, form.groups);
    const Variable grouped = contract(x, kernel, {"b" + positions + "gc" + window, window + "cgo", "b" + positions + "go"});
    return reshape_to(grouped, node.outputs()[0].dims());
  }
};

}  // namespace
constinit const Op table::convolution = describe<Convolution>();
}  // namespace pellucid::inline v0
