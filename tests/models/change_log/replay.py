"""Makes the live rows from the log alone: what each cell's last entry says, or what stood there before the first."""

from typing import Any

from models.change_log.cells import Cell, LoggedTable, logged_tables
from models.database import Database
from tests.models.change_log.ledger import read


def replayed(database: Database) -> dict[str, list[Any]]:
    """Give the canonical dump with every logged cell taken from the log; rows without insert entry are left out.

    Cells that never changed have no entry: of these the row itself tells.
    """
    dump: dict[str, list[Any]] = {}
    for table in logged_tables():
        rows = _rows(database, table)
        if rows:
            dump[table.name] = rows
    return dump


def _rows(database: Database, table: LoggedTable) -> list[Any]:
    logged = {
        (bytes(row), cell): value
        for row, cell, value in read(
            database,
            "SELECT e.row, k.cell, e.value FROM change_cells e JOIN change_columns k ON k.no = e.column_no "
            f"WHERE k.table_name = '{table.name}' ORDER BY e.hlc, e.actor",
        )
    }
    inserted = read(
        database,
        "SELECT i.row FROM change_inserts i JOIN change_columns k ON k.no = i.table_no "
        f"WHERE k.table_name = '{table.name}'",
    )
    known = {bytes(row) for (row,) in inserted}
    columns = [column.name for column in table.table.columns]
    keys = ", ".join(f'"{column.name}"' for column in table.key)
    listed = ", ".join(f't."{name}"' for name in columns)
    cells = ", ".join(cell.value("t") for cell in table.cells)
    found = read(database, f"SELECT {table.row('t')}, {cells}, {listed} FROM {table.name} t ORDER BY {keys}")
    made = []
    for key, *values in found:
        now = dict(zip([cell.name for cell in table.cells], values[: len(table.cells)], strict=True))
        for cell in table.cells:
            _same(table, cell, logged.get((bytes(key), cell.name), now[cell.name]), now[cell.name])
        if bytes(key) in known and not now["deleted"]:
            made.append(tuple(values[len(table.cells) :]))
    return made


def _same(table: LoggedTable, cell: Cell, logged: Any, live: Any) -> None:
    assert logged == live, f"{table.name}.{cell.name}: the log says {logged!r}, the row {live!r}"
