"""Uniting two records that are the same person or session: keys never change, what hangs on one moves to the other.

A row with a key of its own is re-pointed; one whose key names the dropped record (attendance) is made anew for the kept
one, the old one marked as deleted; where both have one, the kept record's values stay and only what it lacks is filled.
All copies do the same after every merge with what newly arrived for a dropped record, so that they end equal.
"""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from sqlalchemy import Connection

from models.change_log.cells import DELETION, LoggedTable, logged_table, logged_tables, quoted
from models.keys import Key

UNITED: Final = ("people", "sessions")
# What hangs on a record and is the same as what hangs on the other where these agree; else only if all agrees.
_SAME: Final = {
    "stages": ("kind",),
    "study_app_scores": ("scored_on",),
    "certificates": ("name", "obtained_on"),
    "sittings": ("number",),
    "study_items": ("title",),
}
_POINTER: Final = "united_into"


@cache
def hanging(table: str) -> tuple[tuple[LoggedTable, str], ...]:
    """List the tables whose rows hang on a record of this one, each with the column that names it."""
    return tuple(
        (child, column.name)
        for child in logged_tables()
        for column in child.table.columns
        for key in column.foreign_keys
        if key.column.table.name == table and column.name != _POINTER
    )


def unite(connection: Connection, table: str, kept: Key, dropped: Key) -> None:
    """Let `dropped` be the same as `kept`, with all that hangs on it."""
    fill(connection, logged_table(table), kept, dropped)
    connection.exec_driver_sql(f"UPDATE {table} SET {_POINTER} = ? WHERE id = ?", (bytearray(kept), bytearray(dropped)))
    _move(connection, table, kept, dropped)
    _delete(connection, logged_table(table), dropped)


def settle(connection: Connection) -> None:
    """Move what hangs on records that were united earlier: after a merge, inside its transaction."""
    for table in UNITED:
        for kept, dropped in _roots(connection, table):
            fill(connection, logged_table(table), kept, dropped, _arrived_cells(connection, table, dropped))
            _move(connection, table, kept, dropped)
            _delete(connection, logged_table(table), dropped)


def fill(
    connection: Connection, table: LoggedTable, kept: bytes, dropped: bytes, only: Collection[str] | None = None
) -> None:
    """Give the kept row what it lacks and the dropped one has; `only` these cells, where some are named."""
    for cell in table.cells:
        if len(cell.columns) == 1 and cell.name not in {DELETION, _POINTER} and (only is None or cell.name in only):
            column = quoted(cell.name)
            connection.exec_driver_sql(
                f"UPDATE {table.name} AS k SET {column} = d.{column} FROM {table.name} d "
                f"WHERE {table.is_row('k', '?1')} AND {table.is_row('d', '?2')} "
                f"AND {_lacks('k', column)} AND NOT {_lacks('d', column)}",
                (bytearray(kept), bytearray(dropped)),
            )


def _lacks(prefix: str, column: str) -> str:
    return f"({prefix}.{column} IS NULL OR {prefix}.{column} = '')"


def _delete(connection: Connection, table: LoggedTable, row: bytes) -> None:
    connection.exec_driver_sql(
        f"UPDATE {table.name} SET deleted = 1 WHERE deleted = 0 AND {table.is_row(table.name, '?1')}",
        (bytearray(row),),
    )


def _arrived_cells(connection: Connection, table: str, row: Key) -> frozenset[str]:
    found = connection.exec_driver_sql(
        "SELECT cell FROM temp.changed_cells WHERE table_name = ? AND row = ?", (table, bytearray(row))
    )
    return frozenset(found.scalars())


def _roots(connection: Connection, table: str) -> Iterator[tuple[Key, Key]]:
    """Give (kept, dropped) of every united record; where two were united with each other, the older one stays."""
    rows = connection.exec_driver_sql(f"SELECT id, {_POINTER} FROM {table} WHERE {_POINTER} IS NOT NULL ORDER BY id")
    pointers = {bytes(row): bytes(other) for row, other in rows}
    for row in sorted(pointers):
        seen = [row]
        while (following := pointers.get(seen[-1])) is not None and following not in seen:
            seen.append(following)
        if following is not None and row == min(seen[seen.index(following) :]):
            del pointers[row]
            connection.exec_driver_sql(
                f"UPDATE {table} SET {_POINTER} = NULL, deleted = 0 WHERE id = ?", (bytearray(row),)
            )
    for row in sorted(pointers):
        root = row
        while root in pointers:
            root = pointers[root]
        yield root, row


def _move(connection: Connection, table: str, kept: bytes, dropped: bytes) -> None:
    for child, column in hanging(table):
        if column in {key.name for key in child.key}:
            _make_anew(connection, child, column, kept, dropped)
        else:
            _repoint(connection, child, column, kept, dropped)


def _repoint(connection: Connection, child: LoggedTable, column: str, kept: bytes, dropped: bytes) -> None:
    execute = connection.exec_driver_sql
    rows = execute(
        f"SELECT {child.row('c')} FROM {child.name} c WHERE c.{quoted(column)} = ? AND c.deleted = 0 ORDER BY 1",
        (bytearray(dropped),),
    )
    for row in rows.scalars().all():
        twin = execute(
            f"SELECT {child.row('k')} FROM {child.name} k JOIN {child.name} d ON {child.is_row('d', '?1')} "
            f"WHERE k.{quoted(column)} = ?2 AND k.deleted = 0 AND {_agrees(child, column)} ORDER BY 1 LIMIT 1",
            (bytearray(row), bytearray(kept)),
        ).scalar()
        if twin is None:
            execute(
                f"UPDATE {child.name} SET {quoted(column)} = ?2 WHERE {child.is_row(child.name, '?1')}",
                (bytearray(row), bytearray(kept)),
            )
        else:
            fill(connection, child, bytes(twin), bytes(row))
            _move(connection, child.name, bytes(twin), bytes(row))
            _delete(connection, child, bytes(row))


def _agrees(child: LoggedTable, column: str) -> str:
    """Give the SQL condition that row `d` says of the dropped record what `k` says of the kept one."""
    every = (other.name for cell in child.cells for other in cell.columns if other.name not in {column, DELETION})
    names = _SAME.get(child.name) or every
    return " AND ".join(f"k.{quoted(name)} IS d.{quoted(name)}" for name in names) or "true"


def _make_anew(connection: Connection, child: LoggedTable, column: str, kept: bytes, dropped: bytes) -> None:
    execute = connection.exec_driver_sql
    keys = (bytearray(kept), bytearray(dropped))
    name = child.name
    # After a merge mostly nothing is left to move: every statement below would read all that ever hung on it.
    left = f"SELECT EXISTS (SELECT 1 FROM {name} d WHERE d.{quoted(column)} = ? AND d.deleted = 0)"
    if not execute(left, (bytearray(dropped),)).scalar_one():
        return
    others = [key.name for key in child.key if key.name != column]
    pair = " AND ".join(
        [f"k.{quoted(column)} = ?1", f"d.{quoted(column)} = ?2", *(f"k.{quoted(o)} = d.{quoted(o)}" for o in others)]
    )
    columns = [quoted(one.name) for one in child.table.columns]
    values = ["?1" if one == quoted(column) else f"d.{one}" for one in columns]
    execute(
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {name} d "
        f"WHERE d.{quoted(column)} = ?2 AND d.deleted = 0 AND NOT EXISTS (SELECT 1 FROM {name} k WHERE {pair})",
        keys,
    )
    plain = [quoted(one.name) for cell in child.cells for one in cell.columns]
    execute(
        f"UPDATE {name} AS k SET {', '.join(f'{one} = d.{one}' for one in plain)} FROM {name} d "
        f"WHERE {pair} AND d.deleted = 0 AND k.deleted = 1",
        keys,
    )
    for cell in child.cells:
        if len(cell.columns) == 1 and cell.name != DELETION:
            one = quoted(cell.name)
            execute(
                f"UPDATE {name} AS k SET {one} = d.{one} FROM {name} d WHERE {pair} AND d.deleted = 0 "
                f"AND k.deleted = 0 AND {_lacks('k', one)} AND NOT {_lacks('d', one)}",
                keys,
            )
    execute(f"UPDATE {name} SET deleted = 1 WHERE {quoted(column)} = ? AND deleted = 0", (bytearray(dropped),))
