"""What a receiver lacks of a ledger attached as `theirs`: rows that changed, and rows that came into its branch since.

main.changes_base (actor, seen_hlc) of the file that is filled says whose entries the receiver has whole. A row of which
it lacks an entry goes with all its entries. Left behind are temp.scope_rows, all that the file is to hold, and
temp.lacking_rows, what is in it for its own sake; the rest is there because these refer to it.
"""

from typing import Final

from sqlalchemy import Connection

from models.change_log.arriving import THEIRS
from models.change_log.scope import add_referred, choose_scope, forget_scope, leading_cells

_RANGES: Final = "(actor INTEGER, after_hlc INTEGER, until_hlc INTEGER)"
_ROWS: Final = "(table_name TEXT, row BLOB, PRIMARY KEY (table_name, row)) WITHOUT ROWID"
_SETS: Final = ("later_entries", "lacking_entries", "lacking_rows", "unsure_rows", "belonging_rows", "their_own_rows")
# What this copy may pass on, above what the receiver has.
_ABOVE_BASE: Final = f"""SELECT a.id, coalesce(b.seen_hlc, a.first_hlc), a.seen_hlc FROM {THEIRS}.change_actors a
    LEFT JOIN main.changes_base b ON b.actor = a.id
    WHERE a.seen_hlc > coalesce(b.seen_hlc, a.first_hlc) AND a.id NOT IN (SELECT actor FROM {THEIRS}.foreign_actors)"""
# Written here when the clock stood later, or brought by a merge then.
_LATER: Final = f"""SELECT actor, after_hlc, until_hlc FROM {THEIRS}.change_arrivals WHERE step_hlc >= :clock
    UNION ALL SELECT id, max(first_hlc, :clock), seen_hlc FROM {THEIRS}.change_actors WHERE seen_hlc > :clock"""
_LATER_ABOVE_BASE: Final = """SELECT l.actor, max(l.after_hlc, coalesce(b.seen_hlc, 0)), l.until_hlc
    FROM temp.later_entries l LEFT JOIN main.changes_base b ON b.actor = l.actor
    WHERE l.until_hlc > coalesce(b.seen_hlc, 0)"""


def choose_lacking(connection: Connection) -> None:
    """Choose what of the ledger's own entries the receiver lacks; organisations go along, for they say whose it is."""
    forget_lacking(connection)
    connection.exec_driver_sql(f"CREATE TEMP TABLE lacking_entries {_RANGES}")
    connection.exec_driver_sql(f"INSERT INTO temp.lacking_entries {_ABOVE_BASE}")
    _rows_of_entries(connection, "lacking_rows", "lacking_entries")
    _take_with_parents(connection, f"SELECT 'organizations', id FROM {THEIRS}.organizations")


def choose_lacking_of_branch(connection: Connection, branch: bytes, clock: int) -> None:
    """Choose what a copy of the branch lacks that has all of it as it stood at a value of this ledger's clock."""
    forget_lacking(connection)
    execute = connection.exec_driver_sql
    for name, entries in (
        ("later_entries", _LATER.replace(":clock", str(clock))),
        ("lacking_entries", _LATER_ABOVE_BASE),
    ):
        execute(f"CREATE TEMP TABLE {name} {_RANGES}")
        execute(f"INSERT INTO temp.{name} {entries}")
    _rows_of_entries(connection, "lacking_rows", "lacking_entries")
    _rows_of_entries(connection, "unsure_rows", "later_entries", leading=True)
    choose_scope(connection, branch)
    execute("ALTER TABLE temp.scope_rows RENAME TO belonging_rows")
    choose_scope(connection, branch, blind=True)
    _find_their_own_rows(connection)
    execute(
        """DELETE FROM temp.lacking_rows AS l WHERE NOT EXISTS (
          SELECT 1 FROM temp.belonging_rows b WHERE b.table_name = l.table_name AND b.row = l.row)"""
    )
    execute(
        """INSERT OR IGNORE INTO temp.lacking_rows SELECT table_name, row FROM temp.belonging_rows
        EXCEPT SELECT table_name, row FROM temp.scope_rows EXCEPT SELECT table_name, row FROM temp.their_own_rows"""
    )
    _take_with_parents(connection, "SELECT table_name, row FROM temp.belonging_rows WHERE table_name = 'organizations'")


def forget_lacking(connection: Connection) -> None:
    """Drop the temporary tables."""
    forget_scope(connection)
    for name in _SETS:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def _rows_of_entries(connection: Connection, rows: str, entries: str, *, leading: bool = False) -> None:
    """Collect the rows of the entries in these ranges; with `leading` those made, or moved to or from somewhere."""
    execute = connection.exec_driver_sql
    execute(f"CREATE TEMP TABLE {rows} {_ROWS}")
    # Given as a number, the bound makes SQLite read the end of the log; else it reads all of it.
    lowest = int(execute(f"SELECT coalesce(min(after_hlc), 0) FROM temp.{entries}").scalar_one())
    cells = ", ".join(f"('{table}', '{cell}')" for table, cell in leading_cells())
    for log, number, condition in (
        ("change_inserts", "table_no", ""),
        ("change_cells", "column_no", f"AND (n.table_name, n.cell) IN (VALUES {cells})" if leading else ""),
    ):
        execute(
            f"""INSERT OR IGNORE INTO temp.{rows} SELECT n.table_name, e.row FROM temp.{entries} a
            JOIN {THEIRS}.{log} e ON e.actor = a.actor AND e.hlc > a.after_hlc AND e.hlc <= a.until_hlc
            JOIN {THEIRS}.change_columns n ON n.no = e.{number} WHERE e.hlc > {lowest} {condition}"""
        )


def _find_their_own_rows(connection: Connection) -> None:
    """Collect the rows that the receiver made and nobody else worked on: it has all that there is of them."""
    execute = connection.exec_driver_sql
    execute(f"CREATE TEMP TABLE their_own_rows {_ROWS}")
    lowest = int(
        execute(
            f"""SELECT coalesce(min(a.first_hlc), 0) FROM main.changes_base b
            JOIN {THEIRS}.change_actors a ON a.id = b.actor"""
        ).scalar_one()
    )
    theirs = "SELECT 1 FROM main.changes_base b WHERE b.actor = {0}.actor AND {0}.hlc <= b.seen_hlc"
    execute(
        f"""INSERT OR IGNORE INTO temp.their_own_rows SELECT n.table_name, i.row FROM {THEIRS}.change_inserts i
        JOIN {THEIRS}.change_columns n ON n.no = i.table_no
        WHERE i.hlc > {lowest} AND EXISTS ({theirs.format("i")}) AND NOT EXISTS (
          SELECT 1 FROM {THEIRS}.change_cells e WHERE e.row = i.row AND NOT EXISTS ({theirs.format("e")}))"""
    )


def _take_with_parents(connection: Connection, always: str) -> None:
    """Put the lacking rows into temp.scope_rows, with all that they refer to."""
    execute = connection.exec_driver_sql
    forget_scope(connection)
    execute(f"CREATE TEMP TABLE scope_rows {_ROWS}")
    execute("CREATE TEMP TABLE scope_moves (table_name TEXT, column_name TEXT, row BLOB, target BLOB)")
    execute("INSERT INTO temp.scope_rows SELECT table_name, row FROM temp.lacking_rows")
    execute(f"INSERT OR IGNORE INTO temp.scope_rows {always}")
    while add_referred(connection):
        pass
