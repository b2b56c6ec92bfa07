"""Taking a step back by new entries: what each of its cells was before, what stands in the way, and the writing.

All set-based, in temporary tables of the connection: undo_ranges (whose entries are the step's), undo_cells (what is to
be written where), undo_obstacles (what is left as it is, and why).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from models.change_log.cells import DELETION, INSERTION, LoggedTable, logged_table, logged_tables, quoted
from models.change_log.steps import StepKey

CHANGED_SINCE: Final = "changed_since"  # the cell, or the row that the step made, was changed by a later step
NEEDED: Final = "needed"  # a record that stays refers to the row that would go
LACKING: Final = "lacking"  # the row would refer to a record that is deleted
_TABLES: Final = ("undo_ranges", "undo_later", "undo_inserts", "undo_cells", "undo_obstacles")
_OF_STEP: Final = (
    "EXISTS (SELECT 1 FROM temp.undo_ranges r WHERE r.actor = z.actor AND z.hlc > r.after_hlc AND z.hlc <= r.until_hlc)"
)
_THRESHOLD: Final = "(SELECT until_hlc FROM temp.undo_later WHERE actor = 0)"
_LATER: Final = (
    f"(z.hlc > {_THRESHOLD} OR EXISTS (SELECT 1 FROM temp.undo_later r "
    "WHERE r.actor = z.actor AND z.hlc > r.after_hlc AND z.hlc <= r.until_hlc))"
)
_CREATE: Final = (
    "undo_ranges (actor INTEGER, after_hlc INTEGER, until_hlc INTEGER)",
    "undo_later (actor INTEGER, after_hlc INTEGER, until_hlc INTEGER)",
    "undo_inserts (table_no INTEGER, row BLOB, PRIMARY KEY (table_no, row)) WITHOUT ROWID",
    "undo_cells (column_no INTEGER, row BLOB, value, made INTEGER, PRIMARY KEY (column_no, row)) WITHOUT ROWID",
    """undo_obstacles (column_no INTEGER, row BLOB, reason TEXT, other_table TEXT, other_row BLOB,
    PRIMARY KEY (column_no, row)) WITHOUT ROWID""",
)
_INSERTED: Final = """INSERT OR IGNORE INTO temp.undo_inserts
    SELECT i.table_no, i.row FROM temp.undo_ranges r CROSS JOIN change_inserts i
    ON i.hlc > r.after_hlc AND i.hlc <= r.until_hlc AND i.actor = r.actor"""
# A row of one natural key that both sides of a merge had made was here before it: its cells go back, it stays.
_HERE_BEFORE: Final = f"""DELETE FROM temp.undo_inserts WHERE (SELECT count(*) FROM temp.undo_ranges) > 1
    AND (table_no, row) IN (
      SELECT z.table_no, z.row FROM change_inserts z
      JOIN temp.undo_inserts u ON u.table_no = z.table_no AND u.row = z.row
      WHERE NOT {_OF_STEP} AND NOT {_LATER})"""
# Before the step: the newest entry that is neither the step's nor later, else what stood before the oldest entry.
_CHANGED: Final = f"""INSERT INTO temp.undo_cells
    SELECT c.column_no, c.row,
      CASE WHEN EXISTS (SELECT 1 FROM change_cells z WHERE z.row = c.row AND z.column_no = c.column_no
                        AND NOT {_OF_STEP} AND NOT {_LATER})
      THEN (SELECT z.value FROM change_cells z WHERE z.row = c.row AND z.column_no = c.column_no
            AND NOT {_OF_STEP} AND NOT {_LATER} ORDER BY z.hlc DESC, z.actor DESC LIMIT 1)
      ELSE (SELECT z.old FROM change_cells z WHERE z.row = c.row AND z.column_no = c.column_no
            ORDER BY z.hlc, z.actor LIMIT 1) END, 0
    FROM (SELECT DISTINCT e.column_no, e.row FROM temp.undo_ranges s CROSS JOIN change_cells e
          ON e.hlc > s.after_hlc AND e.hlc <= s.until_hlc AND e.actor = s.actor) c
    JOIN change_columns k ON k.no = c.column_no
    JOIN change_columns t ON t.table_name = k.table_name AND t.cell = '{INSERTION}'
    WHERE NOT EXISTS (SELECT 1 FROM temp.undo_inserts i WHERE i.table_no = t.no AND i.row = c.row)"""
# A row that the step made is marked as deleted; its values stay, for redo.
_MADE: Final = f"""INSERT INTO temp.undo_cells
    SELECT d.no, i.row, 1, 1 FROM temp.undo_inserts i
    JOIN change_columns t ON t.no = i.table_no
    JOIN change_columns d ON d.table_name = t.table_name AND d.cell = '{DELETION}'"""
# As the step left the cell of entry n: what came later and was taken back does not stand in the way.
_LEFT_AS: Final = f"""CASE WHEN EXISTS (SELECT 1 FROM change_cells z WHERE z.row = n.row AND z.column_no = n.column_no
                    AND (NOT {_LATER} OR {_OF_STEP}))
    THEN (SELECT z.value FROM change_cells z WHERE z.row = n.row AND z.column_no = n.column_no
          AND (NOT {_LATER} OR {_OF_STEP}) ORDER BY z.hlc DESC, z.actor DESC LIMIT 1)
    ELSE (SELECT z.old FROM change_cells z WHERE z.row = n.row AND z.column_no = n.column_no
          ORDER BY z.hlc, z.actor LIMIT 1) END"""
_NEWEST: Final = """NOT EXISTS (SELECT 1 FROM change_cells y WHERE y.row = n.row AND y.column_no = n.column_no
      AND (y.hlc, y.actor) > (n.hlc, n.actor))"""
_OVERWRITTEN: Final = f"""INSERT INTO temp.undo_obstacles
    SELECT u.column_no, u.row, '{CHANGED_SINCE}', NULL, NULL FROM temp.undo_cells u
    JOIN change_cells n ON n.row = u.row AND n.column_no = u.column_no AND {_NEWEST}
    WHERE u.made = 0 AND n.value IS NOT {_LEFT_AS}"""
_WORKED_ON: Final = f"""INSERT OR IGNORE INTO temp.undo_obstacles
    SELECT u.column_no, u.row, '{CHANGED_SINCE}', NULL, NULL FROM temp.undo_cells u
    JOIN change_columns d ON d.no = u.column_no
    JOIN change_columns k ON k.table_name = d.table_name
    JOIN change_cells n ON n.row = u.row AND n.column_no = k.no AND {_NEWEST}
    WHERE u.made = 1 AND n.value IS NOT {_LEFT_AS}"""


def prepare_undo(connection: Connection, threshold: StepKey, steps: Collection[StepKey]) -> None:
    """Work out what taking back these steps (one, with its undoing and redoing) means.

    Nothing is written but temporary tables. Whatever entered the file after `threshold` counts as later.
    """
    drop_undo(connection)
    for table in _CREATE:
        connection.exec_driver_sql(f"CREATE TEMP TABLE {table}")
    for key in steps:
        _add_ranges(connection, key)
    connection.exec_driver_sql(
        "INSERT INTO temp.undo_later SELECT 0, 0, last_hlc FROM change_steps WHERE hlc = ? AND actor = ? UNION ALL "
        "SELECT actor, after_hlc, until_hlc FROM change_arrivals WHERE step_hlc > ?",
        (*threshold, threshold.hlc),
    )
    for statement in (_INSERTED, _HERE_BEFORE, _CHANGED, _MADE):
        connection.exec_driver_sql(statement)
    _forget_what_is_so_already(connection)
    connection.exec_driver_sql(_OVERWRITTEN)
    connection.exec_driver_sql(_WORKED_ON)
    _find_broken_references(connection)


def apply_undo(connection: Connection) -> None:
    """Write the cells that nothing stands in the way of; the triggers log them as entries of this step."""
    connection.exec_driver_sql(
        "DELETE FROM temp.undo_cells WHERE (column_no, row) IN (SELECT column_no, row FROM temp.undo_obstacles)"
    )
    for number, table, name in _cells_to_write(connection):
        cell = next(cell for cell in table.cells if cell.name == name)
        connection.exec_driver_sql(
            f"UPDATE {table.name} SET {cell.assignment('u.value')} FROM temp.undo_cells u "
            f"WHERE u.column_no = ? AND {table.is_row(table.name, 'u.row')}",
            (number,),
        )


def drop_undo(connection: Connection) -> None:
    """Drop the temporary tables."""
    for table in _TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{table}")


def _add_ranges(connection: Connection, key: StepKey) -> None:
    connection.exec_driver_sql(
        "INSERT INTO temp.undo_ranges SELECT actor, hlc, last_hlc FROM change_steps WHERE hlc = ? AND actor = ? "
        "UNION ALL SELECT actor, after_hlc, until_hlc FROM change_arrivals WHERE step_hlc = ? AND step_actor = ?",
        (*key, *key),
    )


def _cells_to_write(connection: Connection) -> list[tuple[int, LoggedTable, str]]:
    rows = connection.exec_driver_sql(
        "SELECT k.no, k.table_name, k.cell FROM change_columns k "
        "WHERE k.no IN (SELECT column_no FROM temp.undo_cells) ORDER BY k.no"
    )
    return [(number, logged_table(table), cell) for number, table, cell in rows]


def _forget_what_is_so_already(connection: Connection) -> None:
    for number, table, name in _cells_to_write(connection):
        cell = next(cell for cell in table.cells if cell.name == name)
        connection.exec_driver_sql(
            f"DELETE FROM temp.undo_cells WHERE column_no = ? AND EXISTS (SELECT 1 FROM {table.name} t "
            f"WHERE {table.is_row('t', 'undo_cells.row')} AND {cell.value('t')} IS undo_cells.value)",
            (number,),
        )


def _find_broken_references(connection: Connection) -> None:
    """Leave alone what would leave a live record pointing at a deleted one; that may bring about more of the kind."""
    rows = connection.exec_driver_sql("SELECT table_name, cell, no FROM change_columns")
    numbers = {(table, cell): number for table, cell, number in rows}
    written = {(table.name, cell) for _, table, cell in _cells_to_write(connection)}
    statements = [
        statement
        for child in logged_tables()
        for constraint in child.table.foreign_key_constraints
        for statement in _Reference(
            child, constraint.column_keys[0], logged_table(constraint.referred_table.name), numbers
        ).statements(written)
    ]
    found = -1
    while found != (now := connection.exec_driver_sql("SELECT count(*) FROM temp.undo_obstacles").scalar_one()):
        found = now
        for statement in statements:
            connection.exec_driver_sql(statement)


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column of `child` that names a row of `parent`, and the SQL that finds where undoing would break it."""

    child: LoggedTable
    column: str
    parent: LoggedTable
    numbers: dict[tuple[str, str], int]

    def statements(self, written: Collection[tuple[str, str]]) -> list[str]:
        """Give the searches that have anything to find among the cells about to be written (table, cell)."""
        found = []
        if (self.parent.name, DELETION) in written:
            found.append(self._needed())
        if (self.child.name, DELETION) in written:
            found.append(self._lacking(DELETION, f"c.{quoted(self.column)}"))
        if (self.child.name, self.column) in written:
            found.append(self._lacking(self.column, "u.value"))
        return found

    def _needed(self) -> str:
        stays = f"c.deleted = 0 AND NOT {self._about_to_be('c', self.child, 1)}"
        return (
            f"INSERT OR IGNORE INTO temp.undo_obstacles SELECT u.column_no, u.row, '{NEEDED}', '{self.child.name}', "
            f"{self.child.row('c')} FROM temp.undo_cells u CROSS JOIN {self.child.name} c "
            f"ON c.{quoted(self.column)} = u.row WHERE u.column_no = {self.numbers[self.parent.name, DELETION]} "
            f"AND u.value = 1 AND ({stays} OR {self._about_to_be('c', self.child, 0)}) "
            f"AND (u.made = 1 OR {self._came_later()})"
        )

    def _lacking(self, cell: str, value: str) -> str:
        number = self.numbers[self.parent.name, DELETION]
        return (
            f"INSERT OR IGNORE INTO temp.undo_obstacles SELECT u.column_no, u.row, '{LACKING}', '{self.parent.name}', "
            f"{self.parent.row('p')} FROM temp.undo_cells u "
            f"JOIN {self.child.name} c ON {self.child.is_row('c', 'u.row')} "
            f"JOIN {self.parent.name} p ON p.{quoted(self.parent.key[0].name)} = {value} "
            f"WHERE u.column_no = {self.numbers[self.child.name, cell]} "
            f"{'AND u.value = 0' if cell == DELETION else 'AND c.deleted = 0'} "
            f"AND p.deleted = 1 AND NOT {self._about_to_be('p', self.parent, 0)} "
            f"AND EXISTS (SELECT 1 FROM change_cells z WHERE z.row = {self.parent.row('p')} "
            f"AND z.column_no = {number} AND {_LATER} AND NOT {_OF_STEP})"
        )

    def _came_later(self) -> str:
        row = self.child.row("c")
        return (
            f"(EXISTS (SELECT 1 FROM change_inserts z WHERE z.hlc > {_THRESHOLD} AND z.row = {row} "
            f"AND z.table_no = {self.numbers[self.child.name, INSERTION]}) "
            f"OR EXISTS (SELECT 1 FROM change_cells z WHERE z.row = {row} AND {_LATER}))"
        )

    def _about_to_be(self, alias: str, table: LoggedTable, deleted: int) -> str:
        """Give the condition that this row's mark of deletion is about to be written, with nothing in the way."""
        number, row = self.numbers[table.name, DELETION], table.row(alias)
        return (
            f"EXISTS (SELECT 1 FROM temp.undo_cells w WHERE w.column_no = {number} AND w.row = {row} "
            f"AND w.value = {deleted} AND NOT EXISTS (SELECT 1 FROM temp.undo_obstacles o "
            f"WHERE o.column_no = {number} AND o.row = w.row))"
        )
