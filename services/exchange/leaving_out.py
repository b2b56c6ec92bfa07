"""Rows that the officer leaves out of a merge are set back at once, with what cannot stand without them.

The log speaks: it is our decision and travels on. What is new and hangs on a new row that is left out is left out too;
what is kept from deletion keeps what it hangs on.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection

from models.change_log.cells import DELETION, LoggedTable, logged_table, logged_tables, quoted
from services.exchange.rows import RowKey


def set_back(connection: Connection, leave_out: Collection[RowKey]) -> None:
    """Undo what the merge did to these rows; temp.left_out names them afterwards."""
    execute = connection.exec_driver_sql
    execute("DROP TABLE IF EXISTS temp.left_out")
    execute("CREATE TEMP TABLE left_out (table_name TEXT, row BLOB, PRIMARY KEY (table_name, row))")
    if not leave_out:
        return
    execute("INSERT OR IGNORE INTO temp.left_out VALUES (?, ?)", [(key.table, bytearray(key.row)) for key in leave_out])
    _keep_what_kept_rows_need(connection)
    _leave_what_needs_new_rows(connection)
    for name in execute("SELECT DISTINCT table_name FROM temp.left_out").scalars().all():
        _restore(connection, logged_table(name))


def deletions_left_out(connection: Connection) -> int:
    """Count the records that the merge would have deleted, were they not left out."""
    return int(
        connection.exec_driver_sql(
            f"""SELECT count(*) FROM temp.left_out l
            JOIN temp.changed_cells c ON c.table_name = l.table_name AND c.row = l.row
            WHERE c.cell = '{DELETION}' AND c.after = 1 AND NOT EXISTS (
              SELECT 1 FROM temp.revived_rows r WHERE r.table_name = l.table_name AND r.row = l.row)"""
        ).scalar_one()
    )


def _references(tables: Collection[LoggedTable]) -> Iterator[tuple[LoggedTable, str, LoggedTable]]:
    for child in tables:
        for column in child.table.columns:
            for key in column.foreign_keys:
                yield child, column.name, logged_table(key.column.table.name)


def _keep_what_kept_rows_need(connection: Connection) -> None:
    """Leave out the deletion of what a row that stays refers to."""
    for child, column, parent in _references(logged_tables()[::-1]):
        connection.exec_driver_sql(
            f"""INSERT OR IGNORE INTO temp.left_out
            SELECT p.table_name, p.row FROM temp.left_out l
            JOIN temp.changed_cells d ON d.table_name = l.table_name AND d.row = l.row AND d.cell = '{DELETION}'
            JOIN main.{quoted(child.name)} c ON {child.is_row("c", "l.row")}
            JOIN temp.changed_cells p ON p.table_name = '{parent.name}' AND p.row = c.{quoted(column)}
            WHERE l.table_name = '{child.name}' AND d.after = 1 AND p.cell = '{DELETION}' AND p.after = 1"""
        )


def _leave_what_needs_new_rows(connection: Connection) -> None:
    """Leave out what arrived and refers to a new row that is left out, as far down as it goes."""
    execute = connection.exec_driver_sql
    found = -1
    while found != (now := execute("SELECT count(*) FROM temp.left_out").scalar_one()):
        found = now
        for child, column, parent in _references(logged_tables()):
            execute(
                f"""INSERT OR IGNORE INTO temp.left_out SELECT a.table_name, a.row
                FROM (SELECT table_name, row FROM temp.new_rows UNION SELECT table_name, row FROM temp.changed_cells) a
                JOIN main.{quoted(child.name)} c ON {child.is_row("c", "a.row")}
                JOIN temp.left_out l ON l.table_name = '{parent.name}' AND l.row = c.{quoted(column)}
                JOIN temp.new_rows n ON n.table_name = l.table_name AND n.row = l.row
                WHERE a.table_name = '{child.name}'"""
            )


def _restore(connection: Connection, table: LoggedTable) -> None:
    """Give the rows of a table their values from before the merge; new and revived ones are marked as deleted."""
    execute = connection.exec_driver_sql
    chosen = f"l.table_name = '{table.name}' AND {table.is_row('x', 'l.row')}"
    for cell in table.cells:
        execute(
            f"UPDATE main.{quoted(table.name)} AS x SET {cell.assignment('c.before')} "
            "FROM temp.left_out l JOIN temp.changed_cells c ON c.table_name = l.table_name AND c.row = l.row "
            f"WHERE c.cell = '{cell.name}' AND {chosen}"
        )
    execute(
        f"""UPDATE main.{quoted(table.name)} AS x SET deleted = 1 FROM temp.left_out l
        WHERE {chosen} AND x.deleted = 0 AND (
          EXISTS (SELECT 1 FROM temp.new_rows n WHERE n.table_name = l.table_name AND n.row = l.row)
          OR EXISTS (SELECT 1 FROM temp.revived_rows r WHERE r.table_name = l.table_name AND r.row = l.row)
             AND NOT EXISTS (SELECT 1 FROM temp.changed_cells c WHERE c.table_name = l.table_name
                             AND c.row = l.row AND c.cell = '{DELETION}'))"""
    )
