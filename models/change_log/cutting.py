"""Files cut from a ledger: the copy of one branch, and what a receiver lacks of a ledger or of a branch.

A branch copy has the branch's rows with their whole log and the vector of the ledger it was cut from; it knows that it
is a branch copy, and that every entry it begins with is somebody else's. A file of changes has the rows that the
receiver lacks, with what they refer to; it is merged, never opened.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection

from models.change_log.arriving import THEIRS
from models.change_log.cells import logged_tables, quoted
from models.change_log.lacking import choose_lacking, choose_lacking_of_branch, forget_lacking
from models.change_log.scope import choose_scope, forget_scope

_ENTRIES: Final = (
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
)
_OF_ENTRIES_HERE: Final = """EXISTS (SELECT 1 FROM main.change_inserts i
                  WHERE i.actor = s.actor AND i.hlc > s.hlc AND i.hlc <= s.last_hlc)
      OR EXISTS (SELECT 1 FROM main.change_cells e
                 WHERE e.actor = s.actor AND e.hlc > s.hlc AND e.hlc <= s.last_hlc)"""
_STEPS: Final = f"""INSERT INTO main.change_steps
      (hlc, actor, last_hlc, kind, detail, taken_at, undoes_hlc, undoes_actor)
    SELECT s.hlc, s.actor, s.last_hlc, s.kind, {{detail}}, s.taken_at, s.undoes_hlc, s.undoes_actor
    FROM {THEIRS}.change_steps s WHERE {{condition}}"""
_LACKING_STEPS: Final = """EXISTS (SELECT 1 FROM temp.lacking_entries a
      WHERE a.actor = s.actor AND s.last_hlc > a.after_hlc AND s.hlc <= a.until_hlc)"""
_KNOWN: Final = (
    f"""INSERT INTO main.change_actors (id, first_hlc, seen_hlc, label, opened_at)
    SELECT id, first_hlc, seen_hlc, label, opened_at FROM {THEIRS}.change_actors""",
    f"""UPDATE main.change_clock SET hlc = t.hlc, origin = t.origin, horizon = t.horizon, applying = 0
    FROM {THEIRS}.change_clock t""",
)
_ALL_FOREIGN: Final = "INSERT INTO main.foreign_actors SELECT id FROM main.change_actors"
_SAME_KIND: Final = (
    f"INSERT INTO main.branch_copy (one, organization_id) SELECT one, organization_id FROM {THEIRS}.branch_copy",
    f"INSERT INTO main.foreign_actors SELECT actor FROM {THEIRS}.foreign_actors",
)
_CONTENTS: Final = "attachment_contents"
_BYTES: Final = frozenset({"content", "thumbnail"})


def cut_to_branch(connection: Connection, branch: bytes) -> None:
    """Fill an empty ledger from the one attached as `theirs`, inside one writing transaction."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    choose_scope(connection, branch)
    _fill(connection, _STEPS.format(detail="''", condition=_OF_ENTRIES_HERE))
    _mark_as_branch(connection, branch)
    forget_scope(connection)


def cut_branch_changes(connection: Connection, branch: bytes, clock: int, base: Mapping[int, int]) -> dict[str, int]:
    """Fill an empty ledger with what the branch's copy lacks, and count its records by table.

    The copy has all of the branch at that value of the ledger's clock, and all entries of the actors in `base`.
    """
    _begin_changes(connection, base)
    choose_lacking_of_branch(connection, branch, clock)
    _fill(connection, _STEPS.format(detail="''", condition=_OF_ENTRIES_HERE))
    _mark_as_branch(connection, branch)
    return _counted(connection)


def cut_changes(connection: Connection, base: Mapping[int, int]) -> dict[str, int]:
    """Fill an empty ledger with what was written in this one and is not in `base`, and count its records by table."""
    _begin_changes(connection, base)
    choose_lacking(connection)
    _fill(connection, _STEPS.format(detail="s.detail", condition=f"{_LACKING_STEPS} OR {_OF_ENTRIES_HERE}"))
    for statement in _SAME_KIND:
        connection.exec_driver_sql(statement)
    return _counted(connection)


def _begin_changes(connection: Connection, base: Mapping[int, int]) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("INSERT INTO main.changes_only (one) VALUES (1)")
    if base:
        connection.exec_driver_sql("INSERT INTO main.changes_base (actor, seen_hlc) VALUES (?, ?)", [*base.items()])


def _fill(connection: Connection, steps: str) -> None:
    connection.exec_driver_sql("UPDATE main.change_clock SET applying = 1")
    for statement in (*_rows(connection), *_ENTRIES, steps, *_KNOWN):
        connection.exec_driver_sql(statement)


def _mark_as_branch(connection: Connection, branch: bytes) -> None:
    connection.exec_driver_sql(_ALL_FOREIGN)
    connection.exec_driver_sql(
        "INSERT INTO main.branch_copy (one, organization_id) VALUES (1, ?)", (bytearray(branch),)
    )


def _rows(connection: Connection) -> Iterator[str]:
    found = connection.exec_driver_sql("SELECT 1 FROM temp.sqlite_master WHERE name = 'lacking_rows'").scalar()
    for table in logged_tables():
        names = [column.name for column in table.table.columns]
        values = [f"x.{quoted(name)}" for name in names]
        if found and table.name == _CONTENTS:
            # Of a file that the receiver has, the hash is enough.
            lacking = f"SELECT row FROM temp.lacking_rows WHERE table_name = '{_CONTENTS}'"
            values = [
                f"CASE WHEN x.sha256 IN ({lacking}) THEN {value} END" if name in _BYTES else value
                for name, value in zip(names, values, strict=True)
            ]
        yield (
            f"INSERT INTO main.{quoted(table.name)} ({', '.join(map(quoted, names))}) "
            f"SELECT {', '.join(values)} FROM temp.scope_rows s "
            f"JOIN {THEIRS}.{quoted(table.name)} x ON {table.is_row('x', 's.row')} WHERE s.table_name = '{table.name}'"
        )


def _counted(connection: Connection) -> dict[str, int]:
    found = connection.exec_driver_sql("SELECT table_name, count(*) FROM temp.lacking_rows GROUP BY table_name")
    counted = {str(name): int(count) for name, count in found}
    forget_lacking(connection)
    return {table.name: counted[table.name] for table in logged_tables() if table.name in counted}
