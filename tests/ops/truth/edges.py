#!/usr/bin/env python3
"""Writes edges.txt: what every function of numbers is at its edges, with its first and second derivatives, worked out with 1200 digits.

Each function is said once more, in the plainest formula, and derived by differences: with so many digits nothing cancels. Where it has a corner,
a pole or a jump, the line says what is agreed there. Needs mpmath. Run it after a change: edges.py > edges.txt

A block: [op] attributes; then `within` the units in the last place that value, first and second derivatives may err by (where not 4); a row for each
point: inputs, value, first derivatives (an output by each input), second ones. An input that is not derived by stands before a semicolon.
"""
import itertools
import struct

from mpmath import mp, mpf

mp.dps = 1200
INF, NAN = mp.inf, mp.nan


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


TINY = [0.0, -0.0, 1e-310, -1e-310] + [single(s * x) for x in (1e-40, 1e-20) for s in (1, -1)]
MIDDLE = [s * x for x in (0.5, 1, 3, 5.90625, 13, 20, 40, 80.5, 90, 91, 700) for s in (1, -1)] + [2.5, -2.5, 6]
LARGE = [single(s * 1e30) for s in (1, -1)] + [INF, -INF]
POINTS = TINY + MIDDLE + LARGE


def at_infinity(x):  # a number beyond every float stands for infinity
    return mpf(x) if abs(x) != INF else mp.sign(x) * mpf(10) ** 340


def differences(f, at):
    """f at a list of numbers and its derivatives: values, [output][input], [output][input][input]."""
    at = [at_infinity(x) for x in at]
    n = len(at)
    step = [abs(x) / mpf(10) ** 100 if abs(x) > 1e10 else mpf(10) ** -400 for x in at]

    def moved(*by):
        x = list(at)
        for i, sign in by:
            x[i] += sign * step[i]
        return f(*x)
    value = f(*at)
    m = len(value)
    plus, minus = [moved((i, 1)) for i in range(n)], [moved((i, -1)) for i in range(n)]
    first = [[(plus[i][k] - minus[i][k]) / (2 * step[i]) for i in range(n)] for k in range(m)]
    second = [[[0] * n for _ in range(n)] for _ in range(m)]
    for i, j in itertools.combinations_with_replacement(range(n), 2):
        if i == j:
            corners = [(plus[i][k] - 2 * value[k] + minus[i][k]) / step[i] ** 2 for k in range(m)]
        else:
            a, b, c, d = (moved((i, s), (j, t)) for s, t in ((1, 1), (1, -1), (-1, 1), (-1, -1)))
            corners = [(a[k] - b[k] - c[k] + d[k]) / (4 * step[i] * step[j]) for k in range(m)]
        for k in range(m):
            second[k][i][j] = second[k][j][i] = corners[k]
    return value, first, second


def number(x):
    x = mpf(x)
    if mp.isnan(x):
        return "nan"
    if abs(x) >= mpf(2) ** 1024:
        return "inf" if x > 0 else "-inf"
    text = repr(float(x)) if abs(x) > mpf(10) ** -330 and not mp.isinf(x) else "0"
    return "0" if text in ("0.0", "-0.0") else text.removesuffix(".0")


def flat(nested):
    return [x for each in nested for x in (flat(each) if isinstance(each, list) else [each])]


def block(head, rows, within=(4, 4, 4)):
    print(f"\n[{head}]")
    if within != (4, 4, 4):
        print("within", *within)
    for constants, at, result in rows:
        given = "".join(number(c) + " " for c in constants) + "; " if constants else ""
        inputs = " ".join("-0" if x == 0 and str(x)[0] == "-" else number(x) for x in at)
        print(given + inputs, *(" ".join(number(x) for x in flat(list(part))) for part in result), sep=" | ")


def smooth(head, f, at={}, points=POINTS, within=(4, 4, 4)):
    """`at` says (value, first, second) where differences do not."""
    rows = []
    for x in points:
        agreed = at.get(x) if x == x else None
        result = ([agreed[0]], [[agreed[1]]], [[[agreed[2]]]]) if agreed else differences(lambda t: [f(t)], [x])
        rows.append(([], [x], result))
    rows.append(([], [NAN], ([NAN], [[NAN]], [[[NAN]]])))
    block(head, rows, within)


def pieces(head, f):
    """f gives (value, first, second) by itself: of straight lines and parabolas."""
    rows = []
    for x in POINTS:
        v, d, h = f(mpf(x))
        rows.append(([], [x], ([v], [[d]], [[[h]]])))
    block(head, rows)


def several(head, f, points, at={}, within=(4, 4, 4)):
    rows = []
    for x in points:
        constants, inputs = ([], x) if not isinstance(x[0], list) else x
        key = tuple(inputs)
        rows.append((constants, inputs, at[key] if key in at else differences(lambda *t: f(*constants, *t), inputs)))
    block(head, rows, within)


exp, log, sqrt = mp.exp, mp.log, mp.sqrt


def expm(x):  # e^-x, 0 where it is no number of any dtype
    return exp(-x) if x < 10 ** 6 else mpf(0)


def sigmoid(x):
    return 1 / (1 + expm(x)) if x > -10 ** 6 else mpf(0)


def tanh(x):
    return 2 * sigmoid(2 * x) - 1


def softplus(x):
    return log(1 + exp(x)) if x < 10 ** 6 else x


def phi(x):
    return mp.erfc(-x / sqrt(2)) / 2 if abs(x) < 10 ** 3 else mpf(x > 0)


def cut(low, high, slope, offset, at_corners):
    """slope x + offset between low and high, which the line meets: constant beyond."""
    def f(x):
        if x < low or x > high:
            return slope * (low if x < low else high) + offset, 0, 0
        return slope * x + offset, slope if low < x < high or at_corners else 0, 0
    return f


def main():
    print("# Written by edges.py. A block for each function: inputs | value | first derivatives | second derivatives")
    none = (NAN, NAN, NAN)
    sided = [x for x in POINTS if x < 0]  # where logarithms and roots are not defined
    beyond = {x: (INF, INF, INF) for x in POINTS if x > 10 ** 6}
    smooth("exp", lambda x: expm(-x), beyond)
    smooth("expm1", lambda x: expm(-x) - 1, beyond)
    slow, not_minus_0 = {INF: (INF, 0, 0)}, [x for x in POINTS if str(x) != "-0.0"]
    smooth("log", log, {x: none for x in sided} | {0.0: (-INF, INF, -INF)} | slow, not_minus_0)
    smooth("log1p", lambda x: log(1 + x), {x: none for x in sided if x < -1} | {-1: (-INF, INF, -INF)} | slow)
    smooth("square_root", sqrt, {x: none for x in sided} | slow, [x for x in POINTS if x != 0])
    for name, f in (("sin", mp.sin), ("cos", mp.cos), ("tan", mp.tan)):
        smooth(name, f, {INF: none, -INF: none}, within=(4, 4, 8) if name == "tan" else (4, 4, 4))
    smooth("tanh", tanh)
    smooth("sech_squared", lambda x: 4 * sigmoid(2 * x) * sigmoid(-2 * x))
    smooth("erf", lambda x: 1 - 2 * phi(-x * sqrt(2)))
    smooth("erfc", lambda x: 2 * phi(-x * sqrt(2)))
    smooth("gaussian", lambda x: expm(x * x))
    smooth("gaussian rate=0.5", lambda x: expm(x * x / 2))
    smooth("ndtr", phi)
    smooth("ndtr approximate=true", lambda x: sigmoid(2 * sqrt(2 / mp.pi) * (x + mpf("0.044715") * x ** 3)),
           points=[x for x in POINTS if x == 0 or abs(x) > 0.1], within=(4, 4, 16))
    smooth("square", lambda x: x * x)
    smooth("reciprocal", lambda x: 1 / x, {0.0: (INF, -INF, INF)}, not_minus_0)
    smooth("negate", lambda x: -x)
    pieces("absolute", lambda x: (abs(x), mp.sign(x), 0))
    pieces("sign", lambda x: (mp.sign(x), 0, 0))
    for name, f in (("floor", mp.floor), ("ceil", mp.ceil), ("round", mp.nint)):
        pieces(name, lambda x: (f(x) if mp.isfinite(x) else x, 0, 0))

    smooth("sigmoid", sigmoid)
    smooth("logistic_density", lambda x: sigmoid(x) * sigmoid(-x))
    smooth("log_sigmoid", lambda x: -softplus(-x))
    smooth("softplus", softplus)
    smooth("softsign", lambda x: x / (1 + abs(x)), {0.0: (0, 1, 0), -0.0: (0, 1, 0)})
    smooth("silu", lambda x: x * sigmoid(x), within=(4, 4, 16))
    smooth("mish", lambda x: x * tanh(softplus(x)), within=(4, 10, 16))
    smooth("gelu", lambda x: x * phi(x), points=POINTS + [-12.75, -37.25])  # and where the tail has a form of its own
    smooth("gelu approximate=true", lambda x: x * sigmoid(2 * sqrt(2 / mp.pi) * (x + mpf("0.044715") * x ** 3)), within=(4, 4, 5))
    smooth("tanh_shrink", lambda x: x - tanh(x), points=POINTS + [1.9375, -1.9375])  # and at the end of the series
    smooth("squareplus", lambda x: (x + sqrt(x * x + 4)) / 2)
    smooth("squareplus b=0.25", lambda x: (x + sqrt(x * x + mpf("0.25"))) / 2)
    for head, alpha, scale, rate in (("elu", 1, 1, 1), ("elu alpha=0.5", mpf("0.5"), 1, 1), ("celu", 1, 1, 1), ("celu alpha=2", 2, 1, mpf("0.5")),
                                     ("selu", mpf("1.6732632423543772848170429916717"), mpf("1.0507009873554804934193349852946"), 1)):
        at_0 = (0, scale * alpha * rate, scale * alpha * rate ** 2)
        smooth(head, lambda x: scale * (x if x > 0 else alpha * (expm(-rate * x) - 1)), {0.0: at_0, -0.0: at_0})
    pieces("relu", lambda x: (max(x, 0), mpf(x > 0), 0))
    pieces("relu6", cut(0, 6, 1, 0, False))
    pieces("leaky_relu", lambda x: (x if x > 0 else x * mpf("0.2"), 1 if x > 0 else mpf("0.2"), 0))
    pieces("relu_general negative_slope=0.5 max_value=6 threshold=1",
           lambda x: (min(x, 6), mpf(x <= 6), 0) if x > 1 else ((x - 1) / 2, mpf(x < 1) / 2, 0))
    pieces("hard_sigmoid", cut(-3, 3, mpf(1) / 6, mpf("0.5"), False))
    pieces("hard_sigmoid_keras2", cut(mpf("-2.5"), mpf("2.5"), mpf("0.2"), mpf("0.5"), True))
    pieces("hard_tanh", cut(-1, 1, 1, 0, True))
    pieces("sparse_sigmoid", cut(-1, 1, mpf("0.5"), mpf("0.5"), True))
    pieces("hard_silu", lambda x: (x * (x + 3) / 6, (2 * x + 3) / 6, mpf(1) / 3) if abs(x) < 3 else (max(x, 0), mpf(x > 0), 0))
    pieces("sparse_plus", lambda x: ((x + 1) ** 2 / 4, (x + 1) / 2, mpf("0.5")) if abs(x) <= 1 else (max(x, 0), mpf(x > 0), 0))
    pieces("hard_shrink", lambda x: (x, 1, 0) if abs(x) > 0.5 else (0, 0, 0))
    pieces("soft_shrink", lambda x: (x - mp.sign(x) / 2, 1, 0) if abs(x) > 0.5 else (0, 0, 0))
    pieces("threshold threshold=1 default_value=-2", lambda x: (x, 1, 0) if x > 1 else (-2, 0, 0))

    few = [0.0, single(1e-40), single(-1e-20), 0.5, -1, 3, -20, 40, single(1e15)]
    pairs = [[a, b] for a in few for b in few]
    apart = [[a, b] for a, b in pairs if a != b]
    several("add", lambda a, b: [a + b], pairs)
    several("subtract", lambda a, b: [a - b], pairs)
    several("multiply", lambda a, b: [a * b], pairs)
    several("divide", lambda a, b: [a / b], [[a, b] for a, b in pairs if abs(b) > 1e-38])
    half = mpf("0.5")
    for name, choose in (("maximum", max), ("minimum", min)):
        tie = {(a, a): ([a], [[half, half]], [[[0, 0], [0, 0]]]) for a in few}
        several(name, lambda a, b: [choose(a, b)], pairs, tie)
    several("clip", lambda x, low, high: [min(max(x, low), high)], [[x, -1.0, 2.0] for x in (-20, -0.5, 0.0, 1.5, 3, single(1e30))],
            {})
    powers = [[a, b] for a in (single(1e-12), 0.5, 1, 3, 20, 90) for b in (-3, -1, -0.5, 0.0, 0.25, 1, 2, 2.5, 7)]
    at_0 = {(0.0, b): ([0], [[s, 0]], [[[t, m], [m, 0]]])
            for b, s, t, m in ((0.25, INF, -INF, -INF), (0.5, INF, -INF, -INF), (1.0, 1, 0, -INF), (1.5, 0, INF, 0), (2.0, 0, 2, 0), (3.0, 0, 0, 0))}
    several("power", lambda a, b: [a ** b], powers + [list(key) for key in at_0], at_0, within=(4, 8, 16))
    several("power_by_base", lambda a, b: [b * a ** (b - 1)], powers, within=(8, 8, 16))
    several("power_by_exponent", lambda a, b: [a ** b * log(a)], powers, within=(8, 8, 16))
    several("modulo", lambda a, b: [a - b * mp.floor(a / b)],
            [[single(a), single(b)] for a, b in ((891.19214, .3798773), (-7.25, 2), (3.5, -2), (1e30, 3.7), (-1e30, 3.7), (1e-20, 0.1), (-1e-20, 3), (5, 7), (-5, -7))])

    rows = [[0.0, 0.0], [40.0, 0.0], [0.0, 40.0], [-20.0, 0.5], [1.0, -1.0], [1e5, 1e5], [1e8, 1e8], [1000.0, 990.0], [-91.0, 0.0], [700.0, -700.0],
            [single(1e30), 0.0], [single(1e-40), 0.0]]
    threes = [[a, b, c] for [a, b] in rows[:6] for c in (1.5, 41.0)]

    def sum_exp(x):
        top = max(x)
        return [expm(top - t) for t in x]

    def softmax(*x):
        e = sum_exp(x)
        return [t / sum(e) for t in e]

    def log_sum_exp(*x):
        return [max(x) + log(sum(sum_exp(x)))]

    def log_softmax(*x):
        return [t - log_sum_exp(*x)[0] for t in x]
    for points in (rows, threes):
        several("softmax", softmax, [x for x in points if sum(map(abs, x)) > 1e-30], within=(4, 4, 32))
        several("log_softmax", log_softmax, points, within=(4, 4, 16))
        several("log_sum_exp axes=1", log_sum_exp, points, within=(4, 4, 16))
    pairs = [[3.0, -4.0], [-20.0, 0.5], [90.0, 91.0], [700.0, -700.0], [single(1e15), single(-2e15)], [single(-1e-15), single(2e-15)]]
    several("l2_norm axes=1", lambda *x: [sqrt(sum(t * t for t in x))], pairs, within=(4, 4, 4096))  # 1 / n - x x / n^3 cancels
    labelled = [([float(k)], x) for x in rows for k in (0, 1)]
    several("sparse_categorical_crossentropy from_logits=true", lambda k, *x: [-log_softmax(*x)[int(k)]], [[list(k), x] for k, x in labelled],
            within=(4, 4, 16))
    several("categorical_crossentropy from_logits=true", lambda s, t, *x: [-s * log_softmax(*x)[0] - t * log_softmax(*x)[1]],
            [[[float(k), 1.0 - k], x] for x in rows for k in (0, 1)], within=(4, 4, 16))
    several("binary_crossentropy from_logits=true", lambda y, x: [y * softplus(-x) + (1 - y) * softplus(x)],
            [[[y], [x]] for y in (0.0, 1.0) for x in POINTS if abs(x) < INF])
    several("glu", lambda a, b: [a * sigmoid(b)], [[a, b] for a in (single(1e-20), 1, -3, 40) for b in (0.0, 1, -20, 40, -80)])


if __name__ == "__main__":
    main()
