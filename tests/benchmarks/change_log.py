"""A million attendance rows in bulk, with the change log and without it: time and size of the file.

Run it as `python -m tests.benchmarks.change_log [ROWS]`; both sides run in turn, on new files, with the triggers that
every file has; the last lines say whether the bounds (1.7 in time, 1.4 in size) hold. Updates are shown beside it.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from models import driver
from models.change_log.cells import logged_tables
from models.database import Database
from models.upgrade import upgrade

TIME_BOUND = 1.7
SIZE_BOUND = 1.4
ROUNDS = 3
PEOPLE = 2000
ROWS = 1_000_000
_INSERT = (
    "INSERT INTO attendance (session_id, person_id, year, status, minutes, note) VALUES (?, ?, 2025, 'present', ?, ?)"
)


def main() -> int:
    """Time both sides in turn and print the ratios; 1 when a bound is missed."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    measured: dict[bool, list[tuple[float, float, int]]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            for logged in (True, False):
                path = Path(folder) / f"{number}-{logged}.db"
                measured[logged].append(_fill(path, rows, logged=logged))
                path.unlink()
    with_log, without = (_medians(measured[logged]) for logged in (True, False))
    for name, side in (("with the log", with_log), ("without", without)):
        print(f"{name}: insert {side[0]:.2f} s CPU, update {side[1]:.2f} s CPU, file {side[2] / 1e6:.1f} MB")
    print(f"updates of every row: {with_log[1] / without[1]:.2f}")
    insert, size = with_log[0] / without[0], with_log[2] / without[2]
    print(f"change_log size: {size:.2f} (bound {SIZE_BOUND:g}) {'held' if size <= SIZE_BOUND else 'MISSED'}")
    print(f"change_log insert: {insert:.2f} (bound {TIME_BOUND:g}) {'held' if insert <= TIME_BOUND else 'MISSED'}")
    return int(insert > TIME_BOUND or size > SIZE_BOUND)


def _medians(rounds: list[tuple[float, float, int]]) -> tuple[float, float, int]:
    inserts, updates, sizes = zip(*rounds, strict=True)
    return statistics.median(inserts), statistics.median(updates), int(statistics.median(sizes))


def _fill(path: Path, rows: int, *, logged: bool) -> tuple[float, float, int]:
    """Insert the rows in one transaction, then change one cell of each; the size is taken in between."""
    upgrade(Database(path))
    connection = driver.connect(path)
    enter_sessions(connection, rows // PEOPLE)
    if not logged:
        for table in logged_tables():
            connection.execute(f"DROP TRIGGER {table.name}_inserted_log")
            connection.execute(f"DROP TRIGGER {table.name}_changed_log")
    wanted = attendance_rows(rows)
    inserting = _timed(connection, lambda: connection.executemany(_INSERT, wanted))
    size = path.stat().st_size
    updating = _timed(connection, lambda: connection.execute("UPDATE attendance SET minutes = 90 WHERE deleted = 0"))
    connection.close()
    return inserting, updating, size


def attendance_rows(rows: int) -> list[tuple[bytearray, bytearray, int, str]]:
    """List what is inserted: every person at every session."""
    return [
        (bytearray(_key(b"s", session)), bytearray(_key(b"p", person)), 120, "")
        for session in range(rows // PEOPLE)
        for person in range(PEOPLE)
    ]


def enter_sessions(connection: Any, sessions: int) -> None:
    """Enter the people and so many sessions."""
    connection.execute("BEGIN")
    connection.execute("INSERT INTO organizations (id, name, kind) VALUES (?, '党委', 'committee')", (_key(b"o", 0),))
    connection.executemany(
        "INSERT INTO people (id, name, category) VALUES (?, '赵一', 'formal')",
        [(_key(b"p", number),) for number in range(PEOPLE)],
    )
    connection.executemany(
        "INSERT INTO sessions (id, kind, title, organization_id, starts_on, state) "
        "VALUES (?, 'theme_day', '主题党日', ?, '2025-03-01', 'held')",
        [(_key(b"s", number), _key(b"o", 0)) for number in range(sessions)],
    )
    connection.execute("COMMIT")


def _timed(connection: Any, work: Any) -> float:
    begun = time.process_time()
    connection.execute("BEGIN IMMEDIATE")
    work()
    connection.execute("COMMIT")
    return time.process_time() - begun


def _key(prefix: bytes, number: int) -> bytes:
    return prefix + number.to_bytes(15, "big")


if __name__ == "__main__":
    sys.exit(main())
