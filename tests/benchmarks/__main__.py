"""Run every benchmark, one after the other: `python -m tests.benchmarks`; exit status 1 when a bound is missed.

A benchmark is a module of this folder with `def main() -> int`; it measures both sides and prints the ratio.
"""

import subprocess
import sys
from pathlib import Path

from installer.python_version import require_supported_python

FOLDER = Path(__file__).resolve().parent
CHECKOUT = FOLDER.parent.parent


def benchmarks() -> "list[str]":
    """Name the modules that are run by themselves."""
    modules = sorted(FOLDER.glob("[a-z]*.py"))
    return [module.stem for module in modules if "\ndef main() -> int:" in module.read_text(encoding="utf-8")]


def run_all() -> int:
    """Set up what is missing, then run each benchmark in a process of its own."""
    require_supported_python()
    from installer.bootstrap import ensure_packages

    ensure_packages(CHECKOUT, CHECKOUT / "tests" / "requirements.lock")
    statuses = []
    for name in benchmarks():
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
        statuses.append(subprocess.run(command, cwd=CHECKOUT, check=False).returncode)
    return int(any(statuses))


if __name__ == "__main__":
    sys.exit(run_all())
