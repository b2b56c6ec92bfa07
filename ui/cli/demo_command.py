"""`demo`: a made-up committee and its documents in a folder."""

import sys
import time
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from typing import Final

from services.demo.documents import DemoDocuments
from services.demo.service import DemoMade, DemoService
from services.documents.pdf.fonts import FontBook, system_font_folders
from ui.cli.context import Context
from ui.cli.tables import width

_BAR: Final = 30  # characters
_COUNTED: Final = (
    ("organizations", "党组织"),
    ("people", "人员"),
    ("sessions", "学习活动"),
    ("attendance", "出勤记录"),
    ("follow_up_measures", "落实举措"),
    ("expenses", "经费支出"),
    ("plan_items", "计划事项"),
)


def run(context: Context, arguments: Namespace) -> int:
    """Make the database, print its documents, say what was made and how long it took."""
    started = time.perf_counter()
    as_of = arguments.asof or context.clock.today()
    made = DemoService().make(arguments.folder, arguments.scale, arguments.seed, as_of, _bar("生成演示数据"))
    data_seconds = time.perf_counter() - started
    _say_what_was_made(made, data_seconds)
    # The papers of a year are written in the January after it.
    clock = context.clock_as_of(min(as_of, date(as_of.year, 1, 15)))
    documents = DemoDocuments(clock, FontBook(system_font_folders()))
    printed = documents.print_all(made.path, made.last_year, arguments.folder / "documents", _bar("打印文档"))
    for path in printed:
        print(f"  {path}")
    total = time.perf_counter() - started
    print(f"共生成 {len(printed)} 份文档，用时 {total - data_seconds:.1f} 秒；总用时 {total:.1f} 秒。")
    return 0


def _say_what_was_made(made: DemoMade, seconds: float) -> None:
    counts = "，".join(f"{label} {made.rows.get(table, 0):,}" for table, label in _COUNTED)
    first_year = made.last_year - 4
    print(f"已生成演示数据 {made.path}（{first_year}—{made.last_year}年，均为虚构），用时 {seconds:.1f} 秒。")
    print(f"  {counts}。")


def _bar(label: str) -> Callable[[int, int], None]:
    """Give a progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda _done, _total: None

    def show(done: int, total: int) -> None:
        filled = _BAR * done // total
        line = f"{label} [{'█' * filled}{' ' * (_BAR - filled)}] {done}/{total}"
        ending = "\r" + " " * (width(line) + _BAR) + "\r" if done == total else ""
        print(f"\r{line}{ending}", end="", file=sys.stderr, flush=True)

    return show
