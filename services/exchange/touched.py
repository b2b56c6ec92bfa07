"""What a merge touches, in temporary tables beside those of the arriving entries: for the preview and the report."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection

from models.change_log.cells import DELETION, logged_table, quoted
from models.change_log.steps import StepKey
from services.exchange.rows import MergeOutcome, OutcomeCounts, RowKey

# Each record touched, with what becomes of it; new ones are in new_rows.
_CHANGED: Final = f"""SELECT c.table_name, c.row, CASE
      WHEN EXISTS (SELECT 1 FROM temp.revived_rows r WHERE r.table_name = c.table_name AND r.row = c.row)
        THEN '{MergeOutcome.REVIVED.value}'
      WHEN max(c.cell = '{DELETION}' AND c.after) THEN '{MergeOutcome.DELETED.value}'
      ELSE '{MergeOutcome.CHANGED.value}' END AS outcome
    FROM temp.changed_cells c GROUP BY c.table_name, c.row
    UNION ALL SELECT r.table_name, r.row, '{MergeOutcome.REVIVED.value}' FROM temp.revived_rows r
    WHERE NOT EXISTS (SELECT 1 FROM temp.changed_cells c WHERE c.table_name = r.table_name AND c.row = r.row)"""
_COUNTS: Final = f"""SELECT table_name, '{MergeOutcome.NEW.value}', count(*) FROM temp.new_rows GROUP BY table_name
    UNION ALL SELECT table_name, outcome, count(*) FROM ({_CHANGED}) GROUP BY table_name, outcome"""


def rows_query(outcome: MergeOutcome) -> str:
    """Give the query for the keys of a table's (?1) records of which this becomes, in order."""
    if outcome is MergeOutcome.NEW:
        return "SELECT row FROM temp.new_rows WHERE table_name = ?1 ORDER BY row"
    return f"SELECT row FROM ({_CHANGED}) WHERE table_name = ?1 AND outcome = '{outcome.value}' ORDER BY row"


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
        cell = table.cell(cell_name)
        execute(
            f"""INSERT INTO temp.changed_cells
            SELECT w.table_name, w.cell, w.row, {cell.value("x")}, w.value FROM temp.winning_cells w
            JOIN main.{quoted(table_name)} x ON {table.is_row("x", "w.row")}
            WHERE w.table_name = '{table_name}' AND w.cell = '{cell_name}' AND {cell.value("x")} IS NOT w.value
              AND NOT EXISTS (SELECT 1 FROM temp.new_rows n WHERE n.table_name = w.table_name AND n.row = w.row)"""
        )
    execute("CREATE INDEX temp.ix_changed_cells ON changed_cells (table_name, row)")


def counts(connection: Connection) -> OutcomeCounts:
    """Count the records touched, by table and by what becomes of them."""
    counted: dict[str, dict[MergeOutcome, int]] = {}
    for table, outcome, number in connection.exec_driver_sql(_COUNTS):
        counted.setdefault(table, {})[MergeOutcome(outcome)] = number
    return {table: counted[table] for table in sorted(counted)}


def revived(connection: Connection) -> tuple[RowKey, ...]:
    """List the records brought back."""
    found = connection.exec_driver_sql("SELECT table_name, row FROM temp.revived_rows ORDER BY table_name, row")
    return tuple(RowKey(table, bytes(row)) for table, row in found)


def arrived(connection: Connection, step: StepKey) -> int:
    """Count the entries of the log that were new here, and those that this step makes of what had none."""
    return int(
        connection.exec_driver_sql(
            """SELECT (SELECT count(*) FROM temp.arriving_inserts) + (SELECT count(*) FROM temp.arriving_cells
            WHERE actor IN (SELECT actor FROM temp.arriving_actors) OR (hlc > ? AND actor = ?))""",
            step,
        ).scalar_one()
    )


def live_rows(connection: Connection, tables: Collection[str]) -> int:
    """Count the live rows of these tables."""
    return sum(
        int(connection.exec_driver_sql(f"SELECT count(*) FROM {quoted(name)} WHERE deleted = 0").scalar_one())
        for name in tables
    )
