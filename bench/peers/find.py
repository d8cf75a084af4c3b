"""Which programs of this folder an interpreter can run. Run as a script it only says, in one line, why there is none."""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
LIBRARIES = {"torch": "PyTorch", "jax": "JAX"}


def why_not(python, *modules):
    """None where the interpreter imports the modules, else the last thing that it said."""
    code = f"import {', '.join(('sys',) + modules)}; print('imported')"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, errors="replace")
    except OSError as error:
        return error.strerror
    if done.stdout.strip().endswith("imported"):
        return None
    return (done.stderr.strip().splitlines() or ["it does not run Python"])[-1]


def missing_libraries(python):
    """{module: why it is missing}; ends the program in one line where the interpreter can run none of the programs."""
    reason = why_not(python)
    if reason:
        raise SystemExit(f"bench: '{python}' is not a Python interpreter: {reason}")
    reason = why_not(python, "numpy")
    if reason:
        raise SystemExit(f"bench: '{python}' lacks NumPy, which the programs of PyTorch and JAX need: {reason}")
    reasons = {module: why_not(python, module) for module in LIBRARIES}
    if all(reasons.values()):
        raise SystemExit(f"bench: '{python}' has neither PyTorch nor JAX: {'; '.join(reasons.values())}")
    return {module: reason for module, reason in reasons.items() if reason}


def find_peers(python):
    """The commands of the programs for those libraries that the interpreter has."""
    missing = missing_libraries(python)
    for module, reason in missing.items():
        print(f"bench: without {LIBRARIES[module]}: {reason}", file=sys.stderr)
    return [[python, str(HERE / f"{module}_peer.py")] for module in LIBRARIES if module not in missing]


if __name__ == "__main__":
    missing_libraries(sys.argv[1])
