"""First painted window against an empty one, and the page of people against the same rows read by hand.

Whole processes, both sides in one run, medians. An empty window with the import of SQLAlchemy and the same queries
is the other side of the page.

python -m tests.benchmarks.first_window [rounds]
"""

import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from services.demo.service import DemoService

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LIMIT = 1.5


def seconds(module: str, *arguments: str) -> float:
    """Measure one process from its start to its first paint, where it ends itself."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=CHECKOUT, env=environment, check=True)
    return time.perf_counter() - begin


def compare(name: str, ours: tuple[str, ...], theirs: tuple[str, ...], rounds: int) -> float:
    """Run both sides in turn and print their medians and the ratio."""
    seconds(*ours)
    seconds(*theirs)
    pairs = [(seconds(*ours), seconds(*theirs)) for _ in range(rounds)]
    our_median = statistics.median(pair[0] for pair in pairs)
    their_median = statistics.median(pair[1] for pair in pairs)
    ratio = our_median / their_median
    verdict = "holds" if ratio <= LIMIT else "MISSED"
    print(f"{name}: {our_median * 1000:.0f} ms / {their_median * 1000:.0f} ms = {ratio:.2f} (<= {LIMIT}) {verdict}")
    return ratio


def compile_all() -> None:
    """Compile both sides and what they import: without .pyc files nothing but the compiler would be measured."""
    packages = [importlib.util.find_spec(name) for name in ("PySide6", "shiboken6", "sqlalchemy", "sqlcipher3")]
    folders = [place for spec in packages if spec for place in spec.submodule_search_locations or ()]
    parts = ["ui", "services", "models", "tests/benchmarks"]
    subprocess.run([sys.executable, "-m", "compileall", "-qq", *parts, *folders], cwd=CHECKOUT, check=False)


def main() -> int:
    """Compare the first paints and the pages, 15 rounds unless told otherwise; 1 when a bound is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compile_all()
    with tempfile.TemporaryDirectory() as folder:
        first = compare(
            "first painted window",
            ("tests.benchmarks.paint_our_window", folder),
            ("tests.benchmarks.paint_empty_window",),
            rounds,
        )
        ledger = DemoService().make(Path(folder), "small", 1, date(2026, 6, 30), lambda _done, _total: None).path
        page = compare(
            "page of people with its rows",
            ("tests.benchmarks.page_in_our_window", folder, str(ledger)),
            ("tests.benchmarks.page_by_hand", str(ledger)),
            rounds,
        )
    return int(max(first, page) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
