#!/usr/bin/env python3
"""Runs the workloads, every program in turn, and prints ratios to peers measured in the same run.

usage: run.py BUILD_FOLDER [--before BUILD_FOLDER] [--only W1,W2] [--rounds N] [--starts N] [--python INTERPRETER] [--peer COMMAND ...]

Each program answers a line protocol (harness.hpp): list, prepare KEY, sample KEY MS. All stay alive; a round asks each once. A ratio is formed
round by round: peer's median / ours, above 1 is faster; its median and range are printed. Needs NumPy, for the workloads and the checks.

With --before the same workloads of another build take part in every round, and its table says after / before, below 1 is faster. Two starts of
one program differ by where their memory and code come to lie; so both are started anew several times, and every start has its rounds.
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

from peers.find import find_peers

HERE = pathlib.Path(__file__).resolve().parent
AIMS = {"W1.step": 1.5, "W2.dydx1": 3, "W2.dydx1024": 1.3, "W2.jac256": 1.3, "W3.step": 3}


class Program:
    """A process that waits for orders; what it computes for the checks lies in a folder of its own."""

    def __init__(self, command, environment, core, checks, name=None):
        self.command = command
        self.process = subprocess.Popen(["taskset", "-c", str(core)] + command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=dict(environment, FLOOR_CHECK=str(checks)))
        greeting = self.process.stdout.readline()
        if not greeting:
            raise SystemExit(f"bench: {' '.join(command)} ended before it named itself")
        own = json.loads(greeting)["peer"]
        self.name, self.checks = name or own, checks / own
        self.keys = self.ask("list")

    def ask(self, order):
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"bench: {self.name} ended at: {order}")
        return json.loads(line)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def check(ours, peer, key, other):
    """Largest difference relative to the largest magnitude, or None where one of the two has nothing to compare."""
    files = [program.checks / (k.replace("/", "@") + ".f32") for program, k in ((ours, key), (peer, other))]
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


def measure(key, programs, options, workload):
    """The rounds of one workload: {(name, key): a median for each round}, the checks against ours, seconds to prepare, the machine's peak."""
    ours, peers = programs[0], programs[1:]
    pairs = [(peer, other) for peer in peers for other in peer.keys if other.split("/")[0] == workload]
    machine = [(peer, k) for peer in peers for k in peer.keys if k.startswith("machine.fma")]
    prepared = ours.ask("prepare " + key)
    if "error" in prepared:
        return None, pairs, None, prepared["error"], None
    for program, k in pairs + machine:
        program.ask("prepare " + k)
    checks = {(peer.name, other): check(ours, peer, key, other) for peer, other in pairs}
    rounds, peak = collections.defaultdict(list), []
    asked = [(ours, key)] + pairs
    for turn in range(options.rounds):
        for program, k in asked[::-1] if turn % 2 else asked:  # nobody always follows the same neighbour
            rounds[program.name, k].append(statistics.median(program.ask(f"sample {k} {options.milliseconds}")["t"]))
        peak += [1e6 / statistics.median(peer.ask(f"sample {k} 3")["t"]) for peer, k in machine]
    for program, k in asked + machine:
        program.ask("drop " + k)
    return rounds, pairs, checks, prepared["seconds"], peak


def print_peers(results):
    print(f"\n{'workload':<14}{'peer':<10}{'ours us':>12}{'peer us':>12}{'ours/peer':>11}{'aim':>6}   check")
    for (workload, name, *_), (ours, theirs, difference) in results.items():
        ratio = statistics.median(m / t for m, t in zip(ours, theirs))
        aim = f"{AIMS[workload]:g}" if name == "floor" and workload in AIMS else ""
        print(f"{workload:<14}{name:<10}{statistics.median(ours):>12.3f}{statistics.median(theirs):>12.3f}{ratio:>11.3g}{aim:>6}   {shown(difference)}")


def print_before(results):
    print(f"\n{'workload':<14}{'before us':>12}{'after us':>12}{'after/before':>14}{'range':>16}   check")
    for (workload, *_), (after, before, difference) in results.items():
        ratios = [a / b for a, b in zip(after, before)]
        print(f"{workload:<14}{statistics.median(before):>12.3f}{statistics.median(after):>12.3f}{statistics.median(ratios):>14.3f}"
              f"{min(ratios):>9.3f}-{max(ratios):.3f}   {shown(difference)}")


def shown(difference):
    return "-" if difference is None else f"{difference:.1e}"


def program_of(build, name):
    path = build.resolve() / "bin" / name
    if not path.exists():
        raise SystemExit(f"bench: {path} is not there; 'cmake --build {build} --target benchmarks' makes it")
    return [str(path)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--before", type=pathlib.Path, help="another build folder, measured in the same rounds")
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--starts", type=int, help="how often all programs are started anew; 1, or 5 with --before")
    parser.add_argument("--milliseconds", type=int, default=80)
    parser.add_argument("--peer", action="append", default=[], help="a further program that speaks the protocol")
    parser.add_argument("--python", help="an interpreter; those of PyTorch and JAX that it has are measured too")
    options = parser.parse_args()
    starts = options.starts or (5 if options.before else 1)
    commands = (find_peers(options.python) if options.python else []) + [c.split() for c in options.peer]
    work = options.build.resolve() / "bench"
    data = work / "data"
    environment = dict(os.environ, FLOOR_DATA=str(data), OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", PELLUCID_THREADS="1",
                       XLA_FLAGS="--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
    mine, floor = program_of(options.build, "bench_pellucid"), program_of(options.build, "bench_floor")
    other = program_of(options.before, "bench_pellucid") if options.before else None
    for folder in (work / "check", work / "check-before"):
        folder.mkdir(parents=True, exist_ok=True)
    if not (data / "w8_x.f32").exists():
        subprocess.run([sys.executable, str(HERE / "workloads.py")], env=environment, check=True)
    core = sorted(os.sched_getaffinity(0))[-1]
    wanted = [w for w in options.only.split(",") if w]

    results = collections.OrderedDict()  # (workload, name of the peer, its key): [our medians, its medians, worst check]
    for _ in range(starts):
        programs = [Program(mine, environment, core, work / "check")]
        programs += [Program(other, environment, core, work / "check-before", "before")] if other else []
        programs += [Program(command, environment, core, work / "check") for command in [floor] + commands]
        for key in programs[0].keys:
            workload = key.split("/")[0]
            if wanted and not any(workload.startswith(w) for w in wanted):
                continue
            rounds, pairs, checks, prepared, peak = measure(key, programs, options, workload)
            if rounds is None:
                print(json.dumps({"workload": workload, "error": prepared}))
                continue
            mine_now = rounds[programs[0].name, key]
            print(json.dumps({"workload": workload, "peer": "pellucid", "variant": key.split("/")[1], "median_us": round(statistics.median(mine_now), 3),
                              "best_round_us": round(min(mine_now), 3), "threads": 1, "prepare_s": round(prepared, 4),
                              "machine_gflops": round(max(peak), 1) if peak else None}))
            for peer, k in pairs:
                row = results.setdefault((workload, peer.name, key, k), [[], [], None])
                row[0] += mine_now
                row[1] += rounds[peer.name, k]
                row[2] = max((c for c in (row[2], checks[peer.name, k]) if c is not None), default=None)
        for program in programs:
            program.end()

    for (workload, name, key, k), (ours, theirs, difference) in results.items():
        ratios = [t / m for t, m in zip(theirs, ours)]
        print(json.dumps({"workload": workload, "ours": key.split("/")[1], "peer": name + "/" + k.split("/")[1], "peer_median_us": round(statistics.median(theirs), 3),
                          "ratio": round(statistics.median(ratios), 3), "ratio_low": round(min(ratios), 3), "ratio_high": round(max(ratios), 3), "check": difference}))
    print_peers({key: row for key, row in results.items() if key[1] != "before"})
    if not wanted or "W9" in wanted:
        cold = program_of(options.build, "bench_cold")
        full, linked = cpu_seconds(cold), cpu_seconds(cold + ["link"])
        print(f"{'W9.cold':<14}{'linked':<10}{full * 1e6:>12.0f}{linked * 1e6:>12.0f}{full / linked:>11.3g}{4:>6}   CPU time")
    if options.before:
        print_before({key: row for key, row in results.items() if key[1] == "before"})


if __name__ == "__main__":
    main()
