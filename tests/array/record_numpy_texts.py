#!/usr/bin/env python3
"""Writes numpy_texts.inc: arrays and what NumPy prints for them. Run by hand, with NumPy 2.4, when a case is added."""

import pathlib

import numpy as np

nan, inf = np.nan, np.inf
CASES = [  # label, dtype, shape, values (nothing: 0, 1, 2, ...)
    ("a scalar", "float32", (), [1.5]),
    ("a whole scalar", "float64", (), [3]),
    ("a scalar of many digits", "float64", (), [0.1234567890123456]),
    ("a large scalar", "float64", (), [1e16]),
    ("a large float32 scalar", "float32", (), [1234567]),
    ("a tiny scalar", "float32", (), [1.5e-7]),
    ("a scalar that is no number", "float64", (), [nan]),
    ("negative infinity", "float64", (), [-inf]),
    ("an integer scalar", "int64", (), [-7]),
    ("a bool scalar", "bool", (), [1]),
    ("nothing", "float32", (0,), []),
    ("nothing, with a shape", "float32", (0, 3), []),
    ("no bools", "bool", (0,), []),
    ("integers", "int64", (5,), [1, -20, 300, 0, 5]),
    ("small integers", "int8", (2, 2), [-128, 127, 0, 1]),
    ("unsigned integers", "uint16", (3,), [0, 65535, 7]),
    ("bools", "bool", (2, 3), [1, 0, 1, 0, 0, 1]),
    ("wrapped integers", "int32", (40,), None),
    ("whole floats", "float64", (3,), [1, 2, 3]),
    ("float32", "float32", (2, 2), [1, 2, 3, 4]),
    ("digits of float32", "float32", (4,), [0.1, 0.2, 1 / 3, 2 / 3]),
    ("digits of float64", "float64", (4,), [0.1, 0.2, 1 / 3, 2 / 3]),
    ("digits of float16", "float16", (4,), [0.1, 0.2, 1 / 3, 2 / 3]),
    ("float16 below a power of two", "float16", (2,), [0.015625, 0.5]),
    ("mixed lengths", "float64", (2, 3), [1, 2.25, -3, 100.125, 0.5, 0]),
    ("negative zero", "float64", (2,), [-0.0, 0.0]),
    ("a wide range", "float64", (4,), [1e-3, 1, 10, 1.01]),
    ("just not too wide a range", "float64", (2,), [1, 1000]),
    ("too wide a range", "float64", (2,), [1, 1001]),
    ("large numbers", "float64", (2,), [1e8, 2e8]),
    ("large float32", "float32", (2,), [1e6, 2e6]),
    ("not yet large float32", "float32", (2,), [999999, 2e5]),
    ("large float16", "float16", (2,), [1000, 2000]),
    ("small numbers", "float64", (3,), [1e-5, 2.5e-5, -3e-5]),
    ("three digits of exponent", "float64", (3,), [1e-300, 1, 1e100]),
    ("digits past a number's own", "float32", (2,), [1.1, 123456.7]),
    ("rounded to eight digits", "float64", (3,), [0.123456785, 2.000000005, -1.5]),
    ("not all numbers", "float32", (5,), [nan, 1.5, inf, -inf, -2]),
    ("no numbers", "float64", (3,), [nan, inf, -inf]),
    ("only nan", "float64", (2,), [nan, nan]),
    ("no numbers among large ones", "float64", (3,), [nan, 1e10, -inf]),
    ("three axes", "float32", (2, 2, 3), None),
    ("four axes", "int64", (2, 1, 2, 2), None),
    ("long rows", "float64", (2, 20), None),
    ("extents of one", "float32", (1, 1, 1), [5]),
    ("an empty inner axis", "int64", (2, 0, 3), []),
    ("a thousand", "int64", (1000,), None),
    ("more than a thousand", "int64", (1001,), None),
    ("more than a thousand floats", "float32", (1200,), None),
    ("a large matrix", "float64", (100, 100), None),
    ("a tall matrix", "int32", (500, 3), None),
    ("a large block", "float32", (10, 10, 20), None),
    ("a line that just fits", "int64", (18,), [100] * 18),
    ("a line that does not", "int64", (19,), [100] * 19),
    ("a dtype on its own line", "int32", (16,), [100] * 16),
]


def number(value):
    return {"nan": "nan", "inf": "inf", "-inf": "-inf"}.get(repr(float(value)), repr(float(value)))


lines = ["// Written by record_numpy_texts.py with NumPy " + np.__version__ + "."]
for label, dtype, shape, values in CASES:
    size = int(np.prod(shape))
    array = np.array(range(size) if values is None else values, dtype="float64").astype(dtype).reshape(shape)
    listed = "counting" if values is None else "{" + ", ".join(number(v) for v in values) + "}"
    dtype = "boolean" if dtype == "bool" else dtype
    extents = "{" + ", ".join(map(str, shape)) + "}"
    lines.append(f'{{"{label}", DType::{dtype}, Shape{extents}, {listed}, R"({array!s})",\n R"({array!r})"}},')
pathlib.Path(__file__).with_name("numpy_texts.inc").write_text("\n".join(lines) + "\n")
