"""Opening a protected ledger beside a plain one, and a verified backup beside a copy of the file.

Run it as `python -m tests.benchmarks.protection_and_backup [ROWS]`; both sides of each pair run in turn, CPU time.
Bounds: a protected file opens within 0.3 s of a plain one; a backup is made at least at half the speed of a file copy.
The copy is flushed and read back, as one that is relied on must be; the backup is copied by SQLite's backup interface
and flushed. Not bound, but told: the copying alone (the interface reads and writes page by page, where the system
copies in large pieces), the verification, which looks at every row where the copy compares bytes, and the same for the
protected file, each of whose pages is deciphered and enciphered on the way.
"""

import filecmp
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
from models.file_key import FileKey, key_of_file, new_file_key
from models.upgrade import SchemaState, schema_state, upgrade
from tests.benchmarks.change_log import PEOPLE, attendance_rows, enter_sessions

OPENING_BOUND_SECONDS = 0.3
BACKUP_BOUND = 2.0
ROUNDS = 5
ROWS = 400_000
COPY = "copy.db"
PASSWORD = "支部的密码 1921"
_INSERT = (
    "INSERT INTO attendance (session_id, person_id, year, status, minutes, note) VALUES (?, ?, 2025, 'present', ?, ?)"
)


def main() -> int:
    """Time both pairs and print them; 1 when a bound is missed."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, protected = _prepare(folder, rows)
        key = key_of_file(protected, PASSWORD)
        opening = _medians(lambda: _open(plain, ""), lambda: _open(protected, PASSWORD))
        copying = _medians(lambda: _copy(plain, folder), lambda: _compare(plain, folder), made=folder / COPY)
        saving = [
            _medians(*_backup(path, its_key, folder), made=folder / COPY)
            for path, its_key in ((plain, None), (protected, key))
        ]
    later, by_hand, ratio = opening[1] - opening[0], sum(copying), saving[0][0] / sum(copying)
    print(f"opening: plain {opening[0]:.3f} s, protected {opening[1]:.3f} s")
    print(f"file copy: {by_hand:.3f} s (copied and flushed {copying[0]:.3f}, read back {copying[1]:.3f})")
    for words, (copied, verified) in zip(("backup", "backup of the protected file"), saving, strict=True):
        print(f"{words}: copied and flushed {copied:.3f} s, verified {verified:.3f} s")
    print(
        f"copied and flushed alone: {saving[0][0] / copying[0]:.2f}; with verification: {sum(saving[0]) / by_hand:.2f}"
    )
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


def _copy(source: Path, folder: Path) -> None:
    shutil.copyfile(source, folder / COPY)
    _flush(folder / COPY)


def _compare(source: Path, folder: Path) -> None:
    filecmp.clear_cache()
    assert filecmp.cmp(source, folder / COPY, shallow=False)


def _backup(source: Path, key: FileKey | None, folder: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    """Give the parts of a backup: `services.backups.service.write_backup` does both."""
    target = folder / COPY

    def copy() -> None:
        driver.copy_database(source, target, key)
        _flush(target)

    def verify() -> None:
        assert not driver.copy_faults(target, key)
        assert schema_state(target, key) is SchemaState.CURRENT

    return copy, verify


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _medians(*sides: Callable[[], object], made: Path | None = None) -> list[float]:
    """Time the sides in turn; what they made is removed before the next turn, outside of the time."""
    times: list[list[float]] = [[] for _ in sides]
    for _ in range(ROUNDS):
        if made is not None:
            made.unlink(missing_ok=True)
        for place, side in enumerate(sides):
            begun = time.process_time()
            side()
            times[place].append(time.process_time() - begun)
    return [statistics.median(values) for values in times]


if __name__ == "__main__":
    sys.exit(main())
