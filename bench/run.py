#!/usr/bin/env python3
"""Runs the workloads, every program in turn, and prints ratios to peers measured in the same run.

usage: run.py BUILD_FOLDER [--only W1,W2] [--rounds N] [--python INTERPRETER] [--peer COMMAND ...]

Each program answers a line protocol (harness.hpp): list, prepare KEY, sample KEY MS. All stay alive; a round asks each once. A ratio is formed
round by round: peer's median / ours, above 1 is faster; its median and range are printed. Needs NumPy, for the workloads and the checks.
"""
import argparse
import collections
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
AIMS = {"W1.step": 1.5, "W2.dydx1": 3, "W2.dydx1024": 1.3, "W2.jac256": 1.3, "W3.step": 3}


class Program:
    def __init__(self, command, environment, core):
        self.process = subprocess.Popen(["taskset", "-c", str(core)] + command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.name = json.loads(self.process.stdout.readline())["peer"]
        self.keys = self.ask("list")

    def ask(self, order):
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended at: {order}")
        return json.loads(line)


def check(ours, peer, key, other, folder):
    """Largest difference relative to the largest magnitude, or None where one of the two has nothing to compare."""
    files = [folder / program.name / (k.replace("/", "@") + ".f32") for program, k in ((ours, key), (peer, other))]
    if not all(f.exists() for f in files):
        return None
    a, b = (np.fromfile(f, np.float32).astype(float) for f in files)
    if a.shape != b.shape:
        return float("inf")
    return float(np.abs(a - b).max() / max(np.abs(b).max(), 1e-30))


def cpu_seconds(command, times=15):
    def one():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    one()
    return statistics.median(one() for _ in range(times))


def python_peers(python):
    """The programs for those libraries that the interpreter can import."""
    def has(module):
        found = subprocess.run([python, "-c", f"import importlib.util as u; raise SystemExit(u.find_spec('{module}') is None)"], capture_output=True)
        return found.returncode == 0
    return [[python, str(HERE / "peers" / f"{module}_peer.py")] for module in ("torch", "jax") if has(module)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--milliseconds", type=int, default=80)
    parser.add_argument("--peer", action="append", default=[], help="a further program that speaks the protocol")
    parser.add_argument("--python", default=sys.executable, help="an interpreter; those of PyTorch and JAX that it has are measured too")
    options = parser.parse_args()
    work = options.build.resolve() / "bench"
    data, checks = work / "data", work / "check"
    checks.mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ, FLOOR_DATA=str(data), FLOOR_CHECK=str(checks), OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", PELLUCID_THREADS="1",
                       XLA_FLAGS="--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
    if not (data / "w8_x.f32").exists():
        subprocess.run([sys.executable, str(HERE / "workloads.py")], env=environment, check=True)

    core = sorted(os.sched_getaffinity(0))[-1]
    binaries = options.build.resolve() / "bin"
    ours = Program([str(binaries / "bench_pellucid")], environment, core)
    peers = [Program(command, environment, core) for command in [[str(binaries / "bench_floor")]] + python_peers(options.python) + [c.split() for c in options.peer]]
    wanted = [w for w in options.only.split(",") if w]
    machine = [k for k in peers[0].keys if k.startswith("machine.fma")]
    for key in machine:
        peers[0].ask("prepare " + key)

    results = []
    for key in ours.keys:
        workload = key.split("/")[0]
        if wanted and not any(workload.startswith(w) for w in wanted):
            continue
        pairs = [(peer, other) for peer in peers for other in peer.keys if other.split("/")[0] == workload]
        prepared = ours.ask("prepare " + key)
        if "error" in prepared:
            print(json.dumps({"workload": workload, "error": prepared["error"]}))
            continue
        for peer, other in pairs:
            peer.ask("prepare " + other)
        rounds = collections.defaultdict(list)
        peak = []
        for _ in range(options.rounds):
            for program, k in [(ours, key)] + pairs:
                rounds[program.name, k].append(statistics.median(program.ask(f"sample {k} {options.milliseconds}")["t"]))
            for k in machine:
                peak.append(1e3 / statistics.median(peers[0].ask(f"sample {k} 3")["t"]))
        mine = rounds[ours.name, key]
        print(json.dumps({"workload": workload, "peer": "pellucid", "variant": key.split("/")[1], "median_us": round(statistics.median(mine), 3), "best_round_us": round(min(mine), 3),
                          "threads": 1, "prepare_s": round(prepared["seconds"], 4), "machine_gflops": round(max(peak) * 1e3, 1) if peak else None}))
        for peer, other in pairs:
            theirs = rounds[peer.name, other]
            ratios = [t / m for t, m in zip(theirs, mine)]
            line = {"workload": workload, "ours": key.split("/")[1], "peer": peer.name + "/" + other.split("/")[1], "peer_median_us": round(statistics.median(theirs), 3),
                    "ratio": round(statistics.median(ratios), 3), "ratio_low": round(min(ratios), 3), "ratio_high": round(max(ratios), 3), "check": check(ours, peer, key, other, checks)}
            print(json.dumps(line))
            results.append((workload, peer.name, statistics.median(mine), statistics.median(theirs), line["ratio"], line["check"]))
        for program, k in [(ours, key)] + pairs:
            program.ask("drop " + k)

    print(f"\n{'workload':<14}{'peer':<10}{'ours us':>12}{'peer us':>12}{'ours/peer':>11}{'aim':>6}   check")
    for workload, name, mine, theirs, ratio, difference in results:
        aim = f"{AIMS[workload]:g}" if name == "floor" and workload in AIMS else ""
        print(f"{workload:<14}{name:<10}{mine:>12.3f}{theirs:>12.3f}{1 / ratio:>11.3g}{aim:>6}   {'-' if difference is None else f'{difference:.1e}'}")
    cold = str(binaries / "bench_cold")
    if not wanted or "W9" in wanted:
        full, linked = cpu_seconds([cold]), cpu_seconds([cold, "link"])
        print(f"{'W9.cold':<14}{'linked':<10}{full * 1e6:>12.0f}{linked * 1e6:>12.0f}{full / linked:>11.3g}{4:>6}   CPU time")


if __name__ == "__main__":
    main()
