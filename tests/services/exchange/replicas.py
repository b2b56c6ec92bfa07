"""Several copies of one ledger, as they drift apart on several PCs, and short ways to edit, merge and read them."""

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from models.change_log.arriving import forget
from models.change_log.cells import logged_tables
from models.change_log.conflicts import all_conflicts
from models.change_log.steps import Opening, Step
from models.database import Database
from models.enums import StepKind
from models.upgrade import upgrade
from services.clock import FixedClock
from services.exchange.merging import write_merge
from services.exchange.rows import MergeReport, RowKey

MOMENT = datetime(2026, 3, 5, 12, tzinfo=UTC)
TOP = b"t" * 16
PEOPLE = tuple(bytes([place]) * 16 for place in range(1, 4))
SESSIONS = tuple(bytes([place]) * 16 for place in range(11, 13))


@dataclass
class Replica:
    """One copy, on a PC whose clock is off by `skew`."""

    path: Path
    skew: timedelta = timedelta()
    seconds: int = 0
    database: Database = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open it anew: another actor writes from now on."""
        self.database = Database(self.path, opening=Opening(self.path.stem, self.now))

    def reopen(self) -> None:
        self.database.close()
        self.open()

    def now(self) -> datetime:
        self.seconds += 1
        return MOMENT + self.skew + timedelta(seconds=self.seconds)

    def write(self, *statements: str) -> None:
        with self.database.transaction() as session:
            for statement in statements:
                session.connection().exec_driver_sql(statement)

    def read(self, statement: str) -> list[Any]:
        with self.database.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement)]

    def merge(self, other: "Replica", leave_out: Sequence[RowKey] = ()) -> MergeReport:
        """Merge another copy as it lies there."""
        step = Step(StepKind.MERGE, other.path.name)
        with self.database.merging(other.path, None, step) as session:
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            report = write_merge(session, other.path, leave_out, FixedClock(MOMENT))
            forget(session.connection())
        return report

    def conflicts(self) -> list[tuple[Any, ...]]:
        """List the open conflicts, as comparable facts."""
        with self.database.reading() as connection:
            return [
                (found.table, found.cell, found.row, found.other.value, found.kept.value)
                for found in all_conflicts(connection)
            ]

    def live(self) -> dict[str, list[Any]]:
        """Give the canonical dump of the rows that are not deleted."""
        dump = {}
        for table in logged_tables():
            columns = ", ".join(f'"{column.name}"' for column in table.table.columns)
            keys = ", ".join(f'"{column.name}"' for column in table.key)
            dump[table.name] = self.read(f"SELECT {columns} FROM {table.name} WHERE deleted = 0 ORDER BY {keys}")
        return {name: rows for name, rows in dump.items() if rows}

    def log(self) -> list[Any]:
        """Give every entry of the log, as names."""
        return self.read(
            "SELECT e.hlc, e.actor, n.table_name, n.cell, e.row, e.value FROM change_cells e "
            "JOIN change_columns n ON n.no = e.column_no ORDER BY 1, 2, 3, 4"
        )


def office(folder: Path, copies: int, skews: Sequence[timedelta] = ()) -> list[Replica]:
    """Make one small ledger and copies of it."""
    paths = [folder / f"copy{place}.db" for place in range(copies)]
    for path in paths:
        path.write_bytes(_small_office())
    return [Replica(path, skews[place] if place < len(skews) else timedelta()) for place, path in enumerate(paths)]


@cache
def _small_office() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "office.db"
        with closing(Database(path, opening=Opening("office", lambda: MOMENT))) as database:
            upgrade(database)
            with database.transaction() as session:
                for statement in _OFFICE:
                    session.connection().exec_driver_sql(statement)
        return path.read_bytes()


def copy(source: Replica, path: Path, skew: timedelta = timedelta()) -> Replica:
    """Copy a closed file, as people do with a stick."""
    source.reopen()
    source.database.close()
    shutil.copyfile(source.path, path)
    source.open()
    return Replica(path, skew)


def everything_to_everyone(replicas: Sequence[Replica]) -> None:
    """Let all copies learn of each other, twice round: what a merge itself decided travels too."""
    for _ in range(2):
        for receiving in replicas:
            for sending in replicas:
                if sending is not receiving:
                    receiving.merge(sending)


def close(replicas: Sequence[Replica]) -> None:
    for replica in replicas:
        replica.database.close()


_OFFICE = [
    f"INSERT INTO organizations (id, name, kind) VALUES (x'{TOP.hex()}', '某某公司党委', 'committee')",
    *(
        f"INSERT INTO people (id, name, category) VALUES (x'{person.hex()}', '人{person[0]}', 'formal')"
        for person in PEOPLE
    ),
    *(
        "INSERT INTO sessions (id, kind, title, organization_id, starts_on, discussion, state) "
        f"VALUES (x'{session.hex()}', 'theme_day', '主题党日', x'{TOP.hex()}', '2026-02-05', 0, 'held')"
        for session in SESSIONS
    ),
]
