"""What a branch's copy still holds of changes that this ledger lost: it was restored from before they were written.

Their entries cannot come as they are: the copy has those of its branch only, so that the vectors would say more than is
known. What they left behind is written anew as changes of our own: rows that are lacking, and cells whose newest entry
there was lost here. Where nothing was written here on top of what they replaced, their value follows; else both values
stay in the list of conflicts, ours standing.
"""

from typing import Final

from sqlalchemy import Connection

from models.change_log.arriving import THEIRS
from models.change_log.base_rows import adopt_rows, cell_number, move_clock
from models.change_log.cells import Cell, LoggedTable, logged_tables, quoted
from models.change_log.steps import StepKey

# What others wrote, as the branch's copy knows it, and this ledger does not; `after_hlc` is what it has.
_LOST: Final = f"""SELECT t.id AS actor, coalesce(m.seen_hlc, t.first_hlc) AS after_hlc, t.seen_hlc AS until_hlc,
      t.label
    FROM {THEIRS}.change_actors t JOIN {THEIRS}.foreign_actors f ON f.actor = t.id
    LEFT JOIN main.change_actors m ON m.id = t.id
    WHERE t.seen_hlc > coalesce(m.seen_hlc, t.first_hlc)"""
# An empty range among the arrivals: the officer's word that nobody has these any more.
_GIVEN_UP: Final = """EXISTS (SELECT 1 FROM main.change_arrivals v
    WHERE v.actor = l.actor AND v.after_hlc = v.until_hlc AND v.until_hlc >= l.until_hlc)"""


def lost_on(connection: Connection) -> str | None:
    """Name the PC whose changes theirs rests on and this ledger lacks, unless they were given up; else None."""
    label = connection.exec_driver_sql(
        f"SELECT l.label FROM ({_LOST}) l WHERE NOT {_GIVEN_UP} ORDER BY l.until_hlc DESC LIMIT 1"
    ).scalar()
    return None if label is None else str(label).rpartition("@")[2]


def give_up(connection: Connection, step: StepKey) -> None:
    """Remember that what was lost will not come from elsewhere: it is taken from this branch's copy, now and later."""
    connection.exec_driver_sql(
        f"""INSERT INTO main.change_arrivals (step_hlc, step_actor, actor, after_hlc, until_hlc)
        SELECT ?, ?, l.actor, l.until_hlc, l.until_hlc FROM ({_LOST}) l WHERE NOT {_GIVEN_UP}""",
        step,
    )


def holds_lost(connection: Connection) -> bool:
    """Tell whether theirs has anything left of what was lost here."""
    execute = connection.exec_driver_sql
    if not execute(f"SELECT EXISTS ({_LOST})").scalar_one():
        return False
    queries = [_lacking(table) for table in logged_tables()]
    queries += [_differing(table, cell) for table in logged_tables() for cell in table.cells]
    return any(execute(f"SELECT EXISTS ({query})").scalar_one() for query in queries)


def write_anew(connection: Connection) -> None:
    """Let what was lost arrive as changes of our own; after what arrives was gathered."""
    execute = connection.exec_driver_sql
    if not execute(f"SELECT EXISTS ({_LOST})").scalar_one():
        return
    for table in logged_tables():
        adopt_rows(connection, table)
        for cell in table.cells:
            _write_cell(connection, table, cell)


def _lacking(table: LoggedTable) -> str:
    return (
        f"SELECT 1 FROM {THEIRS}.{quoted(table.name)} x WHERE NOT EXISTS "
        f"(SELECT 1 FROM main.{quoted(table.name)} m WHERE {table.is_row('m', table.row('x'))})"
    )


def _differing(table: LoggedTable, cell: Cell) -> str:
    """Give the SQL of the cells that differ because their newest entry there was lost here: both values, our entry.

    A value that our log has for the cell was taken over, or decided on, before.
    """
    ours, there = cell_number("main", table, cell), cell_number(THEIRS, table, cell)
    newer = "z.row = {0}.row AND z.column_no = {0}.column_no AND (z.hlc, z.actor) > ({0}.hlc, {0}.actor)"
    return f"""SELECT e.row, {cell.value("m")} AS ours, {cell.value("t")} AS theirs,
          k.hlc AS our_hlc, k.actor AS our_actor,
          k.hlc IS NULL OR EXISTS (SELECT 1 FROM {THEIRS}.change_cells s
            WHERE s.hlc = k.hlc AND s.actor = k.actor AND s.column_no = {there} AND s.row = k.row) AS follows
        FROM ({_LOST}) l JOIN {THEIRS}.change_cells e ON e.actor = l.actor AND e.hlc > l.after_hlc
        JOIN {THEIRS}.{quoted(table.name)} t ON {table.is_row("t", "e.row")}
        JOIN main.{quoted(table.name)} m ON {table.is_row("m", "e.row")}
        LEFT JOIN main.change_cells k ON k.row = e.row AND k.column_no = {ours}
          AND NOT EXISTS (SELECT 1 FROM main.change_cells z WHERE {newer.format("k")})
        WHERE e.column_no = {there} AND {cell.value("m")} IS NOT {cell.value("t")}
          AND NOT EXISTS (SELECT 1 FROM {THEIRS}.change_cells z WHERE {newer.format("e")})
          AND NOT EXISTS (SELECT 1 FROM main.change_cells h
                          WHERE h.row = e.row AND h.column_no = {ours} AND h.value IS {cell.value("t")})"""


def _write_cell(connection: Connection, table: LoggedTable, cell: Cell) -> None:
    execute = connection.exec_driver_sql
    execute("DROP TABLE IF EXISTS temp.differing")
    execute(f"CREATE TEMP TABLE differing AS {_differing(table, cell)}")
    if execute("SELECT EXISTS (SELECT 1 FROM temp.differing)").scalar_one():
        follows = "CASE WHEN d.follows THEN {0} END"
        for value, chosen in (("d.theirs", "true"), ("d.ours", "NOT d.follows")):
            old = follows.format("CASE WHEN d.our_hlc IS NULL THEN d.ours END")
            execute(
                f"""INSERT INTO temp.arriving_cells
                    (hlc, actor, column_no, table_name, cell, row, value, old, previous_hlc, previous_actor)
                SELECT k.hlc + row_number() OVER (), k.actor, {cell_number("main", table, cell)}, '{table.name}',
                       '{cell.name}', d.row, {value}, {old}, {follows.format("d.our_hlc")},
                       {follows.format("d.our_actor")}
                FROM temp.differing d CROSS JOIN main.change_clock k WHERE {chosen}"""
            )
            move_clock(connection, "arriving_cells")
    execute("DROP TABLE temp.differing")
