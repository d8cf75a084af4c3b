#include "compiler/rewrite_samples.hpp"

#include "graph/scan.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

// What the samples are made of; rewrite_samples says the dtypes.
DType floating = DType::float64;
Variable x, y;  // of that dtype
Variable k;     // integers
const Variable whole = input("whole", {4, 6}, DType::int64), single = input("single", {4, 6}, DType::float32);

Variable condition() { return v::less(x, y); }
Variable as(const Variable& of, DType dtype) { return v::cast(of, {{"dtype", dtype}}); }
Variable slice(const Variable& of, const Dims& starts, const Dims& extents, const Axes& steps) {
  return v::slice(of, {{"starts", starts}, {"extents", extents}, {"steps", steps}});
}
Variable pad(const Variable& of, const Dims& low, const Dims& high) { return v::pad(of, {{"low", low}, {"high", high}}); }
Variable broadcast(const Variable& of, const Dims& dims, const Axes& axes) { return v::broadcast(of, {{"dims", dims}, {"axes", axes}}); }
Variable concatenate(const std::vector<Operand>& parts) { return v::concatenate(parts, {{"axis", std::int64_t{1}}}); }
Variable row() { return v::sum(x, {{"axes", Axes{0}}}); }
Attributes labels(const char* text) { return {{"labels", std::string(text)}}; }

std::vector<RewriteSample> canonical() {
  const Attributes all = {{"axes", Axes{0, 1}}};
  const Variable thin = reshape_to(x, {1, 24});
  return {
      {"stop_gradient", {x}, v::stop_gradient(x)},
      {"stop_gradient", {x}, v::flow_limit(x)},
      {"cast to the same", {x}, v::cast(x, {{"dtype", x.dtype()}})},
      {"cast of cast", {whole}, as(as(as(whole, DType::int8), DType::float32), DType::float64)},
      {"cast of cast", {whole}, as(as(as(whole, DType::int8), DType::int16), DType::float64)},
      {"cast of cast", {whole}, as(as(as(whole, DType::int8), DType::int16), DType::uint8)},
      {"cast of cast", {x}, as(as(as(x, DType::float16), DType::float32), DType::float64)},
      {"cast of cast", {whole}, as(as(v::equal(whole, 1), DType::int8), DType::float64)},
      {"cast of cast", {whole}, as(as(as(whole, DType::uint8), DType::float32), DType::int16)},
      {"cast of cast", {whole}, as(as(as(whole, DType::int32), DType::float64), DType::float32)},
      {"cast of cast", {whole}, as(as(as(whole, DType::uint8), DType::uint16), DType::float64)},
      {"constant to the right", {x}, v::add(2, x)},
      {"constant to the right", {x}, v::multiply(2, x)},
      {"constant to the right", {whole}, v::equal(2, whole)},
      {"constant to the right", {whole}, v::not_equal(2, whole)},
      {"constant to the right", {whole}, v::logical_and(constant(1, DType::boolean), v::equal(whole, 1))},
      {"constant to the right", {whole}, v::logical_or(constant(1, DType::boolean), v::equal(whole, 1))},
      {"transpose of nothing", {x}, v::transpose(reshape_to(x, {4, 1, 6}), {{"axes", Axes{1, 0, 2}}})},
      {"transpose of nothing", {x}, v::transpose(x, {{"axes", Axes{0, 1}}})},
      {"transpose of transpose",
       {x},
       v::transpose(v::transpose(reshape_to(x, {4, 2, 3}), {{"axes", Axes{2, 0, 1}}}), {{"axes", Axes{1, 0, 2}}})},
      {"reshape of reshape", {x}, reshape_to(reshape_to(x, {24}), {6, 4})},
      {"reshape of reshape", {x}, v::reshape(x, {{"dims", x.dims()}})},
      {"reshape of reshape", {x}, reshape_to(v::sum(x, all), {1, 1})},
      {"ensured shape of what has it", {x}, v::ensure_shape(x, {{"dims", x.dims()}})},
      {"broadcast of nothing", {x}, broadcast(x, {1, 4, 1, 6}, {1, 3})},
      {"broadcast of nothing", {x}, broadcast(v::sum(x), {}, {})},
      {"broadcast of broadcast", {x}, broadcast(broadcast(row(), {6, 2}, {0}), {3, 6, 2}, {1, 2})},
      {"slice of everything", {x}, slice(x, {0, 0}, {4, 6}, {1, 1})},
      {"slice of slice", {x}, slice(slice(x, {3, 1}, {4, 2}, {-1, 3}), {1, 1}, {2, 1}, {2, 1})},
      {"slice of broadcast", {x}, slice(broadcast(row(), {5, 6}, {1}), {2, 1}, {2, 2}, {1, 2})},
      {"slice of concatenation", {x, y}, slice(concatenate({x, y, x}), {1, 6}, {2, 6}, {1, 1})},
      {"slice of concatenation", {x, y}, slice(concatenate({x, y, x}), {1, 11}, {2, 3}, {1, -2})},
      {"pad by nothing", {x}, pad(x, {0, 0}, {0, 0})},
      {"pad of pad", {x}, pad(pad(x, {1, 0}, {0, 2}), {0, 3}, {1, 1})},
      {"concatenation of concatenation", {x, y}, concatenate({x, concatenate({y, x})})},
      {"concatenation of concatenation", {x}, concatenate({x})},
      {"reduction of nothing", {x}, v::sum(x, {{"axes", Axes{}}})},
      {"reduction of nothing", {x}, v::product(thin, {{"axes", Axes{0}}})},
      {"reduction of nothing", {x}, v::reduce_max(thin, all)},
      {"reduction of nothing", {x}, v::reduce_min(thin, all)},
      {"extremum of extremum", {x}, v::reduce_min(v::reduce_min(x, {{"axes", Axes{1}}}), {{"axes", Axes{0}}})},
      {"extremum of extremum", {x}, v::reduce_max(v::reduce_max(reshape_to(x, {2, 2, 6}), {{"axes", Axes{1}}}), {{"axes", Axes{0}}})},
      {"contraction of transpose",
       {x, y},
       v::contraction(v::transpose(reshape_to(x, {4, 2, 3}), {{"axes", Axes{1, 2, 0}}}), reshape_to(y, {2, 3, 4}), labels("abk,abc->kc"))},
      {"contraction of transpose", {x, y}, v::contraction(x, v::transpose(y), labels("ik,kj->ij"))},
      {"contraction of transpose", {x, y}, v::contraction(v::transpose(x), v::transpose(y), labels("ka,kb->ab"))},
  };
}

std::vector<RewriteSample> folding() {
  return {
      {"constant expression", {}, v::exp(constant(2, DType::float64))},
      {"constant expression", {}, v::sum(constant(Array(std::vector<double>{1, 2, 4})))},
      {"uniform array", {x}, x + constant(Array::full({4, 6}, 3, DType::float64))},
      {"elementwise of repeated", {x}, v::exp(broadcast(v::sum(x), {3}, {})) + 2},
      {"movement of repeated", {x}, reshape_to(broadcast(v::sum(x), {4, 3}, {}), {2, 6})},
      {"movement of repeated", {x}, slice(broadcast(v::sum(x), {4}, {}), {1}, {2}, {1})},
      {"movement of repeated", {x}, v::transpose(broadcast(v::sum(x), {4, 3}, {}))},
      {"known extent", {}, v::extent(std::vector<Operand>{}, {{"dims", Dims{3, 4}}, {"dtype", DType::float64}})},
      {"iota of one", {}, counting({1, 5}, 0)},
  };
}

std::vector<RewriteSample> algebra() {
  return {
      {"add zero", {x}, x + 0},
      {"subtract zero", {x}, x - 0},
      {"subtract from zero", {x}, 0 - x},
      {"multiply by one", {x}, x * 1},
      {"divide by one", {x}, x / 1},
      {"multiply by minus one", {x}, x * -1},
      {"multiply by zero", {k}, k * 0},
      {"flow through a slope", {x}, v::flow_product(x, full(2, x.type()))},
      {"flow through a slope", {x}, v::flow_product(full(0, x.type()), x)},
      {"flow through a slope", {x, y}, v::flow_product(x, as(condition(), DType::float64))},
      {"flow through a slope", {x, y}, v::flow_product(x, v::where(condition(), 3, y))},
      {"flow over y", {x}, v::flow_quotient(full(3, x.type()), x)},
      {"flow over y", {x}, v::flow_quotient(full(0, x.type()), x)},
      {"flow by a sign", {x}, v::flow_sign(full(3, x.type()), x)},
      {"flow by a sign", {x}, v::flow_sign(full(0, x.type()), x)},
      {"subtract itself", {k}, k - k},
      {"divide by a power of two", {x}, x / 8},
      {"divide by a power of two", {single}, single / 8},
      {"divide by a power of two", {x}, x / 0x1p98},
      {"divide by a power of two", {x}, x / 0x1p-98},
      {"multiply constants", {x}, x * 3 * 2},
      {"multiply constants", {x}, x * -2 * 3},
      {"negate negated", {x}, -(-x)},
      {"add negated", {x, y}, x + (-y)},
      {"add negated", {x, y}, (-x) + y},
      {"subtract negated", {x, y}, x - (-y)},
      {"negate a difference", {x, y}, -(x - y)},
      {"negate outside", {x, y}, (-x) * y},
      {"negate outside", {x, y}, x / (-y)},
      {"negate outside", {x, y}, v::flow_product(-x, y)},
      {"negate a factor", {x}, -(x * 3)},
      {"known power", {x}, v::power(x, 0)},
      {"known power", {x}, v::power(x, 1)},
      {"known power", {x}, v::power(x, 2)},
      {"known power", {x}, v::power(x, -1)},
      {"of the same", {x}, v::maximum(x, x)},
      {"of the same", {x}, v::minimum(x, x)},
      {"of the same", {x, y}, v::logical_and(condition(), condition())},
      {"of the same", {x, y}, v::logical_or(condition(), condition())},
      {"compare with itself", {x}, v::less(x, x)},
      {"compare with itself", {k}, v::less_equal(k, k)},
      {"compare with itself", {k}, v::equal(k, k)},
      {"compare with itself", {k}, v::not_equal(k, k)},
      {"known logic", {x, y}, v::logical_and(condition(), full(1, condition().type()))},
      {"known logic", {x, y}, v::logical_or(condition(), full(1, condition().type()))},
      {"not not", {x, y}, v::logical_not(v::logical_not(condition()))},
      {"choose the same", {x, y}, v::where(condition(), x, x)},
      {"choose by a known", {x, y}, v::where(full(0, condition().type()), x, y)},
      {"choose by a known", {x, y}, v::where(full(1, condition().type()), x, y)},
      {"choose by not", {x, y}, v::where(v::logical_not(condition()), x, y)},
      {"drop a sign", {x}, v::absolute(-x)},
      {"drop a sign", {x}, v::absolute(v::absolute(x))},
      {"bounds of one side", {x}, v::maximum(v::maximum(x, 1), 0.5)},
      {"bounds of one side", {x}, v::minimum(v::minimum(x, 1), 0.5)},
      {"sum of pads", {x, y}, pad(x, {0, 7}, {0, 2}) + pad(y, {0, 1}, {0, 8})},
      {"sum of pads", {x, y}, pad(x, {0, 6}, {0, 0}) + pad(y, {0, 0}, {0, 6})},
      {"sum of pads", {x, y}, pad(x, {0, 0}, {0, 6}) + pad(y, {0, 6}, {0, 0})},
  };
}

std::vector<RewriteSample> reductions() {
  const Variable stretched = broadcast(x, {4, 5, 6}, {0, 2});
  return {
      {"reduction of repeated", {x}, v::sum(stretched, {{"axes", Axes{1, 2}}})},
      {"reduction of repeated", {x}, v::sum(broadcast(row(), {2, 3, 6}, {2}), {{"axes", Axes{0, 1}}})},
      {"reduction of repeated", {x}, v::sum(broadcast(x, {4, 1, 6}, {0, 2}), {{"axes", Axes{1}}})},
      {"reduction of repeated", {x}, v::reduce_max(stretched, {{"axes", Axes{1}}})},
      {"reduction of repeated", {x}, v::reduce_min(stretched, {{"axes", Axes{0, 1}}})},
      {"contraction of repeated", {x, y}, v::contraction(stretched, y, labels("ack,bk->cab"))},
      {"contraction of repeated", {x, y}, v::contraction(y, stretched, labels("bk,ack->cab"))},
      {"contraction with a number", {x}, v::contraction(reshape_to(x, {1, 4, 6}), full(2, {floating, {1, 3}}), labels("kab,kc->bca"))},
      {"contraction with a number", {x}, v::contraction(reshape_to(x, {4, 1, 6}), full(2, {floating, {3, 1}}), labels("akb,ck->bca"))},
      {"contraction with a number", {x}, v::contraction(full(2, {floating, {1, 3}}), reshape_to(x, {1, 4, 6}), labels("kc,kab->bca"))},
  };
}

std::vector<RewriteSample> stability() {
  const Attributes last = {{"axis", std::int64_t{1}}}, over = {{"axes", Axes{1}}};
  const Variable e = v::exp(x), column = v::exp(reshape_to(x, {24, 1}));
  return {
      {"log of softmax", {x}, v::log(v::softmax(x, last))},
      {"log of sigmoid", {x}, v::log(v::sigmoid(x))},
      {"log of exp", {x}, v::log(e)},
      {"log of a sum of exp", {x}, v::log(v::sum(e, over))},
      {"log of a sum of exp", {x}, v::log(v::sum(column, over))},
      {"log of one and", {x}, v::log(x + 1)},
      {"log of one and", {x}, v::log(1 - v::sigmoid(x))},
      {"log of one and", {x}, v::log(1 - x / 8)},
      {"log1p of exp", {x}, v::log1p(e)},
      {"exp less one", {x}, e - 1},
      {"exp less one", {x}, 1 - e},
      {"exp and minus one", {x}, e + -1},
      {"one less sigmoid", {x}, 1 - v::sigmoid(x)},
      {"one less tanh squared", {x}, 1 - v::square(v::tanh(x))},
      {"one less tanh squared", {x}, 1 - v::tanh(x) * v::tanh(x)},
      {"exp over its sum", {x}, e / broadcast(v::sum(e, over), x.dims(), {0})},
      {"exp over its sum", {x}, column / broadcast(v::sum(column, over), {24, 1}, {0})},
      {"root of square", {x}, v::square_root(v::square(x))},
      {"root of square", {x}, v::square_root(x * x)},
  };
}

std::vector<RewriteSample> loops() {
  const Variable w = reshape_to(y, {6, 4}), start = full(0.5, {floating, {4}});
  const Variable long_rows = reshape_to(concatenate({x, x}), {4, 12}), weights = v::contraction(x, x, labels("ki,kj->ij"));
  const Variable tall = concatenate_along({weights, weights}, 0);  // [12, 6]
  const auto hoisted = scan({.sequences = {long_rows}, .initial = {full(0.5, {floating, {6}})}, .length = 4}, [&](const ScanStep& at) {
    const Variable now = v::tanh(at.carries[0] + v::contraction(v::exp(-at.slices[0]), tall, labels("k,kj->j")));
    return ScanYield{.carries = {now}, .collected = {now}};
  });
  const auto summed = [&](bool reverse) {
    return scan(
        {.sequences = {x}, .initial = {start, full(0.25, w.type()), start}, .length = 4, .reverse = reverse}, [&](const ScanStep& at) {
          const Variable now = v::tanh(at.carries[0] + v::contraction(at.slices[0], w, labels("k,kj->j")));
          return ScanYield{.carries = {now, at.carries[1] + v::contraction(at.slices[0], now, labels("k,j->kj")), now + at.carries[2]},
                           .collected = {now * 2 + cast_to(at.step, floating)}};
        });
  };
  const auto all = [](const ScanResult& result) {
    Variable total = v::sum(result.collected[0]);
    for (const Variable& carry : result.carries) total = total + v::sum(carry);
    return total;
  };
  return {
      {"contraction before a scan", {x, y}, all(hoisted)},
      {"accumulation after a scan", {x, y}, all(summed(false))},
      {"accumulation after a scan", {x, y}, all(summed(true))},
  };
}

}  // namespace

std::vector<RewriteSample> rewrite_samples(DType of_floats, DType of_integers) {
  floating = of_floats;
  x = input("x", {4, 6}, floating);
  y = input("y", {4, 6}, floating);
  k = input("k", {4, 6}, of_integers);
  std::vector<RewriteSample> all;
  for (const auto& table : {canonical(), folding(), algebra(), reductions(), stability(), loops()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

}  // namespace pellucid::inline v0
