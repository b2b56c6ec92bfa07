"""The triggers that write the log, made from the metadata: no statement, however it came, goes past them."""

from typing import Final

from sqlalchemy import Connection

from models.change_log.cells import INSERTION, LoggedTable, logged_tables, quoted

_LIVE: Final = "(SELECT applying FROM change_clock) = 0"
_TICK: Final = "UPDATE change_clock SET hlc = hlc + 1;"


def install_log_triggers(connection: Connection) -> None:
    """Give new cells a number and make the triggers of every logged table (none of that name is there)."""
    numbers = _numbered(connection)
    for table in logged_tables():
        connection.exec_driver_sql(_inserted(table, numbers))
        connection.exec_driver_sql(_key_kept(table))
        connection.exec_driver_sql(_changed(table, numbers))


def _numbered(connection: Connection) -> dict[tuple[str, str], int]:
    names = [(table.name, cell) for table in logged_tables() for cell in (INSERTION, *(c.name for c in table.cells))]
    connection.exec_driver_sql("INSERT OR IGNORE INTO change_columns (table_name, cell) VALUES (?, ?)", names)
    rows = connection.exec_driver_sql("SELECT table_name, cell, no FROM change_columns")
    return {(table, cell): number for table, cell, number in rows}


def _inserted(table: LoggedTable, numbers: dict[tuple[str, str], int]) -> str:
    return f"""CREATE TRIGGER {table.name}_inserted_log AFTER INSERT ON {table.name} WHEN {_LIVE}
    BEGIN
      {_TICK}
      INSERT INTO change_inserts (hlc, actor, table_no, row)
      SELECT hlc, actor, {numbers[table.name, INSERTION]}, {table.row("new")} FROM change_clock;
    END"""


def _key_kept(table: LoggedTable) -> str:
    names = [quoted(column.name) for column in table.key]
    moved = " OR ".join(f"new.{name} IS NOT old.{name}" for name in names)
    return f"""CREATE TRIGGER {table.name}_key_kept BEFORE UPDATE OF {", ".join(names)} ON {table.name} WHEN {moved}
    BEGIN SELECT RAISE(ABORT, 'keys never change'); END"""


def _changed(table: LoggedTable, numbers: dict[tuple[str, str], int]) -> str:
    columns = ", ".join(quoted(column.name) for cell in table.cells for column in cell.columns)
    differs = " OR ".join(cell.differs() for cell in table.cells)
    changes = "\n        UNION ALL ".join(
        f"SELECT {numbers[table.name, cell.name]} AS no, {cell.value('new')} AS value, {cell.value('old')} AS old "
        f"WHERE {cell.differs()}"
        for cell in table.cells
    )
    row = table.row("new")
    return f"""CREATE TRIGGER {table.name}_changed_log AFTER UPDATE OF {columns} ON {table.name}
    WHEN {_LIVE} AND ({differs})
    BEGIN
      {_TICK}
      INSERT INTO change_cells (hlc, actor, column_no, row, value, old, previous_hlc, previous_actor)
      SELECT k.hlc, k.actor, c.no, {row}, c.value, CASE WHEN p.hlc IS NULL THEN c.old END, p.hlc, p.actor
      FROM change_clock k CROSS JOIN ({changes}) c
      LEFT JOIN change_cells p ON p.row = {row} AND p.column_no = c.no
        AND NOT EXISTS (SELECT 1 FROM change_cells z WHERE z.row = p.row AND z.column_no = p.column_no
                        AND (z.hlc, z.actor) > (p.hlc, p.actor));
    END"""


def log_insertions(connection: Connection) -> None:
    """Enter the rows that came while the triggers were off (a bulk load) and that the log does not speak of yet."""
    numbers = _numbered(connection)
    for table in logged_tables():
        number = numbers[table.name, INSERTION]
        made = connection.exec_driver_sql(
            f"""INSERT INTO change_inserts (hlc, actor, table_no, row)
            SELECT k.hlc + row_number() OVER (), k.actor, {number}, {table.row("t")}
            FROM change_clock k CROSS JOIN {table.name} t
            WHERE {table.row("t")} NOT IN (SELECT row FROM change_inserts WHERE table_no = {number})"""
        ).rowcount
        connection.exec_driver_sql("UPDATE change_clock SET hlc = hlc + ?", (made,))
