"""The entries of one record, gathered to moments: the fields that one step changed, before and after, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from json import dumps
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection

from models.change_log.cells import DELETION, Cell, LoggedTable
from services.history.rows import FieldChange
from services.history.words import Words, column_label


class Moment(NamedTuple):
    """What one step did to the record; the clock and actor are those of its first entry."""

    hlc: int
    actor: int
    kind: str
    changes: tuple[FieldChange, ...]


class Past(NamedTuple):
    """The moments, the oldest first; `begins` tells whether the log knows how the record came into being."""

    moments: tuple[Moment, ...]
    begins: bool


Insertions: TypeAlias = dict[tuple[str, bytes], tuple[int, int]]


@dataclass(slots=True)
class _Gathered:
    """The cells that one step changed: each with its first before and its last after."""

    hlc: int
    actor: int
    before: dict[str, Any]
    after: dict[str, Any]


def find_insertions(connection: Connection, rows: Collection[tuple[str, bytes]]) -> Insertions:
    """Find how records came into being; in one pass, since these entries have no index by record."""
    listed = dumps([row.hex() for _, row in rows])
    found = connection.exec_driver_sql(
        "SELECT k.table_name, i.row, min(i.hlc), i.actor FROM change_inserts i "
        "JOIN change_columns k ON k.no = i.table_no "
        "WHERE i.row IN (SELECT unhex(value) FROM json_each(?)) GROUP BY k.table_name, i.row",
        (listed,),
    )
    return {(table, bytes(row)): (hlc, actor) for table, row, hlc, actor in found}


def read_past(words: Words, table: LoggedTable, row: bytes, insertions: Insertions) -> Past:
    """Read and gather the entries of a record."""
    connection = words.connection
    entries = connection.exec_driver_sql(
        "SELECT e.hlc, e.actor, k.cell, CASE WHEN p.hlc IS NULL THEN e.old ELSE p.value END AS before, e.value, "
        "(SELECT s.hlc FROM change_steps s WHERE s.hlc < e.hlc AND s.actor = e.actor ORDER BY s.hlc DESC LIMIT 1) "
        "FROM change_cells e JOIN change_columns k ON k.no = e.column_no "
        "LEFT JOIN change_cells p ON p.hlc = e.previous_hlc AND p.actor = e.previous_actor "
        "AND p.column_no = e.column_no WHERE e.row = ? AND k.table_name = ? ORDER BY e.hlc, e.actor, e.column_no",
        (bytearray(row), table.name),
    ).all()
    gathered: dict[tuple[int, int], _Gathered] = {}
    first: dict[str, Any] = {}
    for hlc, actor, cell, before, after, step in entries:
        moment = gathered.setdefault((step or hlc, actor), _Gathered(hlc, actor, {}, {}))
        moment.before.setdefault(cell, before)
        moment.after[cell] = after
        first.setdefault(cell, before)
    moments = [_moment(words, table, moment) for moment in gathered.values()]
    inserted = insertions.get((table.name, row))
    made = () if inserted is None else (_made(words, table, row, inserted, first),)
    return Past((*made, *(moment for moment in moments if moment.changes or moment.kind != "changed")), bool(made))


def _made(
    words: Words,
    table: LoggedTable,
    row: bytes,
    inserted: tuple[int, int],
    first: dict[str, Any],
) -> Moment:
    """Tell how the record was when it came into being: the live row, but for what was changed since."""
    cells = ", ".join(cell.value("t") for cell in table.cells)
    live = words.connection.exec_driver_sql(
        f"SELECT {cells} FROM {table.name} t WHERE {table.is_row('t', '?1')}", (bytearray(row),)
    ).one()
    changes = []
    for cell, now in zip(table.cells, live, strict=True):
        if cell.name != DELETION:
            changes += _changes(words, table, cell, None, first.get(cell.name, now))
    return Moment(*inserted, "made", tuple(changes))


def _moment(words: Words, table: LoggedTable, gathered: _Gathered) -> Moment:
    kind = "changed"
    changes: list[FieldChange] = []
    for cell in table.cells:
        if cell.name not in gathered.after:
            continue
        before, after = gathered.before[cell.name], gathered.after[cell.name]
        if cell.name == DELETION and before != after:
            kind = "deleted" if after else "restored"
        elif cell.name != DELETION:
            changes += _changes(words, table, cell, before, after)
    return Moment(gathered.hlc, gathered.actor, kind, tuple(changes))


def _changes(words: Words, table: LoggedTable, cell: Cell, before: Any, after: Any) -> list[FieldChange]:
    found = []
    for column, old, new in zip(cell.columns, cell.parts(before), cell.parts(after), strict=True):
        was, became = words.value(column, old), words.value(column, new)
        if was != became:
            found.append(FieldChange(column_label(table.name, column.name), column.name, was, became))
    return found
