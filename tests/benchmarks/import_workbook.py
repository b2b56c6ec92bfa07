"""A workbook of 160 people, 480 sessions, 6,400 attendance rows: importing it against openpyxl merely reading it.

Run it as `python -m tests.benchmarks.import_workbook`; the last line says whether the bound of 3 holds.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook

from services.clock import SystemClock
from services.ledger_file import LedgerFiles
from services.workbooks.service import WorkbookImporter
from tests.benchmarks.workbook_rows import ATTENDANCE, write_workbook

BOUND = 3.0
ROUNDS = 7


def main() -> int:
    """Time both sides in turn and print the ratio; 1 when the bound is missed."""
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "import.xlsx"
        write_workbook(path)
        for number in range(ROUNDS + 1):
            pair = (_import(Path(folder) / f"{number}.db", path), _read(path))
            if number:  # the first round warms both sides up
                ours.append(pair[0])
                theirs.append(pair[1])
    print(f"import, plan and write: {statistics.median(ours) * 1000:.0f} ms CPU")
    print(f"openpyxl reading alone: {statistics.median(theirs) * 1000:.0f} ms CPU")
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"import_workbook: {ratio:.2f} (bound {BOUND:g}) {'held' if ratio <= BOUND else 'MISSED'}")
    return int(ratio > BOUND)


def _import(database_path: Path, path: Path) -> float:
    """Import into a new database, whose making is not timed."""
    database = LedgerFiles(database_path.parent / "backups", SystemClock()).create(database_path, "某某公司党委")
    begun = time.process_time()
    importer = WorkbookImporter(database, SystemClock())
    importer.apply(importer.plan(path, create_missing=True))
    spent = time.process_time() - begun
    with database.reading() as connection:
        rows: int = connection.exec_driver_sql("SELECT count(*) FROM attendance").scalar_one()
    database.close()
    if rows != ATTENDANCE:
        message = f"{rows} attendance rows came in, not {ATTENDANCE}"
        raise AssertionError(message)
    return spent


def _read(path: Path) -> float:
    """Read every cell the fastest way that openpyxl has."""
    begun = time.process_time()
    book = load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
