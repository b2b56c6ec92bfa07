"""Opening a protected ledger beside a plain one, and a verified backup beside a copy of the file.

Run it as `python -m tests.benchmarks.protection_and_backup [ROWS]`; both sides of each pair run in turn, CPU time.
Bounds: a protected file opens within 0.3 s of a plain one; a backup takes at most twice as long as a file copy that is
flushed and read back, which is what makes a copy as good.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from models import driver
from models.database import Database
from models.file_key import key_of_file, new_file_key
from models.upgrade import schema_state, upgrade
from services.backups.service import write_backup
from tests.benchmarks.change_log import PEOPLE, attendance_rows, enter_sessions

OPENING_BOUND_SECONDS = 0.3
BACKUP_BOUND = 2.0
ROUNDS = 5
ROWS = 400_000
PASSWORD = "支部的密码 1921"
_INSERT = (
    "INSERT INTO attendance (session_id, person_id, year, status, minutes, note) VALUES (?, ?, 2025, 'present', ?, ?)"
)


def main() -> int:
    """Time both pairs and print them; 1 when a bound is missed."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as name:
        plain, protected = _prepare(Path(name), rows)
        opening = _medians(lambda: _open(plain, ""), lambda: _open(protected, PASSWORD))
        target = Path(name) / "copy.db"
        saving = _medians(lambda: _copy(plain, target), lambda: write_backup(plain, None, target))
    later, ratio = opening[1] - opening[0], saving[1] / saving[0]
    print(f"opening: plain {opening[0]:.3f} s, protected {opening[1]:.3f} s")
    print(f"saving: file copy {saving[0]:.3f} s, backup {saving[1]:.3f} s")
    held = later <= OPENING_BOUND_SECONDS and ratio <= BACKUP_BOUND
    print(f"protected later by {later:.3f} s (bound {OPENING_BOUND_SECONDS:g})")
    print(f"backup: {ratio:.2f} (bound {BACKUP_BOUND:g}) {'held' if held else 'MISSED'}")
    return int(not held)


def _prepare(folder: Path, rows: int) -> tuple[Path, Path]:
    plain, protected = folder / "plain.db", folder / "protected.db"
    with closing(Database(plain)) as database:
        upgrade(database)
    with closing(driver.connect(plain)) as connection:
        enter_sessions(connection, rows // PEOPLE)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_INSERT, attendance_rows(rows))
        connection.execute("COMMIT")
    driver.export_database(plain, None, protected, new_file_key(PASSWORD))
    return plain, protected


def _open(path: Path, password: str) -> None:
    key = key_of_file(path, password) if password else None
    schema_state(path, key)
    with closing(Database(path, key=key)) as database, database.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM people").scalar_one()


def _copy(source: Path, target: Path) -> None:
    unfinished = target.with_name("unfinished")
    shutil.copyfile(source, unfinished)
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    assert unfinished.read_bytes() == source.read_bytes()
    unfinished.replace(target)


def _medians(*sides: Callable[[], object]) -> list[float]:
    times: list[list[float]] = [[] for _ in sides]
    for _ in range(ROUNDS):
        for place, side in enumerate(sides):
            begun = time.process_time()
            side()
            times[place].append(time.process_time() - begun)
    return [statistics.median(values) for values in times]


if __name__ == "__main__":
    sys.exit(main())
