"""A ledger cut to one branch: its rows, their whole log, and the vector of the ledger it was cut from.

The new file knows that it is a branch copy, and that every entry it begins with is somebody else's.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from models.change_log.arriving import THEIRS
from models.change_log.cells import logged_tables, quoted
from models.change_log.scope import choose_scope, forget_scope

_LOG = (
    f"""INSERT INTO main.change_inserts (hlc, actor, table_no, row)
    SELECT i.hlc, i.actor, m.no, i.row FROM {THEIRS}.change_inserts i
    JOIN {THEIRS}.change_columns n ON n.no = i.table_no
    JOIN temp.scope_rows s ON s.table_name = n.table_name AND s.row = i.row
    JOIN main.change_columns m ON m.table_name = n.table_name AND m.cell = n.cell""",
    f"""INSERT INTO main.change_cells (hlc, actor, column_no, row, value, old, previous_hlc, previous_actor)
    SELECT e.hlc, e.actor, m.no, e.row, e.value, e.old, e.previous_hlc, e.previous_actor
    FROM {THEIRS}.change_cells e JOIN {THEIRS}.change_columns n ON n.no = e.column_no
    JOIN temp.scope_rows s ON s.table_name = n.table_name AND s.row = e.row
    JOIN main.change_columns m ON m.table_name = n.table_name AND m.cell = n.cell""",
    f"""INSERT INTO main.change_steps (hlc, actor, last_hlc, kind, detail, taken_at, undoes_hlc, undoes_actor)
    SELECT hlc, actor, last_hlc, kind, '', taken_at, undoes_hlc, undoes_actor FROM {THEIRS}.change_steps s
    WHERE EXISTS (SELECT 1 FROM main.change_inserts i
                  WHERE i.actor = s.actor AND i.hlc > s.hlc AND i.hlc <= s.last_hlc)
      OR EXISTS (SELECT 1 FROM main.change_cells e
                 WHERE e.actor = s.actor AND e.hlc > s.hlc AND e.hlc <= s.last_hlc)""",
    f"""INSERT INTO main.change_actors (id, first_hlc, seen_hlc, label, opened_at)
    SELECT id, first_hlc, seen_hlc, label, opened_at FROM {THEIRS}.change_actors""",
    "INSERT INTO main.foreign_actors SELECT id FROM main.change_actors",
    f"""UPDATE main.change_clock SET hlc = t.hlc, origin = t.origin, horizon = t.horizon, applying = 0
    FROM {THEIRS}.change_clock t""",
)


def cut_to_branch(connection: Connection, branch: bytes) -> None:
    """Fill an empty ledger from the one attached as `theirs`, inside one writing transaction."""
    execute = connection.exec_driver_sql
    execute("PRAGMA defer_foreign_keys = ON")
    choose_scope(connection, branch)
    execute("UPDATE main.change_clock SET applying = 1")
    for statement in (*_rows(), *_LOG):
        execute(statement)
    execute("INSERT INTO main.branch_copy (one, organization_id) VALUES (1, ?)", (bytearray(branch),))
    forget_scope(connection)


def _rows() -> Iterator[str]:
    for table in logged_tables():
        names = [quoted(column.name) for column in table.table.columns]
        yield (
            f"INSERT INTO main.{quoted(table.name)} ({', '.join(names)}) "
            f"SELECT {', '.join(f'x.{name}' for name in names)} FROM temp.scope_rows s "
            f"JOIN {THEIRS}.{quoted(table.name)} x ON {table.is_row('x', 's.row')} WHERE s.table_name = '{table.name}'"
        )
