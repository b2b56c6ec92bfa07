"""Use cases of the past: what happened to a record, who changed the records behind a figure, the recycle bin."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row

from models.change_log.cells import DELETION, LoggedTable, logged_table, logged_tables, quoted
from models.change_log.steps import Step, StepKey
from models.database import Database
from models.enums import StepKind
from services.changes import Changes
from services.errors import RecordMissingError
from services.history.errors import ParentDeletedError, TableUnknownError
from services.history.listing import code_of, key_of_code, rows_of_step
from services.history.obstacles import STEP_OF_ENTRY
from services.history.past import Past, find_insertions, read_past
from services.history.rows import DeletedRow, HistoryEntry, RecordHistory
from services.history.words import Words, table_label

MOST_AUDITED: Final = 200


class _Deleted(NamedTuple):
    """A deleted row with the entry that deleted it; without one where the log does not know."""

    table: str
    row: bytes
    hlc: int | None
    actor: int | None


@dataclass(frozen=True, slots=True)
class HistoryService:
    """Reads the change log for people; brings deleted records back."""

    database: Database

    def table_named(self, name: str) -> str:
        """Find a table by its name or its Chinese name."""
        for table in logged_tables():
            if name in {table.name, table_label(table.name)}:
                return table.name
        raise TableUnknownError(name)

    def history(self, table: str, row: bytes) -> RecordHistory:
        """Tell a record's past, the newest first: every change with its fields before and after in words."""
        found = logged_table(table)
        with self.database.reading() as connection:
            if not _is_there(connection, found, row):
                raise RecordMissingError(what=table_label(table))
            words = Words(connection)
            past = read_past(words, found, row, find_insertions(connection, [(table, row)]))
            return RecordHistory(table_label(table), words.record(table, row), *_told(connection, past))

    def with_links(self, table: str, row: bytes) -> tuple[HistoryEntry, ...]:
        """Tell the past of a record and of all that hangs on it (its dated records, its attendance), newest first."""
        with self.database.reading() as connection:
            rows = [(table, row), *_hanging_on(connection, table, row)]
            return _together(connection, rows)

    def audit(self, rows: Sequence[tuple[str, bytes]]) -> tuple[HistoryEntry, ...]:
        """Tell who changed the records behind a figure (table, key), the newest first; of the first 200 of them."""
        with self.database.reading() as connection:
            return _together(connection, rows[:MOST_AUDITED])

    def of_step(self, code: str, limit: int = MOST_AUDITED) -> tuple[HistoryEntry, ...]:
        """Tell what a step did to the first of its records, field by field."""
        key = key_of_code(code)
        with self.database.reading() as connection:
            rows = [] if key is None else rows_of_step(connection, key, limit)
            return tuple(entry for entry in _together(connection, rows) if entry.step_code == code)

    def recycle_bin(self, limit: int = 500) -> tuple[DeletedRow, ...]:
        """List deleted records, the last deleted first; what hangs on a deleted record comes back with it."""
        with self.database.reading() as connection:
            words = Words(connection)
            found = [entry for table in logged_tables() for entry in _deleted(connection, table, limit)]
            found.sort(key=lambda entry: (entry.hlc or 0, entry.actor or 0), reverse=True)
            return tuple(_deleted_row(words, entry) for entry in found[:limit])

    def restore(self, table: str, row: bytes) -> Changes:
        """Bring a deleted record back, with what was deleted along with it."""
        found = logged_table(table)
        with self.database.reading() as connection:
            name = Words(connection).record(table, row)
            if not _is_there(connection, found, row, deleted=True):
                raise RecordMissingError(what=table_label(table))
            _check_parents(connection, found, row, name)
        with self.database.transaction(Step(StepKind.RECYCLE, f"{table_label(table)} {name}")) as session:
            return Changes(_bring_back(session.connection(), found, row), row)


def _is_there(connection: Connection, table: LoggedTable, row: bytes, *, deleted: bool | None = None) -> bool:
    marked = "" if deleted is None else f" AND deleted = {int(deleted)}"
    return (
        connection.exec_driver_sql(
            f"SELECT 1 FROM {table.name} t WHERE {table.is_row('t', '?1')}{marked}", (bytearray(row),)
        ).one_or_none()
        is not None
    )


def _told(connection: Connection, past: Past) -> tuple[tuple[HistoryEntry, ...], bool]:
    entries = []
    for moment in reversed(past.moments):
        step = connection.exec_driver_sql(STEP_OF_ENTRY, (moment.hlc, moment.actor)).one_or_none()
        entries.append(
            HistoryEntry(
                moment.kind,
                moment.changes,
                None if step is None else datetime.fromisoformat(step.taken_at),
                "" if step is None else step.who or "",
                _label(step),
                "" if step is None else code_of(StepKey(step.hlc, step.actor)),
            )
        )
    return tuple(entries), past.begins


def _label(step: Row[Any] | None) -> str:
    if step is None:
        return ""
    kind = StepKind(step.kind).label
    return f"{kind}：{step.detail}" if step.detail else kind


def _together(connection: Connection, rows: Sequence[tuple[str, bytes]]) -> tuple[HistoryEntry, ...]:
    """Read the pasts of several records as one list in the order of the clock, each entry naming its record."""
    words = Words(connection)
    insertions = find_insertions(connection, rows)
    entries = [
        replace(entry, table=table_label(table), record=words.record(table, row))
        for table, row in dict.fromkeys(rows)
        for entry in _told(connection, read_past(words, logged_table(table), row, insertions))[0]
    ]
    return tuple(sorted(entries, key=_clock_of, reverse=True))


def _clock_of(entry: HistoryEntry) -> int:
    key = key_of_code(entry.step_code)
    return 0 if key is None else key.hlc


def _references(target: str) -> list[tuple[LoggedTable, str]]:
    """List the columns (with their tables) that name rows of a table."""
    return [
        (child, constraint.column_keys[0])
        for child in logged_tables()
        for constraint in child.table.foreign_key_constraints
        if constraint.referred_table.name == target
    ]


def _hanging_on(connection: Connection, table: str, row: bytes) -> list[tuple[str, bytes]]:
    return [
        (child.name, bytes(key))
        for child, column in _references(table)
        for (key,) in connection.exec_driver_sql(
            f"SELECT {child.row('t')} FROM {child.name} t WHERE t.{quoted(column)} = ? LIMIT {MOST_AUDITED}",
            (bytearray(row),),
        )
    ]


def _deleted(connection: Connection, table: LoggedTable, limit: int) -> list[_Deleted]:
    """List the deleted rows of a table that hang on no deleted row, with the entry that deleted each."""
    hanging = "".join(
        f" AND NOT EXISTS (SELECT 1 FROM {constraint.referred_table.name} p WHERE p.deleted = 1 AND "
        f"p.{quoted(next(iter(constraint.elements)).column.name)} = t.{quoted(constraint.column_keys[0])})"
        for constraint in table.table.foreign_key_constraints
    )
    newest = (
        "SELECT {} FROM change_cells e JOIN change_columns k ON k.no = e.column_no "
        f"WHERE e.row = {table.row('t')} AND k.table_name = '{table.name}' AND k.cell = '{DELETION}' "
        "ORDER BY e.hlc DESC, e.actor DESC LIMIT 1"
    )
    rows = connection.exec_driver_sql(
        f"SELECT {table.row('t')}, ({newest.format('e.hlc')}) AS hlc, ({newest.format('e.actor')}) FROM {table.name} t "
        f"WHERE t.deleted = 1{hanging} ORDER BY hlc DESC LIMIT ?",
        (limit,),
    )
    return [_Deleted(table.name, bytes(row), hlc, actor) for row, hlc, actor in rows]


def _deleted_row(words: Words, deleted: _Deleted) -> DeletedRow:
    table, row, hlc, actor = deleted
    step = None if hlc is None else words.connection.exec_driver_sql(STEP_OF_ENTRY, (hlc, actor)).one_or_none()
    return DeletedRow(
        table,
        table_label(table),
        row,
        words.record(table, row),
        None if step is None else datetime.fromisoformat(step.taken_at),
        "" if step is None else step.who or "",
        _label(step),
    )


def _check_parents(connection: Connection, table: LoggedTable, row: bytes, name: str) -> None:
    for parent in _deleted_parents(connection, table, row):
        raise ParentDeletedError(name, Words(connection).record(*parent))


def _deleted_parents(connection: Connection, table: LoggedTable, row: bytes) -> list[tuple[str, bytes]]:
    return [
        (parent, bytes(key))
        for constraint in table.table.foreign_key_constraints
        for parent in (constraint.referred_table.name,)
        for (key,) in connection.exec_driver_sql(
            f"SELECT p.{quoted(logged_table(parent).key[0].name)} FROM {table.name} t JOIN {parent} p "
            f"ON p.{quoted(logged_table(parent).key[0].name)} = t.{quoted(constraint.column_keys[0])} "
            f"WHERE p.deleted = 1 AND {table.is_row('t', '?1')}",
            (bytearray(row),),
        )
    ]


def _bring_back(connection: Connection, table: LoggedTable, row: bytes) -> frozenset[str]:
    """Take the mark of deletion off a row and, level by level, off what the same step deleted with it."""
    deleting = connection.exec_driver_sql(
        "SELECT s.actor, s.hlc, s.last_hlc FROM change_cells e JOIN change_columns k ON k.no = e.column_no "
        "JOIN change_steps s ON s.actor = e.actor AND s.hlc < e.hlc AND s.last_hlc >= e.hlc "
        f"WHERE e.row = ? AND k.table_name = ? AND k.cell = '{DELETION}' ORDER BY e.hlc DESC, e.actor DESC LIMIT 1",
        (bytearray(row), table.name),
    ).one_or_none()
    # A record that was united with another stands by itself again.
    apart = ", united_into = NULL" if "united_into" in table.table.columns else ""
    connection.exec_driver_sql(
        f"UPDATE {table.name} SET deleted = 0{apart} WHERE {table.is_row(table.name, '?1')}", (bytearray(row),)
    )
    touched = {table.name}
    waiting = [(table.name, row)]
    while deleting is not None and waiting:
        name, key = waiting.pop()
        for child, column in _references(name):
            back = _children_back(connection, child, column, key, tuple(deleting))
            waiting += [(child.name, found) for found in back]
            touched |= {child.name} if back else set()
    return frozenset(touched)


def _children_back(
    connection: Connection, child: LoggedTable, column: str, key: bytes, deleting: Collection[int]
) -> list[bytes]:
    rows = connection.exec_driver_sql(
        f"SELECT {child.row('t')} FROM {child.name} t WHERE t.{quoted(column)} = ? AND t.deleted = 1 AND EXISTS ("
        "SELECT 1 FROM change_cells e JOIN change_columns k ON k.no = e.column_no "
        f"WHERE e.row = {child.row('t')} AND k.table_name = '{child.name}' AND k.cell = '{DELETION}' "
        "AND e.actor = ? AND e.hlc > ? AND e.hlc <= ?)",
        (bytearray(key), *deleting),
    )
    back = [bytes(row) for (row,) in rows if not _deleted_parents(connection, child, bytes(row))]
    for row in back:
        connection.exec_driver_sql(
            f"UPDATE {child.name} SET deleted = 0 WHERE {child.is_row(child.name, '?1')}", (bytearray(row),)
        )
    return back
