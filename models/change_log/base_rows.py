"""Rows and values older than the log: compared whole where two logs began apart or entries were thinned away.

What only they have becomes a row of our own making; a cell on which the two sides differ without the log telling why
gets an entry for each value, so that it is a conflict on every copy. Runs before anything that arrived is written.
"""

from sqlalchemy import Connection

from models.change_log.arriving import THEIRS, same_origin
from models.change_log.cells import INSERTION, Cell, LoggedTable, logged_tables, quoted


def compare_whole(connection: Connection) -> None:
    """Adopt their unlogged rows, and turn unexplained differences into entries."""
    began_apart = not same_origin(connection)
    for table in logged_tables():
        if began_apart:
            _log_own_rows(connection, table)
        adopt_rows(connection, table)
        for cell in table.cells:
            _tell_differences(connection, table, cell)
    execute = connection.exec_driver_sql
    execute(
        f"UPDATE main.change_clock SET origin = min(origin, (SELECT origin FROM {THEIRS}.change_clock)), "
        f"horizon = max(horizon, (SELECT horizon FROM {THEIRS}.change_clock))"
    )


def _log_own_rows(connection: Connection, table: LoggedTable) -> None:
    """Give the rows of our own beginning that they lack an entry: with one origin they would pass for theirs too."""
    execute = connection.exec_driver_sql
    number = f"(SELECT no FROM main.change_columns WHERE table_name = '{table.name}' AND cell = '{INSERTION}')"
    made = execute(
        f"""INSERT INTO main.change_inserts (hlc, actor, table_no, row)
        SELECT k.hlc + row_number() OVER (), k.actor, {number}, {table.row("m")}
        FROM main.{quoted(table.name)} m CROSS JOIN main.change_clock k
        WHERE NOT EXISTS (SELECT 1 FROM {THEIRS}.{quoted(table.name)} x WHERE {table.is_row("x", table.row("m"))})
          AND {table.row("m")} NOT IN (SELECT row FROM main.change_inserts WHERE table_no = {number})"""
    ).rowcount
    execute("UPDATE main.change_clock SET hlc = hlc + ?", (made,))


def adopt_rows(connection: Connection, table: LoggedTable) -> None:
    """Let rows that no entry speaks of arrive as if inserted here and now."""
    connection.exec_driver_sql(
        f"""INSERT INTO temp.arriving_inserts (hlc, actor, table_name, row)
        SELECT k.hlc + row_number() OVER (), k.actor, '{table.name}', {table.row("x")}
        FROM {THEIRS}.{quoted(table.name)} x CROSS JOIN main.change_clock k
        WHERE NOT EXISTS (SELECT 1 FROM main.{quoted(table.name)} m WHERE {table.is_row("m", table.row("x"))})
          AND NOT EXISTS (SELECT 1 FROM temp.arriving_inserts i
                          WHERE i.table_name = '{table.name}' AND i.row = {table.row("x")})"""
    )
    move_clock(connection, "arriving_inserts")


def _tell_differences(connection: Connection, table: LoggedTable, cell: Cell) -> None:
    """Write an entry for each of two values of which neither is known to have replaced the other."""
    execute = connection.exec_driver_sql
    execute("DROP TABLE IF EXISTS temp.differing")
    execute(
        f"""CREATE TEMP TABLE differing AS
        SELECT {table.row("m")} AS row, {cell.value("m")} AS ours, {cell.value("t")} AS theirs
        FROM main.{quoted(table.name)} m JOIN {THEIRS}.{quoted(table.name)} t ON {table.is_row("t", table.row("m"))}
        WHERE {cell.value("m")} IS NOT {cell.value("t")}
          AND {_first_value("main", table, cell, "m")} IS NOT {_first_value(THEIRS, table, cell, "t")}"""
    )
    if execute("SELECT EXISTS (SELECT 1 FROM temp.differing)").scalar_one():
        # The smaller value first: on every copy the greater one stands, whoever compares.
        for value in ("min(ours, theirs)", "coalesce(max(ours, theirs), ours, theirs)"):
            execute(
                f"""INSERT INTO temp.arriving_cells (hlc, actor, column_no, table_name, cell, row, value)
                SELECT k.hlc + row_number() OVER (), k.actor, {cell_number("main", table, cell)},
                       '{table.name}', '{cell.name}', d.row, {value}
                FROM temp.differing d CROSS JOIN main.change_clock k"""
            )
            move_clock(connection, "arriving_cells")
    execute("DROP TABLE temp.differing")


def _first_value(side: str, table: LoggedTable, cell: Cell, prefix: str) -> str:
    """Give the SQL of a cell's value before its first entry, or as it stands where it has none."""
    entries = (
        f"{side}.change_cells e WHERE e.row = {table.row(prefix)} AND e.column_no = {cell_number(side, table, cell)} "
        "AND e.previous_hlc IS NULL"
    )
    return (
        f"CASE WHEN EXISTS (SELECT 1 FROM {entries}) "
        f"THEN (SELECT e.old FROM {entries} ORDER BY e.hlc, e.actor LIMIT 1) ELSE {cell.value(prefix)} END"
    )


def move_clock(connection: Connection, entries: str) -> None:
    """Put the clock behind the entries just numbered."""
    connection.exec_driver_sql(
        f"UPDATE main.change_clock SET hlc = max(hlc, coalesce((SELECT max(e.hlc) FROM temp.{entries} e "
        "WHERE e.actor = (SELECT actor FROM main.change_clock)), 0))"
    )


def cell_number(side: str, table: LoggedTable, cell: Cell) -> str:
    """Give the SQL of a cell's number in the log of a side."""
    return f"(SELECT no FROM {side}.change_columns WHERE table_name = '{table.name}' AND cell = '{cell.name}')"
