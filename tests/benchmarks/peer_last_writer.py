"""A peer: the last writer wins by row. A row carries the moment of its last change; the newer row replaces the older.

What is handed over is the whole file, so that nothing is missing from a package; a deleted row stays as a marked one;
two rows of one moment are decided by their contents, alike on every copy.
"""

import itertools
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.peer_copies import BASE, CELLS, Copy, Told
from tests.services.exchange.replicas import MOMENT

_COLUMNS = ", ".join(CELLS)
_TABLE = (
    f"CREATE TABLE people (id INTEGER PRIMARY KEY, {_COLUMNS}, deleted INTEGER NOT NULL DEFAULT 0, "
    "updated_at TEXT NOT NULL)"
)
_CONTENT = "json_array({0}.updated_at, {0}.deleted, " + ", ".join(f"{{0}}.{cell}" for cell in CELLS) + ")"
_SETTINGS = ", ".join(f"{column} = excluded.{column}" for column in (*CELLS, "deleted", "updated_at"))
_MERGE = (
    f"INSERT INTO people SELECT * FROM theirs.people WHERE true ON CONFLICT (id) DO UPDATE SET {_SETTINGS} "
    f"WHERE {_CONTENT.format('excluded')} > {_CONTENT.format('people')}"
)


def last_writer_copies(folder: Path, skews: Sequence[timedelta]) -> list[Copy]:
    """Make copies of one file."""
    copies: list[Copy] = []
    for place, skew in enumerate(skews):
        copy = LastWriterCopy(folder / f"copy{place}.db", skew)
        copy.write(_TABLE)
        for row, values in BASE.items():
            copy.write(
                f"INSERT INTO people (id, {_COLUMNS}, updated_at) VALUES (?, ?, ?, ?, ?, '')", row, *values.values()
            )
        copies.append(copy)
    return copies


@dataclass
class LastWriterCopy:
    """A file on one PC."""

    path: Path
    skew: timedelta
    seconds: int = 0
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def write(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(statement, values)

    def read(self, statement: str) -> list[Any]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(statement).fetchall()

    def insert(self, row: int, values: Mapping[str, str]) -> None:
        whole = {cell: values.get(cell, "") for cell in CELLS}
        statement = f"INSERT INTO people (id, {_COLUMNS}, updated_at) VALUES (?, ?, ?, ?, ?, ?)"
        self.write(statement, row, *whole.values(), self._moment())

    def change(self, row: int, cell: str, value: str) -> None:
        self.write(f"UPDATE people SET {cell} = ?, updated_at = ? WHERE id = ?", value, self._moment(), row)

    def delete(self, row: int) -> None:
        self.write("UPDATE people SET deleted = 1, updated_at = ? WHERE id = ?", self._moment(), row)

    def rows(self) -> dict[int, dict[str, str]]:
        found = self.read(f"SELECT id, {_COLUMNS} FROM people WHERE deleted = 0")
        return {row: dict(zip(CELLS, values, strict=True)) for row, *values in found}

    def package(self, receiver: str) -> Path:
        package = self.path.with_name(f"{self.path.stem}-{receiver}-{next(self.numbers)}.package")
        shutil.copyfile(self.path, package)
        return package

    def receive(self, package: Path) -> set[Told]:
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("ATTACH DATABASE ? AS theirs", (str(package),))
            with connection:
                connection.execute(_MERGE)
        return set()  # it knows of no conflict

    def offered(self) -> set[Told]:
        return set()

    def copied(self, path: Path, skew: timedelta) -> "LastWriterCopy":
        shutil.copyfile(self.path, path)
        return LastWriterCopy(path, skew)

    def close(self) -> None:
        """Nothing is open between two statements."""

    def _moment(self) -> str:
        self.seconds += 1
        return (MOMENT + self.skew + timedelta(seconds=self.seconds)).isoformat()
