"""What a merge touches, in temporary tables beside those of the arriving entries: for the preview and the report."""

from collections.abc import Collection, Iterator
from itertools import groupby

from sqlalchemy import Connection

from models.change_log.cells import DELETION, logged_table, quoted
from services.exchange.rows import CellChange, MergedRow, MergeOutcome


def note_new_rows(connection: Connection) -> None:
    """Remember which arriving rows are not here yet; before they are inserted."""
    execute = connection.exec_driver_sql
    execute("DROP TABLE IF EXISTS temp.new_rows")
    execute("CREATE TEMP TABLE new_rows (table_name TEXT, row BLOB)")
    for name in execute("SELECT DISTINCT table_name FROM temp.arriving_inserts").scalars().all():
        execute(
            f"""INSERT INTO temp.new_rows SELECT DISTINCT i.table_name, i.row FROM temp.arriving_inserts i
            WHERE i.table_name = '{name}' AND NOT EXISTS (
              SELECT 1 FROM main.{quoted(name)} x WHERE {logged_table(name).is_row("x", "i.row")})"""
        )
    execute("CREATE INDEX temp.ix_new_rows ON new_rows (table_name, row)")


def note_changes(connection: Connection) -> None:
    """Remember each cell that will change, with both values; after the winners are found, before they are written."""
    execute = connection.exec_driver_sql
    execute("DROP TABLE IF EXISTS temp.changed_cells")
    execute("CREATE TEMP TABLE changed_cells (table_name TEXT, cell TEXT, row BLOB, before, after)")
    for table_name, cell_name in execute("SELECT DISTINCT table_name, cell FROM temp.winning_cells").all():
        table = logged_table(table_name)
        cell = next(cell for cell in table.cells if cell.name == cell_name)
        execute(
            f"""INSERT INTO temp.changed_cells
            SELECT w.table_name, w.cell, w.row, {cell.value("x")}, w.value FROM temp.winning_cells w
            JOIN main.{quoted(table_name)} x ON {table.is_row("x", "w.row")}
            WHERE w.table_name = '{table_name}' AND w.cell = '{cell_name}' AND {cell.value("x")} IS NOT w.value
              AND NOT EXISTS (SELECT 1 FROM temp.new_rows n WHERE n.table_name = w.table_name AND n.row = w.row)"""
        )
    execute("CREATE INDEX temp.ix_changed_cells ON changed_cells (table_name, row)")


def rows(connection: Connection) -> Iterator[MergedRow]:
    """List the records touched, by table and key."""
    execute = connection.exec_driver_sql
    for table, row in execute("SELECT table_name, row FROM temp.new_rows ORDER BY table_name, row"):
        yield MergedRow(table, bytes(row), MergeOutcome.NEW)
    revived = {(table, bytes(row)) for table, row in execute("SELECT table_name, row FROM temp.revived_rows")}
    found = execute(
        "SELECT table_name, row, cell, before, after FROM temp.changed_cells ORDER BY table_name, row, cell"
    )
    for (table, row), cells in groupby(found, key=lambda entry: (entry[0], bytes(entry[1]))):
        changes = tuple(CellChange(cell, before, after) for _, _, cell, before, after in cells)
        yield MergedRow(table, row, _outcome(changes, revived=(table, row) in revived), changes)
        revived.discard((table, row))
    for table, row in sorted(revived):
        yield MergedRow(table, row, MergeOutcome.REVIVED)


def _outcome(changes: tuple[CellChange, ...], *, revived: bool) -> MergeOutcome:
    if revived:
        return MergeOutcome.REVIVED
    deleted = any(change.cell == DELETION and change.after for change in changes)
    return MergeOutcome.DELETED if deleted else MergeOutcome.CHANGED


def arrived(connection: Connection) -> int:
    """Count the entries of the log that were new here."""
    return int(
        connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM temp.arriving_inserts) + "
            "(SELECT count(*) FROM temp.arriving_cells WHERE actor IN (SELECT actor FROM temp.arriving_actors))"
        ).scalar_one()
    )


def entries(connection: Connection, side: str) -> int:
    """Count all entries of a log."""
    return int(
        connection.exec_driver_sql(
            f"SELECT (SELECT count(*) FROM {side}.change_inserts) + (SELECT count(*) FROM {side}.change_cells)"
        ).scalar_one()
    )


def live_rows(connection: Connection, tables: Collection[str]) -> int:
    """Count the live rows of these tables."""
    return sum(
        int(connection.exec_driver_sql(f"SELECT count(*) FROM {quoted(name)} WHERE deleted = 0").scalar_one())
        for name in tables
    )
