"""What another copy, attached as `theirs`, knows and this one does not: by version vectors, into temporary tables.

arriving_actors (actor, after_hlc, until_hlc), arriving_inserts and arriving_cells hold the entries that are new here;
columns are numbered within a file, so entries carry the names. All functions run inside one writing transaction.
"""

from typing import Final

from sqlalchemy import Connection

from models.change_log.cells import Cell, LoggedTable, logged_tables, quoted

THEIRS: Final = "theirs"
_TEMPORARY: Final = (
    "arriving_actors",
    "arriving_inserts",
    "arriving_cells",
    "doubled_inserts",
    "winning_cells",
    "own_inserts",
    "revived_rows",
)


def knows_nothing_new(connection: Connection) -> bool:
    """Compare the version vectors: true when this copy has every entry of theirs."""
    return not connection.exec_driver_sql(f"SELECT EXISTS ({_arriving_actors()})").scalar_one()


def brings_entries(connection: Connection) -> bool:
    """Tell whether theirs has entries that are new here, not openings alone."""
    return any(
        connection.exec_driver_sql(
            f"""SELECT EXISTS (SELECT 1 FROM ({_arriving_actors()}) a JOIN {THEIRS}.{entries} e
            ON e.actor = a.actor AND e.hlc > a.after_hlc AND e.hlc <= a.until_hlc)"""
        ).scalar_one()
        for entries in ("change_inserts", "change_cells")
    )


def same_origin(connection: Connection) -> bool:
    """Tell whether both logs began at the same moment in the same file: rows without entries are then the same."""
    return bool(
        connection.exec_driver_sql(
            f"SELECT m.origin = t.origin FROM main.change_clock m, {THEIRS}.change_clock t"
        ).scalar_one()
    )


def behind_horizon(connection: Connection) -> bool:
    """Tell whether entries that this copy lacks have been thinned away in theirs."""
    return _lacks_thinned(connection, _arriving_actors(), THEIRS)


def beyond_horizon(connection: Connection) -> bool:
    """Tell whether entries that theirs lacks have been thinned away here: what it wrote may rest on none of them."""
    lacking = f"""SELECT m.id, coalesce(t.seen_hlc, m.first_hlc) AS after_hlc
        FROM main.change_actors m LEFT JOIN {THEIRS}.change_actors t ON t.id = m.id
        WHERE m.seen_hlc > coalesce(t.seen_hlc, m.first_hlc)"""
    return _lacks_thinned(connection, lacking, "main")


def _lacks_thinned(connection: Connection, lacking: str, side: str) -> bool:
    return bool(
        connection.exec_driver_sql(
            f"SELECT EXISTS (SELECT 1 FROM ({lacking}) a WHERE a.after_hlc < (SELECT horizon FROM {side}.change_clock))"
        ).scalar_one()
    )


def gather(connection: Connection) -> None:
    """Fill the temporary tables with what is new."""
    forget(connection)
    execute = connection.exec_driver_sql
    execute(f"CREATE TEMP TABLE arriving_actors AS {_arriving_actors()}")
    # Given as a number, the bound makes SQLite read the end of their log; else it reads all of it.
    lowest = int(execute("SELECT coalesce(min(after_hlc), 0) FROM temp.arriving_actors").scalar_one())
    execute(
        f"""CREATE TEMP TABLE arriving_inserts AS
        SELECT i.hlc, i.actor, n.table_name, i.row FROM temp.arriving_actors a
        JOIN {THEIRS}.change_inserts i ON i.actor = a.actor AND i.hlc > a.after_hlc AND i.hlc <= a.until_hlc
        JOIN {THEIRS}.change_columns n ON n.no = i.table_no WHERE i.hlc > {lowest}"""
    )
    execute("CREATE INDEX temp.ix_arriving_inserts ON arriving_inserts (table_name, row)")
    execute(
        f"""CREATE TEMP TABLE arriving_cells AS
        SELECT e.hlc, e.actor, m.no AS column_no, n.table_name, n.cell, e.row, e.value, e.old,
               e.previous_hlc, e.previous_actor
        FROM temp.arriving_actors a
        JOIN {THEIRS}.change_cells e ON e.actor = a.actor AND e.hlc > a.after_hlc AND e.hlc <= a.until_hlc
        JOIN {THEIRS}.change_columns n ON n.no = e.column_no
        JOIN main.change_columns m ON m.table_name = n.table_name AND m.cell = n.cell WHERE e.hlc > {lowest}"""
    )
    spell_out_doubled_rows(connection)


def arriving_tables(connection: Connection, entries: str) -> list[LoggedTable]:
    """List the tables of which entries are in this temporary table, those that others refer to first."""
    there = set(connection.exec_driver_sql(f"SELECT DISTINCT table_name FROM temp.{entries}").scalars())
    return [table for table in logged_tables() if table.name in there]


def forget(connection: Connection) -> None:
    """Drop the temporary tables."""
    for name in _TEMPORARY:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def _arriving_actors() -> str:
    return f"""SELECT t.id AS actor, coalesce(m.seen_hlc, t.first_hlc) AS after_hlc, t.seen_hlc AS until_hlc
        FROM {THEIRS}.change_actors t LEFT JOIN main.change_actors m ON m.id = t.id
        WHERE t.seen_hlc > coalesce(m.seen_hlc, t.first_hlc)
          AND t.id NOT IN (SELECT actor FROM {THEIRS}.foreign_actors)"""


def spell_out_doubled_rows(connection: Connection) -> None:
    """Give rows of one key that both sides made (attendance, link rows) entries with the values of each side."""
    execute = connection.exec_driver_sql
    execute("CREATE TEMP TABLE doubled_inserts (side TEXT, hlc INTEGER, actor INTEGER, table_name TEXT, row BLOB)")
    for table in arriving_tables(connection, "arriving_inserts"):
        found = (
            f"SELECT i.row FROM temp.arriving_inserts i JOIN main.{quoted(table.name)} x "
            f"ON {table.is_row('x', 'i.row')} WHERE i.table_name = '{table.name}'"
        )
        if not _any(connection, found):
            continue
        for side in (THEIRS, "main"):
            execute(
                f"""INSERT INTO temp.doubled_inserts SELECT '{side}', l.hlc, l.actor, '{table.name}', l.row
                FROM {side}.change_inserts l JOIN {side}.change_columns n ON n.no = l.table_no
                WHERE n.table_name = '{table.name}' AND l.row IN ({found})"""
            )
        for cell in table.cells:
            for side in (THEIRS, "main"):
                execute(_spelled_out(table, cell, side))


def _any(connection: Connection, query: str) -> bool:
    return bool(connection.exec_driver_sql(f"SELECT EXISTS ({query})").scalar_one())


def _spelled_out(table: LoggedTable, cell: Cell, side: str) -> str:
    """Make the entry that an insertion would have had: the value before the first change, else the one that stands.

    A row that was adopted (its insertion was thinned away elsewhere) has entries older than its insertion here: then it
    is what the last of these says.
    """
    here = _number("main", table, cell)
    there = _number(side, table, cell)
    changes = f"{side}.change_cells u WHERE u.row = i.row AND u.column_no = {there}"
    real = f"{changes} AND NOT EXISTS (SELECT 1 FROM {side}.change_inserts s WHERE s.hlc = u.hlc AND s.actor = u.actor)"
    older = f"{changes} AND (u.hlc, u.actor) < (i.hlc, i.actor)"
    return f"""INSERT INTO temp.arriving_cells
        SELECT i.hlc, i.actor, {here}, '{table.name}', '{cell.name}', i.row,
               CASE WHEN EXISTS (SELECT 1 FROM {older})
                    THEN (SELECT u.value FROM {older} ORDER BY u.hlc DESC, u.actor DESC LIMIT 1)
                    WHEN EXISTS (SELECT 1 FROM {real})
                    THEN (SELECT u.old FROM {real} ORDER BY u.hlc, u.actor LIMIT 1) ELSE {cell.value("x")} END,
               NULL, NULL, NULL
        FROM temp.doubled_inserts i JOIN {side}.{quoted(table.name)} x ON {table.is_row("x", "i.row")}
        WHERE i.side = '{side}' AND i.table_name = '{table.name}'
          AND NOT EXISTS (SELECT 1 FROM {changes} AND u.hlc = i.hlc AND u.actor = i.actor)"""


def _number(side: str, table: LoggedTable, cell: Cell) -> str:
    return f"(SELECT no FROM {side}.change_columns WHERE table_name = '{table.name}' AND cell = '{cell.name}')"
