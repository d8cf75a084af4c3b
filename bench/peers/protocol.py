"""The line protocol of harness.hpp for peers in Python: list | prepare KEY | sample KEY MS | drop KEY, one JSON line each."""
import json
import os
import sys
import time

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Figure:
    """`once` is timed, `units` calls are in it; `check` gives the numbers that are compared."""

    def __init__(self, once, check=None, units=1):
        self.once, self.check, self.units = once, check, units


def prepare(peer, key, maker):
    start = time.perf_counter()
    figure = maker()
    if figure.check is not None:
        folder = os.path.join(os.environ["FLOOR_CHECK"], peer)
        os.makedirs(folder, exist_ok=True)
        np.asarray(figure.check(), np.float32).ravel().tofile(os.path.join(folder, key.replace("/", "@") + ".f32"))
    warm = time.perf_counter()
    for i in range(20):
        if i >= 2 and time.perf_counter() - warm > 0.3:
            break
        figure.once()
    return figure, time.perf_counter() - start


def sample(figure, milliseconds):
    figure.once()
    times, end = [], time.perf_counter() + milliseconds / 1e3
    while True:
        start = time.perf_counter()
        figure.once()
        now = time.perf_counter()
        times.append((now - start) * 1e6 / figure.units)
        if now >= end or len(times) >= 4000:
            return times


def serve(peer, makers):
    ready = {}

    def answer(words):
        if words[0] == "list":
            return list(makers)
        if words[0] == "prepare":
            ready[words[1]], seconds = prepare(peer, words[1], makers[words[1]])
            return {"ok": True, "seconds": seconds}
        if words[0] == "sample":
            return {"t": sample(ready[words[1]], float(words[2]))}
        ready.pop(words[1], None)
        return {"ok": True}

    print(json.dumps({"peer": peer}), flush=True)
    for line in sys.stdin:
        try:
            print(json.dumps(answer(line.split())), flush=True)
        except Exception as error:  # a peer that cannot do a workload does not end the run
            print(json.dumps({"error": str(error)[:200]}), flush=True)
