"""An interpreter that cannot run the programs of PyTorch and JAX is refused in one line."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

FIND = pathlib.Path(__file__).resolve().parents[2] / "bench" / "peers" / "find.py"


class Interpreters(unittest.TestCase):
    def refused(self, python, because):
        done = subprocess.run([sys.executable, "-B", str(FIND), python], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertIn(because, done.stderr)
        self.assertIn(f"'{python}'", done.stderr)

    def interpreter_with(self, *modules):
        """One that imports nothing but sys and these modules, whatever this machine has."""
        script = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())) / "python"
        script.write_text(f"""#!{sys.executable}
import sys
for name in sys.argv[2].split(";")[0].removeprefix("import ").split(", "):
    if name not in {("sys",) + modules}:
        raise SystemExit(f"ModuleNotFoundError: No module named '{{name}}'")
print("imported")
""")
        script.chmod(0o755)
        return str(script)

    def test_one_that_is_not_there(self):
        self.refused("/nowhere/python", "is not a Python interpreter: No such file or directory")

    def test_a_folder(self):
        self.refused("/", "is not a Python interpreter: Permission denied")

    def test_a_program_that_is_no_interpreter(self):
        self.refused("/bin/true", "is not a Python interpreter: it does not run Python")

    def test_one_without_numpy(self):
        self.refused(self.interpreter_with("torch", "jax"), "lacks NumPy")

    def test_one_with_neither_library(self):
        self.refused(self.interpreter_with("numpy"), "has neither PyTorch nor JAX: ModuleNotFoundError: No module named 'torch'")

    def test_one_with_one_library_is_taken(self):
        subprocess.run([sys.executable, "-B", str(FIND), self.interpreter_with("numpy", "jax")], check=True)


if __name__ == "__main__":
    unittest.main()
