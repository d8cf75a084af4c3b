#!/usr/bin/env python3
"""Writes numpy_files.inc: small files as NumPy and Python's zipfile write them. Run by hand, with NumPy and ml_dtypes."""

import io
import pathlib
import zipfile

import ml_dtypes
import numpy as np


def npy(array, version=None):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.asanyarray(array), version=version, allow_pickle=True)
    return stream.getvalue()


def npz(save, **arrays):
    stream = io.BytesIO()
    save(stream, **arrays)
    return stream.getvalue()


class Unseekable(io.RawIOBase):
    def __init__(self):
        self.content = b""

    def writable(self):
        return True

    def write(self, data):
        self.content += bytes(data)
        return len(data)


def streamed():
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.npy", npy(np.arange(3, dtype="i4")))
    return stream.content


def with_folder_and_comment():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("layers/", "")
        archive.writestr("layers/x.npy", npy(np.arange(3, dtype="i4")))
        archive.writestr("readme.txt", "hello")
        archive.comment = b"a comment"
    return stream.getvalue()


counting = np.arange(6)
FILES = {
    "float32": npy(counting.astype("f4").reshape(2, 3)),
    "float64": npy(counting.astype("f8")),
    "float16": npy(counting.astype("f2")),
    "int8": npy(counting.astype("i1")),
    "uint64": npy(counting.astype("u8").reshape(1, 6, 1)),
    "bool": npy(np.array([True, False])),
    "bfloat16": npy(counting.astype(ml_dtypes.bfloat16)),
    "scalar": npy(np.float64(2.5)),
    "empty": npy(np.zeros((0, 3), "f4")),
    "big endian": npy(counting.astype(">f8")),
    "big endian int16": npy(counting.astype(">i2")),
    "fortran order": npy(np.asfortranarray(counting.astype("i4").reshape(2, 3))),
    "version 2": npy(counting.astype("i4"), (2, 0)),
    "version 3": npy(counting.astype("i4"), (3, 0)),
    "object": npy(np.array([{}], dtype=object)),
    "text": npy(np.array(["one", "two"])),
    "bytes": npy(np.array([b"one"])),
    "complex": npy(np.array([1j])),
    "date": npy(np.array(["2020-01-01"], dtype="M8[D]")),
    "record": npy(np.zeros(1, dtype=[("a", "f4")])),
    "npz": npz(np.savez, x=counting.astype("f4"), y=np.array([[True]])),
    "npz, compressed": npz(np.savez_compressed, x=counting.astype("f4"), names=np.array(["one"])),
    "npz with objects": npz(np.savez, x=counting, o=np.array([{}], dtype=object)),
    "zip, streamed": streamed(),
    "zip with folder and comment": with_folder_and_comment(),
}

lines = ["// Written by record_numpy_files.py with NumPy " + np.__version__ + "."]
for label, content in FILES.items():
    text = content.hex()
    pieces = [f' "{text[i:i + 130]}"' for i in range(0, len(text), 130)]
    lines.append(f'{{"{label}",\n' + "\n".join(pieces) + "},")
pathlib.Path(__file__).with_name("numpy_files.inc").write_text("\n".join(lines) + "\n")
