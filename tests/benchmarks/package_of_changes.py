"""A package of changes against a whole one: 1 % changed since a branch, or another PC with the whole ledger, answered.

Run it as `python -m tests.benchmarks.package_of_changes [ROWS]`; both are packed in turn from the same ledger. The last
lines say whether the bound holds: a tenth of the size.
"""

import shutil
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from models import driver
from models.database import Database
from services.clock import FixedClock
from services.exchange.service import MergeService
from services.ledger_file import LedgerFiles
from services.packages.service import PackageService
from services.packages.unpacking import UnpackService
from tests.benchmarks.change_log import PEOPLE, attendance_rows, enter_sessions

ROWS = 200_000
SIZE_BOUND = 0.1
ROUNDS = 3
EVERY = 100  # one row in a hundred is changed
CLOCK = FixedClock(datetime(2026, 3, 5, 12, tzinfo=UTC))
BRANCHES = 20
_INSERT = (
    "INSERT INTO attendance (session_id, person_id, year, status, minutes, note) VALUES (?, ?, 2025, 'present', ?, ?)"
)


def main() -> int:
    """Pack both ways in turn and print sizes, times and ratios; 1 when the bound is missed."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    held = True
    with tempfile.TemporaryDirectory() as name:
        ledger = Path(name) / "committee.db"
        branch = _prepare(ledger, rows)
        for title, scope in (("branch", branch), ("whole ledger", None)):
            _answer(ledger, scope)
            _change(ledger)
            held = _compare(title, ledger, scope) and held
    return int(not held)


def _prepare(ledger: Path, rows: int) -> bytes:
    """Fill a ledger with branches, people and attendance; give the key of one branch."""
    _files(ledger).create(ledger, "某某公司党委").close()
    with closing(driver.connect(ledger)) as connection:
        enter_sessions(connection, rows // PEOPLE)
        (top,) = connection.execute("SELECT id FROM organizations WHERE kind = 'committee' LIMIT 1").fetchone()
        connection.executemany(
            "INSERT INTO organizations (id, name, kind, parent_id) VALUES (?, ?, 'branch', ?)",
            [(bytes([place]) * 16, f"第{place}党支部", top) for place in range(1, BRANCHES + 1)],
        )
        connection.execute(
            "INSERT INTO memberships (id, person_id, organization_id) SELECT randomblob(16), p.id, o.id "
            f"FROM (SELECT id, row_number() OVER () AS place FROM people) p "
            f"JOIN (SELECT id, row_number() OVER () AS place FROM organizations WHERE kind = 'branch') o "
            f"ON o.place = p.place % {BRANCHES} + 1"
        )
    with closing(Database(ledger)) as database, database.transaction() as session:
        session.connection().exec_driver_sql(_INSERT, attendance_rows(rows))
    return bytes([1]) * 16


def _answer(ledger: Path, scope: bytes | None) -> None:
    """Let the receiver send a package of its own, which tells what it has."""
    folder = ledger.parent / ("branch" if scope else "second")
    folder.mkdir()
    down, up, home = folder / "down.slpack", folder / "up.slpack", folder / "home.db"
    _pack(ledger, down, scope, whole=True)
    UnpackService(_files(home)).unpack(down, home)
    _pack(home, up, None, whole=False)
    with closing(Database(ledger)) as database:
        MergeService(database, CLOCK, _files(ledger)).merge(up)
    shutil.rmtree(folder)


def _change(ledger: Path) -> None:
    with closing(Database(ledger)) as database, database.transaction() as session:
        session.connection().exec_driver_sql(
            f"UPDATE attendance SET minutes = minutes + 1 WHERE person_id IN "
            f"(SELECT id FROM people ORDER BY random() LIMIT {PEOPLE // EVERY})"
        )


def _compare(title: str, ledger: Path, scope: bytes | None) -> bool:
    times: dict[bool, list[float]] = {False: [], True: []}
    sizes = {}
    for _ in range(ROUNDS):
        for whole in (False, True):
            out = ledger.with_name("out.slpack")
            begun = time.process_time()
            _pack(ledger, out, scope, whole=whole)
            times[whole].append(time.process_time() - begun)
            sizes[whole] = out.stat().st_size
    seconds = {whole: statistics.median(found) for whole, found in times.items()}
    ratio = sizes[False] / sizes[True]
    print(f"{title}: changes {sizes[False] / 1e6:.2f} MB, {seconds[False]:.2f} s CPU; ", end="")
    print(f"whole {sizes[True] / 1e6:.2f} MB, {seconds[True]:.2f} s CPU")
    print(f"{title}: size {ratio:.3f} (bound {SIZE_BOUND:g}) {'held' if ratio <= SIZE_BOUND else 'MISSED'}")
    return ratio <= SIZE_BOUND


def _pack(ledger: Path, out: Path, scope: bytes | None, *, whole: bool) -> None:
    with closing(Database(ledger)) as database:
        PackageService(database, CLOCK, _files(ledger)).pack(out, branch=scope, whole=whole)


def _files(path: Path) -> LedgerFiles:
    return LedgerFiles(path.parent / "backups", CLOCK, label=f"officer@{path.stem}{path.parent.name}")


if __name__ == "__main__":
    sys.exit(main())
