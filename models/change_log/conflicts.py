"""Conflicts, derived from the log so that every copy with the same entries has the same list.

An entry is in conflict when it is not the newest of its cell, no later entry names it (or an equal value) as what it
replaced, its value differs from the newest one's, and nobody has acknowledged it.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One entry of a cell, as the log has it."""

    hlc: int
    actor: int
    value: Any


@dataclass(frozen=True, slots=True)
class CellConflict:
    """A cell whose `other` value was overruled by the `kept` one without whoever wrote it knowing."""

    table: str
    cell: str
    row: bytes
    other: CellEntry
    kept: CellEntry


# Cells with several entries; `{0}` limits the search (to the cells that a merge touched).
_CONFLICTS: Final = """
    SELECT n.table_name, n.cell, l.row, l.hlc, l.actor, l.value, w.hlc, w.actor, w.value
    FROM (SELECT row, column_no FROM main.change_cells {0} GROUP BY row, column_no HAVING count(*) > 1) g
    JOIN main.change_columns n ON n.no = g.column_no
    JOIN main.change_cells l ON l.row = g.row AND l.column_no = g.column_no
    JOIN main.change_cells w ON w.row = g.row AND w.column_no = g.column_no
      AND NOT EXISTS (SELECT 1 FROM main.change_cells z WHERE z.row = w.row AND z.column_no = w.column_no
                      AND (z.hlc, z.actor) > (w.hlc, w.actor))
    WHERE (l.hlc, l.actor) <> (w.hlc, w.actor) AND l.value IS NOT w.value
      AND NOT EXISTS (
        SELECT 1 FROM main.change_cells n JOIN main.change_cells p
          ON p.row = n.row AND p.column_no = n.column_no AND p.hlc = n.previous_hlc AND p.actor = n.previous_actor
        WHERE n.row = l.row AND n.column_no = l.column_no AND (n.hlc, n.actor) > (l.hlc, l.actor)
          AND p.value IS l.value)
      AND NOT EXISTS (
        SELECT 1 FROM main.change_cells n WHERE n.row = l.row AND n.column_no = l.column_no
          AND n.previous_hlc IS NULL AND n.old IS l.value AND (n.hlc, n.actor) > (l.hlc, l.actor)
          AND NOT EXISTS (SELECT 1 FROM main.change_inserts j WHERE j.hlc = n.hlc AND j.actor = n.actor))
      AND NOT EXISTS (
        SELECT 1 FROM main.acknowledgements k WHERE k.hlc = l.hlc AND k.actor = l.actor
          AND k.table_name = n.table_name AND k.cell = n.cell AND k.row = l.row AND k.deleted = 0)
    ORDER BY n.table_name, l.row, n.cell, l.hlc, l.actor"""
_TOUCHED: Final = "WHERE (row, column_no) IN (SELECT row, column_no FROM temp.arriving_cells)"


def all_conflicts(connection: Connection) -> list[CellConflict]:
    """List every open conflict."""
    return _read(connection, "")


def conflicts_touched(connection: Connection) -> list[CellConflict]:
    """List the open conflicts of the cells of which entries arrive; inside a merge."""
    return _read(connection, _TOUCHED)


def _read(connection: Connection, limit: str) -> list[CellConflict]:
    rows = connection.exec_driver_sql(_CONFLICTS.format(limit))
    return [
        CellConflict(table, cell, bytes(row), CellEntry(hlc, actor, value), CellEntry(last, winner, kept))
        for table, cell, row, hlc, actor, value, last, winner, kept in rows
    ]
