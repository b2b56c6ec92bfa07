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
    return [_described(connection, conflict) for conflict in conflicts]


def _described(connection: Connection, conflict: CellConflict) -> Conflict:
    ours, theirs = conflict.kept, conflict.other
    if _came_by_merge(connection, conflict.kept) and not _came_by_merge(connection, conflict.other):
        ours, theirs = theirs, ours
    return Conflict(
        conflict_identity(conflict),
        conflict.table,
        conflict.row,
        conflict.cell,
        ours.value,
        theirs.value,
        conflict.kept.value,
        _author(connection, ours),
        _author(connection, theirs),
    )


def _came_by_merge(connection: Connection, entry: CellEntry) -> bool:
    return bool(
        connection.exec_driver_sql(
            "SELECT EXISTS (SELECT 1 FROM change_arrivals WHERE actor = ? AND after_hlc < ? AND until_hlc >= ?)",
            (entry.actor, entry.hlc, entry.hlc),
        ).scalar_one()
    )


def _author(connection: Connection, entry: CellEntry) -> str:
    """Tell which PC, and when by its clock."""
    label = connection.exec_driver_sql("SELECT label FROM change_actors WHERE id = ?", (entry.actor,)).scalar()
    step = connection.exec_driver_sql(
        "SELECT taken_at FROM change_steps WHERE actor = ? AND hlc < ? AND last_hlc >= ?",
        (entry.actor, entry.hlc, entry.hlc),
    ).scalar()
    moment = step or datetime.fromtimestamp((entry.hlc >> COUNTER_BITS) / 1000, UTC).isoformat(timespec="seconds")
    return f"{label or ''} {moment[:16].replace('T', ' ')}".strip()


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
