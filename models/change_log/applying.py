"""Write what arrived: rows that were lacking, the log, the newest value of each cell, revived rows, the vectors.

The order is the proof's: rows first, then the log as a union, then cells whose newest entry is new here, so that every
copy with the same entries has the same values, in whatever order and however often they came.
"""

from collections.abc import Iterator

from sqlalchemy import Column, Connection

from models.change_log.arriving import THEIRS, arriving_tables
from models.change_log.cells import DELETION, INSERTION, LoggedTable, logged_table, logged_tables, quoted
from models.change_log.steps import StepKey
from models.schema import metadata

_NEWER = (
    "EXISTS (SELECT 1 FROM main.change_cells z WHERE z.row = {0}.row AND z.column_no = {0}.column_no "
    "AND (z.hlc, z.actor) > ({0}.hlc, {0}.actor))"
)
_DELETED = f"w.cell = '{DELETION}' AND w.value = 1"
_UNKNOWN_TO_THEM = f"NOT EXISTS (SELECT 1 FROM {THEIRS}.change_actors t WHERE t.id = e.actor AND t.seen_hlc >= e.hlc)"


def set_applying(connection: Connection, *, applying: bool) -> None:
    """Silence the triggers of the log while entries of others are written, or let them speak again."""
    connection.exec_driver_sql("UPDATE change_clock SET applying = ?", (int(applying),))


def insert_rows(connection: Connection) -> None:
    """Insert the rows that are lacking, with the values that they have there."""
    for table in arriving_tables(connection, "arriving_inserts"):
        names = [quoted(column.name) for column in table.table.columns]
        connection.exec_driver_sql(
            f"INSERT INTO main.{quoted(table.name)} ({', '.join(names)}) "
            f"SELECT {', '.join(f'x.{name}' for name in names)} FROM temp.arriving_inserts i "
            f"JOIN {THEIRS}.{quoted(table.name)} x ON {table.is_row('x', 'i.row')} "
            f"WHERE i.table_name = '{table.name}' ON CONFLICT DO NOTHING"
        )


def fill_contents(connection: Connection) -> None:
    """Take the bytes of attachments that are here by their hash only."""
    connection.exec_driver_sql(
        f"""UPDATE main.attachment_contents AS x SET content = t.content, thumbnail = t.thumbnail
        FROM {THEIRS}.attachment_contents t
        WHERE t.sha256 = x.sha256 AND x.content IS NULL AND t.content IS NOT NULL AND x.deleted = 0"""
    )


def join_logs(connection: Connection) -> None:
    """Add the entries and steps that are new to this copy's log."""
    execute = connection.exec_driver_sql
    execute(
        """INSERT INTO main.change_inserts (hlc, actor, table_no, row)
        SELECT i.hlc, i.actor, n.no, i.row FROM temp.arriving_inserts i
        JOIN main.change_columns n ON n.table_name = i.table_name AND n.cell = ?
        WHERE i.hlc IS NOT NULL ON CONFLICT DO NOTHING""",
        (INSERTION,),
    )
    execute(
        """INSERT INTO main.change_cells (hlc, actor, column_no, row, value, old, previous_hlc, previous_actor)
        SELECT hlc, actor, column_no, row, value, old, previous_hlc, previous_actor FROM temp.arriving_cells
        WHERE true ON CONFLICT DO NOTHING"""
    )
    execute(
        f"""INSERT INTO main.change_steps
            (hlc, actor, last_hlc, kind, detail, taken_at, undoes_hlc, undoes_actor)
        SELECT s.hlc, s.actor, s.last_hlc, s.kind, s.detail, s.taken_at, s.undoes_hlc, s.undoes_actor
        FROM {THEIRS}.change_steps s JOIN temp.arriving_actors a
          ON a.actor = s.actor AND s.hlc >= a.after_hlc AND s.hlc <= a.until_hlc
        WHERE true ON CONFLICT DO NOTHING"""
    )


def find_winners(connection: Connection) -> None:
    """Collect the cells whose newest entry arrived now; the log must be joined before."""
    execute = connection.exec_driver_sql
    execute(
        "CREATE TEMP TABLE winning_cells AS SELECT table_name, cell, row, value, hlc, actor, column_no "
        f"FROM temp.arriving_cells l WHERE NOT {_NEWER.format('l')}"
    )
    execute("CREATE INDEX temp.ix_winning_cells ON winning_cells (table_name, cell, row)")


def write_winners(connection: Connection) -> None:
    """Write the newest values, one statement a column."""
    found = connection.exec_driver_sql("SELECT DISTINCT table_name, cell FROM temp.winning_cells").all()
    for table_name, cell_name in found:
        table = logged_table(table_name)
        cell = next(cell for cell in table.cells if cell.name == cell_name)
        connection.exec_driver_sql(
            f"UPDATE main.{quoted(table.name)} AS x SET {cell.assignment('w.value')} FROM temp.winning_cells w "
            f"WHERE w.table_name = '{table.name}' AND w.cell = '{cell.name}' AND {table.is_row('x', 'w.row')} "
            f"AND {cell.value('x')} IS NOT w.value"
        )


def find_revived(connection: Connection) -> None:
    """Collect the rows deleted on one side while the other, not knowing, worked on them or on what hangs on them.

    A deletion is unknown to theirs when it is above their vector, a change of ours likewise; what they did not know
    arrives now, or is ours alone.
    """
    execute = connection.exec_driver_sql
    execute("CREATE TEMP TABLE revived_rows (table_name TEXT, row BLOB, PRIMARY KEY (table_name, row))")
    execute("CREATE TEMP TABLE own_inserts (table_name TEXT, row BLOB)")
    if execute(f"SELECT EXISTS (SELECT 1 FROM temp.winning_cells w WHERE {_DELETED})").scalar_one():
        lowest = _lowest_unknown_to_them(connection)  # given as a number, so that the end of the log is read
        execute(
            f"""INSERT INTO temp.own_inserts SELECT n.table_name, e.row FROM main.change_inserts e
            JOIN main.change_columns n ON n.no = e.table_no WHERE e.hlc > {lowest} AND {_UNKNOWN_TO_THEM}"""
        )
        execute("CREATE INDEX temp.ix_own_inserts ON own_inserts (table_name, row)")
    for statement in _revivals(connection):
        execute(statement)


def _lowest_unknown_to_them(connection: Connection) -> int:
    """Give the clock value above which all entries are that they do not know; what this step wrote is among them."""
    return int(
        connection.exec_driver_sql(
            f"""SELECT coalesce(
              (SELECT min(coalesce(t.seen_hlc, m.first_hlc)) FROM main.change_actors m
               LEFT JOIN {THEIRS}.change_actors t ON t.id = m.id WHERE m.seen_hlc > coalesce(t.seen_hlc, m.first_hlc)),
              (SELECT max(seen_hlc) FROM main.change_actors), 0)"""
        ).scalar_one()
    )


def _revivals(connection: Connection) -> Iterator[str]:
    # Deleted there, changed here.
    yield f"""INSERT OR IGNORE INTO temp.revived_rows SELECT w.table_name, w.row FROM temp.winning_cells w
        WHERE {_DELETED} AND EXISTS (
          SELECT 1 FROM main.change_cells e JOIN main.change_columns n ON n.no = e.column_no
          WHERE e.row = w.row AND n.table_name = w.table_name AND n.cell <> '{DELETION}' AND {_UNKNOWN_TO_THEM})"""
    # Deleted here, changed there.
    for table in arriving_tables(connection, "arriving_cells"):
        yield f"""INSERT OR IGNORE INTO temp.revived_rows SELECT a.table_name, a.row FROM temp.arriving_cells a
            JOIN main.{quoted(table.name)} x ON {table.is_row("x", "a.row")}
            WHERE a.table_name = '{table.name}' AND a.cell <> '{DELETION}'
              AND x.deleted = 1 AND {_deleted_by_us(table, "a.row")}"""
    for table in arriving_tables(connection, "arriving_inserts"):
        for parent, column in _parents(table):
            yield _parents_of_theirs_revived(table, parent, column)
    deleted = set(
        connection.exec_driver_sql(f"SELECT DISTINCT table_name FROM temp.winning_cells w WHERE {_DELETED}").scalars()
    )
    for table in logged_tables():
        for parent, column in _parents(table):
            if parent.name in deleted:
                yield _parents_of_ours_revived(table, parent, column)


def _deleted_by_us(table: LoggedTable, row: str) -> str:
    """Give the SQL condition that the newest deletion of a row is ours and they do not know it."""
    return f"""EXISTS (SELECT 1 FROM main.change_cells e JOIN main.change_columns n ON n.no = e.column_no
        WHERE e.row = {row} AND n.table_name = '{table.name}' AND n.cell = '{DELETION}' AND e.value = 1
          AND NOT {_NEWER.format("e")} AND {_UNKNOWN_TO_THEM})"""


def _parents(table: LoggedTable) -> Iterator[tuple[LoggedTable, Column[object]]]:
    for key in table.table.foreign_keys:
        parent = metadata.tables[key.column.table.name]
        if "deleted" in parent.columns and "deleted" in table.table.columns:
            yield logged_table(parent.name), key.parent


def _parents_of_theirs_revived(table: LoggedTable, parent: LoggedTable, column: Column[object]) -> str:
    """Revive what we deleted and a row of theirs, made without knowing, still needs."""
    linked = f"{quoted(parent.key[0].name)} = c.{quoted(column.name)}"
    return f"""INSERT OR IGNORE INTO temp.revived_rows SELECT '{parent.name}', p.{quoted(parent.key[0].name)}
        FROM temp.arriving_inserts i JOIN main.{quoted(table.name)} c ON {table.is_row("c", "i.row")}
        JOIN main.{quoted(parent.name)} p ON p.{linked}
        WHERE i.table_name = '{table.name}' AND c.deleted = 0 AND p.deleted = 1
          AND {_deleted_by_us(parent, f"p.{quoted(parent.key[0].name)}")}"""


def _parents_of_ours_revived(table: LoggedTable, parent: LoggedTable, column: Column[object]) -> str:
    """Revive what they deleted and a row of ours, made without their knowing, still needs."""
    return f"""INSERT OR IGNORE INTO temp.revived_rows SELECT '{parent.name}', w.row FROM temp.own_inserts e
        JOIN main.{quoted(table.name)} c ON {table.is_row("c", "e.row")}
        JOIN temp.winning_cells w ON w.row = c.{quoted(column.name)}
        WHERE e.table_name = '{table.name}' AND c.deleted = 0 AND w.table_name = '{parent.name}' AND {_DELETED}"""


def revive(connection: Connection) -> None:
    """Undelete the rows found; the triggers must speak, for it is a change of this copy's own."""
    names = connection.exec_driver_sql("SELECT DISTINCT table_name FROM temp.revived_rows").scalars().all()
    for name in names:
        table = logged_table(name)
        connection.exec_driver_sql(
            f"UPDATE main.{quoted(name)} AS x SET deleted = 0 FROM temp.revived_rows r "
            f"WHERE r.table_name = '{name}' AND {table.is_row('x', 'r.row')} AND x.deleted = 1"
        )


def take_over_vectors(connection: Connection) -> None:
    """Know what they know, and never let the clock stand behind theirs.

    Of other people's entries a branch copy knows a part, which is enough for another copy of the branch only.
    """
    execute = connection.exec_driver_sql
    execute(
        f"""INSERT INTO main.change_actors (id, first_hlc, seen_hlc, label, opened_at)
        SELECT id, first_hlc, seen_hlc, label, opened_at FROM {THEIRS}.change_actors
        WHERE id NOT IN (SELECT actor FROM {THEIRS}.foreign_actors) OR EXISTS (SELECT 1 FROM main.branch_copy)
        ON CONFLICT (id) DO UPDATE SET seen_hlc = max(seen_hlc, excluded.seen_hlc)"""
    )
    execute(f"UPDATE main.change_clock SET hlc = max(hlc, (SELECT hlc FROM {THEIRS}.change_clock)) + 1")


def note_arrivals(connection: Connection, step: StepKey) -> None:
    """Write which entries came with a step, so that it can be listed and undone."""
    connection.exec_driver_sql(
        """INSERT INTO main.change_arrivals (step_hlc, step_actor, actor, after_hlc, until_hlc)
        SELECT ?, ?, actor, after_hlc, until_hlc FROM temp.arriving_actors""",
        step,
    )
