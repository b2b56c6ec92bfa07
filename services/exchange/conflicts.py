"""Conflicts as people meet them: which value was written here, who wrote each and when; and the officer's choice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from models.acknowledgements import Acknowledgement
from models.change_log.cells import logged_table, quoted
from models.change_log.conflicts import CellConflict, CellEntry, all_conflicts
from models.change_log.steps import COUNTER_BITS
from models.database import Database
from models.enums import StepKind
from models.keys import fixed_key
from services.changes import Changes
from services.exchange.errors import ConflictGoneError
from services.exchange.rows import Conflict
from services.exchange.told import tell_conflicts
from services.exchange.told_rows import ToldConflict


@dataclass(frozen=True, slots=True)
class ConflictService:
    """Lists open conflicts and takes the officer's choice."""

    database: Database

    def conflicts(self) -> list[Conflict]:
        """List the open conflicts."""
        with self.database.reading() as connection:
            return described(connection, all_conflicts(connection))

    def conflicts_in_words(self) -> tuple[ToldConflict, ...]:
        """List the open conflicts in words."""
        return self.in_words(None)

    def in_words(self, conflicts: Iterable[Conflict] | None) -> tuple[ToldConflict, ...]:
        """Tell these conflicts (None: all open ones) in words."""
        with self.database.reading() as connection:
            told = described(connection, all_conflicts(connection)) if conflicts is None else conflicts
            return tuple(tell_conflicts(connection, told))

    def choose(self, identity: str, *, ours: bool) -> Changes:
        """Let one of the two values stand; the choice is logged and travels on like any change."""
        with self.database.transaction(StepKind.RESOLVE) as session:
            connection = session.connection()
            found = {conflict_identity(conflict): conflict for conflict in all_conflicts(connection)}
            conflict = found.get(identity)
            if conflict is None:
                raise ConflictGoneError
            shown = described(connection, [conflict])[0]
            chosen = shown.ours if ours else shown.theirs
            if chosen != conflict.kept.value:
                _set(connection, conflict, chosen)
            _acknowledge(connection, conflict, chosen)
        return Changes(frozenset({conflict.table, Acknowledgement.__tablename__}), conflict.row)


def conflict_identity(conflict: CellConflict) -> str:
    """Name a conflict alike on every copy: by the overruled entry."""
    parts = (f"{conflict.other.hlc:x}", f"{conflict.other.actor:x}", conflict.table, conflict.cell, conflict.row.hex())
    return fixed_key("conflict", *parts).hex()


def described(connection: Connection, conflicts: Iterable[CellConflict]) -> list[Conflict]:
    """Tell of each conflict which value is ours, and who wrote both."""
    authors = _Authors(connection)
    return [_described(authors, conflict) for conflict in conflicts]


def _described(authors: "_Authors", conflict: CellConflict) -> Conflict:
    ours, theirs = conflict.kept, conflict.other
    if authors.came_by_merge(ours) and not authors.came_by_merge(theirs):
        ours, theirs = theirs, ours
    return Conflict(
        conflict_identity(conflict),
        conflict.table,
        conflict.row,
        conflict.cell,
        ours.value,
        theirs.value,
        conflict.kept.value,
        authors.tell(ours),
        authors.tell(theirs),
    )


class _Authors:
    """Who wrote an entry, when, and whether it came by a merge; what the log says of an actor is read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._labels: dict[int, str] = {}
        self._arrivals: dict[int, list[tuple[int, int]]] = {}
        self._steps: dict[int, list[tuple[int, int, str]]] = {}

    def came_by_merge(self, entry: CellEntry) -> bool:
        """Tell whether the entry was written on another copy."""
        self._read(entry.actor)
        return any(after < entry.hlc <= until for after, until in self._arrivals[entry.actor])

    def tell(self, entry: CellEntry) -> str:
        """Tell which PC, and when by its clock."""
        self._read(entry.actor)
        taken = next((at for first, last, at in self._steps[entry.actor] if first < entry.hlc <= last), None)
        if taken is None:
            taken = datetime.fromtimestamp((entry.hlc >> COUNTER_BITS) / 1000, UTC).isoformat(timespec="seconds")
        return f"{self._labels[entry.actor]} {taken[:16].replace('T', ' ')}".strip()

    def _read(self, actor: int) -> None:
        if actor in self._labels:
            return
        execute = self._connection.exec_driver_sql
        self._labels[actor] = execute("SELECT label FROM change_actors WHERE id = ?", (actor,)).scalar() or ""
        arrivals = execute(
            "SELECT after_hlc, until_hlc FROM change_arrivals WHERE actor = ?1 "
            "UNION ALL SELECT 0, seen_hlc FROM change_actors "
            "WHERE id = ?1 AND id IN (SELECT actor FROM foreign_actors)",
            (actor,),
        )
        self._arrivals[actor] = [(after, until) for after, until in arrivals]
        steps = execute("SELECT hlc, last_hlc, taken_at FROM change_steps WHERE actor = ?", (actor,))
        self._steps[actor] = [(first, last, at) for first, last, at in steps]


def _set(connection: Connection, conflict: CellConflict, value: object) -> None:
    table = logged_table(conflict.table)
    cell = table.cell(conflict.cell)
    row = f"x'{conflict.row.hex()}'"
    connection.exec_driver_sql(
        f"UPDATE {quoted(table.name)} AS x SET {cell.assignment('v.value')} FROM (SELECT ? AS value) v "
        f"WHERE {table.is_row('x', row)}",
        (value,),
    )


def _acknowledge(connection: Connection, conflict: CellConflict, chosen: object) -> None:
    """Let go of the values that were not chosen."""
    for entry in (conflict.other, conflict.kept):
        if entry.value == chosen:
            continue
        values = (entry.hlc, entry.actor, conflict.table, conflict.cell, bytearray(conflict.row))
        parts = (f"{entry.hlc:x}", f"{entry.actor:x}", conflict.table, conflict.cell, conflict.row.hex())
        connection.exec_driver_sql(
            "INSERT INTO acknowledgements (id, hlc, actor, table_name, cell, row) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (bytearray(fixed_key("acknowledgement", *parts)), *values),
        )
