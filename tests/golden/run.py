"""Asks the questions of golden cases, and compares with what real Keras answered.

usage: run.py GOLDEN_ASK CASES [--only A,B] [--keep FOLDER]

Every folder below CASES with a questions.json is a case; FORMAT.md there says what it holds. A case is in reach when all its layers are, a
question when what it asks for is. Prints a line for each question that failed, then cases in reach, questions asked, passed and failed, and why
the others are out of reach. Needs NumPy and h5py.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import numpy as np
    from keras_files import File
except ImportError as error:
    raise SystemExit(f"golden: '{sys.executable}' lacks what reads Keras's files: {error}")
from questions import Questions
from translate import OutOfReach, Translation


def mismatch(answer, expected, tolerance):
    """Why `answer` is not `expected`, or None; the rule of FORMAT.md."""
    if answer.shape != expected.shape:
        return f"shape {list(answer.shape)}, expected {list(expected.shape)}"
    a, e = answer.astype(np.float64), expected.astype(np.float64)
    finite = np.isfinite(e)
    if not np.array_equal(np.isfinite(a), finite) or not np.array_equal(a[~finite], e[~finite], equal_nan=True):
        return "NaN or infinity in other places"
    if not finite.any():
        return None
    error, scale = np.abs(a - e)[finite].max(), max(1e-3, np.abs(e[finite]).max())
    return None if error <= tolerance * scale else f"off by {error / scale:.2e} of scale {scale:.3g}, tolerance {tolerance:.0e}"


class Case:
    """One folder: `asked` are the questions in reach, `reasons` why the others are not, by id."""

    def __init__(self, folder):
        self.folder = folder
        file = File(next(folder / name for name in ("model.keras", "model.h5") if (folder / name).exists()))
        translation = Translation(file)
        self.weights, self.description = translation.weights, translation.description
        self.about = json.loads((folder / "about.json").read_text())
        self.expected = np.load(folder / "answers.npz")
        self.asked, self.reasons = [], {}
        questions = Questions(file, translation)
        for question in json.loads((folder / "questions.json").read_text())["questions"]:
            try:
                self.asked.append(questions.translated(question))
            except OutOfReach as reason:
                self.reasons[question["id"]] = str(reason)

    def ask(self, program, folder):
        """{question id: [what is wrong]}; an empty list is a pass."""
        (folder / "case.json").write_text(json.dumps({"model": self.description, "questions": self.asked}))
        np.savez(folder / "weights.npz", **self.weights)
        command = [program, folder / "case.json", folder / "weights.npz", self.folder / "inputs.npz", folder / "answers.npz"]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
        said = [json.loads(line) for line in done.stdout.splitlines()]
        self.reasons |= {line["id"]: line["out_of_reach"] for line in said if "out_of_reach" in line}
        errors = {line["id"]: line["error"] for line in said if "error" in line}
        answers = np.load(folder / "answers.npz") if done.returncode == 0 else {}
        result = {}
        for key in self.expected.files:
            identity = key.split("/")[0]
            if identity in self.reasons:
                continue
            wrong = result.setdefault(identity, [])
            tolerance = self.about.get("tolerances", {}).get(identity, self.about.get("tolerance", 1e-5))
            if key not in answers:
                reason = errors.get(identity) or (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
            else:
                reason = mismatch(answers[key], self.expected[key], tolerance)
            if reason:
                wrong.append(f"{key}: {reason}")
        return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("cases", type=pathlib.Path)
    parser.add_argument("--only", default="", help="only cases whose path contains one of these")
    parser.add_argument("--keep", type=pathlib.Path, help="leaves the files of each case there")
    options = parser.parse_args()
    folders = sorted(path.parent for path in options.cases.rglob("questions.json"))
    folders = [folder for folder in folders if any(word in str(folder) for word in options.only.split(","))]
    if not folders:
        raise SystemExit(f"golden: there is no case below '{options.cases}'")

    in_reach, passed, failed, without, questions_without = 0, 0, 0, collections.Counter(), collections.Counter()
    for folder in folders:
        try:
            case = Case(folder)
        except OutOfReach as reason:
            without[str(reason)] += 1
            continue
        with tempfile.TemporaryDirectory() as scratch:
            place = options.keep / folder.relative_to(options.cases) if options.keep else pathlib.Path(scratch)
            place.mkdir(parents=True, exist_ok=True)
            result = case.ask(options.program, place) if case.asked else {}
        in_reach += bool(result)
        questions_without.update(case.reasons.values())
        for wrong in result.values():
            passed, failed = passed + (not wrong), failed + bool(wrong)
            if wrong:
                print(f"{folder.relative_to(options.cases)}: {wrong[0]}")
    for title, reasons in (("cases out of reach, by the first thing that is not here", without), ("questions out of reach in other cases", questions_without)):
        print(f"\n{title}: {sum(reasons.values())}")
        for reason, count in reasons.most_common():
            print(f"{count:6} {reason}")
    print(f"\n{in_reach} of {len(folders)} cases in reach, {passed + failed} questions asked")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
