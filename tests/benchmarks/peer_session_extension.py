"""A peer: SQLite's session extension. Each copy records its changes as changesets, hands them over, applies others'.

Every copy decides a conflict by the same rule (the greater value stands, a deletion stands), which is the one that
made most copies end equal; what the conflict handler is given and does not simply agree with, it tells. What a copy
applied it records too, so that changes travel on by a third one. A change that is already there is no conflict.

Two ways of handing over: the changesets that came since the last package to the same PC, one after the other
(`since_last`); or, so that a lost package is made up for, the net change since the copies were one.
"""

import itertools
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import apsw

from tests.benchmarks.peer_copies import BASE, CELLS, DELETED, Copy, Told

_COLUMNS = ", ".join(CELLS)
_INSERT = f"INSERT INTO people (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)"
_TABLES = (
    f"CREATE TABLE people (id INTEGER PRIMARY KEY, {_COLUMNS});"
    "CREATE TABLE journal (number INTEGER PRIMARY KEY, changeset BLOB NOT NULL);"
    "CREATE TABLE handed (receiver TEXT PRIMARY KEY, number INTEGER NOT NULL)"
)
_TAKE, _LEAVE = apsw.SQLITE_CHANGESET_REPLACE, apsw.SQLITE_CHANGESET_OMIT


def changesets_since_last(folder: Path, skews: Sequence[timedelta]) -> list[Copy]:
    """Make copies that hand over what came since the last package."""
    return _copies(folder, len(skews), since_last=True)


def changesets_of_all(folder: Path, skews: Sequence[timedelta]) -> list[Copy]:
    """Make copies that hand over the net change of all that ever came."""
    return _copies(folder, len(skews), since_last=False)


def _copies(folder: Path, count: int, *, since_last: bool) -> list[Copy]:
    copies: list[Copy] = []
    for place in range(count):
        copy = SessionCopy(folder / f"copy{place}.db", since_last)
        copy.connection.execute(_TABLES)
        copy.connection.executemany(_INSERT, [(row, *values.values()) for row, values in BASE.items()])
        copies.append(copy)
    return copies


@dataclass
class SessionCopy:
    """A file on one PC; its clock plays no part."""

    path: Path
    since_last: bool
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.connection = apsw.Connection(str(self.path))
        self.connection.pragma("synchronous", 0)

    def insert(self, row: int, values: Mapping[str, str]) -> None:
        self._record(lambda: self.connection.execute(_INSERT, (row, *(values.get(cell, "") for cell in CELLS))))

    def change(self, row: int, cell: str, value: str) -> None:
        statement = f"UPDATE people SET {cell} = ? WHERE id = ?"
        self._record(lambda: self.connection.execute(statement, (value, row)))

    def delete(self, row: int) -> None:
        self._record(lambda: self.connection.execute("DELETE FROM people WHERE id = ?", (row,)))

    def rows(self) -> dict[int, dict[str, str]]:
        found = self.connection.execute(f"SELECT id, {_COLUMNS} FROM people")
        return {int(str(row)): dict(zip(CELLS, map(str, values), strict=True)) for row, *values in found}

    def package(self, receiver: str) -> Path:
        after = self.connection.execute("SELECT number FROM handed WHERE receiver = ?", (receiver,)).get
        found = self.connection.execute(
            "SELECT number, hex(changeset) FROM journal WHERE number > ? ORDER BY number",
            ((after or 0) if self.since_last else 0,),
        ).fetchall()
        changesets = [bytes.fromhex(str(changeset)) for _, changeset in found]
        if found:
            self.connection.execute("REPLACE INTO handed VALUES (?, ?)", (receiver, found[-1][0]))
        package = self.path.with_name(f"{self.path.stem}-{receiver}-{next(self.numbers)}.changesets")
        handed = changesets if self.since_last else [_net(changesets)]
        package.write_text(json.dumps([changeset.hex() for changeset in handed]))
        return package

    def receive(self, package: Path) -> set[Told]:
        told: set[Told] = set()

        def decide(reason: int, change: apsw.TableChange) -> int:
            decision, conflicts = _decide(reason, change)
            told.update(conflicts)
            return decision

        def apply() -> None:
            for changeset in json.loads(package.read_text()):
                apsw.Changeset.apply(bytes.fromhex(changeset), self.connection, conflict=decide)

        self._record(apply)
        return told

    def offered(self) -> set[Told]:
        return set()

    def copied(self, path: Path, skew: timedelta) -> "SessionCopy":
        self.connection.close()
        shutil.copyfile(self.path, path)
        self.connection = apsw.Connection(str(self.path))
        return SessionCopy(path, self.since_last)

    def close(self) -> None:
        self.connection.close()

    def _record(self, work: Callable[[], object]) -> None:
        session = apsw.Session(self.connection, "main")
        session.attach("people")
        work()
        changeset = session.changeset()
        session.close()
        if changeset:
            self.connection.execute("INSERT INTO journal (changeset) VALUES (?)", (changeset,))


def _net(changesets: Sequence[bytes]) -> bytes:
    builder = apsw.ChangesetBuilder()  # type: ignore[no-untyped-call]  # its own hints lack this one
    for changeset in changesets:
        builder.add(changeset)
    return builder.output()


def _decide(reason: int, change: apsw.TableChange) -> tuple[int, list[Told]]:
    """Answer a conflict, and give what is to be told of it."""
    row = int(str((change.old or change.new or (0,))[0]))
    if change.op == "DELETE":
        if reason == apsw.SQLITE_CHANGESET_NOTFOUND:
            return _LEAVE, []
        unseen = _differences(change.old, change.conflict)
        return _TAKE, [Told(row, DELETED, frozenset(ours for _, ours in unseen.values()))]
    if reason == apsw.SQLITE_CHANGESET_NOTFOUND:
        return _LEAVE, [Told(row, DELETED, frozenset(_texts(change.new).values()))]
    apart = _differences(change.new, change.conflict)
    if not apart:
        return _LEAVE, []
    conflicts = [Told(row, cell, frozenset(values)) for cell, values in apart.items()]
    theirs, ours = zip(*apart.values(), strict=True)
    return (_TAKE if theirs > ours else _LEAVE), conflicts


def _differences(theirs: Sequence[object] | None, ours: Sequence[object] | None) -> dict[str, tuple[str, str]]:
    """Give the cells that the change names and that the row has otherwise."""
    named, there = _texts(theirs), _texts(ours)
    return {cell: (value, there[cell]) for cell, value in named.items() if value != there[cell]}


def _texts(values: Sequence[object] | None) -> dict[str, str]:
    """Give the cells that a change names; it names no cell that it does not touch."""
    named = zip(CELLS, (values or (0,))[1:], strict=False)
    return {cell: str(value) for cell, value in named if value is not apsw.no_change}
