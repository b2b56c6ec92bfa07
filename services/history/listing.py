"""Steps as the log has them: which can be taken back, which were, how many records each touched."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row

from models.change_log.cells import INSERTION
from models.change_log.steps import StepKey
from models.enums import StepKind
from services.history.rows import StepRow, StepState, TableCount
from services.history.words import table_label

# What is not taken back: the beginning of a file, what was done for good, and taking back itself (redo does that).
FIXED: Final = frozenset(
    {StepKind.NEW_FILE, StepKind.DEMO, StepKind.PURGE, StepKind.THIN, StepKind.UNDO, StepKind.REDO}
)
_REVERSING: Final = (StepKind.UNDO.value, StepKind.REDO.value)
# Per step: `last` is the kind of the newest undo or redo of it; `arrived` tells a step that came with a merge.
_STEPS: Final = """WITH reversals AS (
      SELECT undoes_hlc, undoes_actor, kind, max(hlc) AS hlc, actor FROM change_steps
      WHERE undoes_hlc IS NOT NULL GROUP BY undoes_hlc, undoes_actor)
    SELECT s.hlc, s.actor, s.last_hlc, s.kind, s.detail, s.taken_at, s.undoes_hlc, s.undoes_actor, a.label AS who,
      r.kind AS last, r.hlc AS last_hlc_of, r.actor AS last_actor,
      EXISTS (SELECT 1 FROM change_arrivals v WHERE v.actor = s.actor AND s.hlc >= v.after_hlc
              AND s.hlc < v.until_hlc)
        OR EXISTS (SELECT 1 FROM foreign_actors f WHERE f.actor = s.actor) AS arrived
    FROM change_steps s LEFT JOIN change_actors a ON a.id = s.actor
    LEFT JOIN reversals r ON r.undoes_hlc = s.hlc AND r.undoes_actor = s.actor"""


def code_of(key: StepKey) -> str:
    """Write a step's key as people copy it."""
    return f"{key.hlc:x}-{key.actor:x}"


def key_of_code(code: str) -> StepKey | None:
    """Read a step's code; None if it is none."""
    hlc, _, actor = code.partition("-")
    try:
        return StepKey(int(hlc, 16), int(actor, 16))
    except ValueError:
        return None


def list_steps(connection: Connection, limit: int, before: StepKey | None = None) -> tuple[StepRow, ...]:
    """List steps, the newest first, from the one before `before`."""
    earlier = "WHERE (s.hlc, s.actor) < (?, ?)" if before else ""
    query = f"{_STEPS} {earlier} ORDER BY s.hlc DESC, s.actor DESC LIMIT ?"
    rows = connection.exec_driver_sql(query, (*(before or ()), limit)).all()
    return tuple(step_row(connection, row) for row in rows)


def find_step(connection: Connection, key: StepKey) -> Row[Any] | None:
    """Read one step by its key."""
    return connection.exec_driver_sql(f"{_STEPS} WHERE s.hlc = ? AND s.actor = ?", tuple(key)).one_or_none()


def last_to_undo(connection: Connection) -> Row[Any] | None:
    """Find the newest step made in this file that can be taken back and was not."""
    fixed = ", ".join(f"'{kind.value}'" for kind in FIXED)
    return connection.exec_driver_sql(
        f"SELECT * FROM ({_STEPS}) WHERE kind NOT IN ({fixed}) AND last IS NOT '{StepKind.UNDO.value}' AND NOT arrived "
        "ORDER BY hlc DESC, actor DESC LIMIT 1"
    ).one_or_none()


def last_to_redo(connection: Connection) -> Row[Any] | None:
    """Find the step that was taken back last, unless other work was done since."""
    work = ", ".join(f"'{kind}'" for kind in _REVERSING)
    return connection.exec_driver_sql(
        f"WITH steps AS ({_STEPS}) SELECT * FROM steps WHERE last = '{StepKind.UNDO.value}' AND last_hlc_of > "
        f"(SELECT coalesce(max(hlc), 0) FROM steps WHERE kind NOT IN ({work}) AND NOT arrived) "
        "ORDER BY last_hlc_of DESC, last_actor DESC LIMIT 1"
    ).one_or_none()


def reversals(connection: Connection, key: StepKey) -> list[StepKey]:
    """List the undo and redo steps of a step."""
    rows = connection.exec_driver_sql(
        "SELECT hlc, actor FROM change_steps WHERE undoes_hlc = ? AND undoes_actor = ?", tuple(key)
    )
    return [StepKey(*row) for row in rows]


def step_row(connection: Connection, row: Row[Any], *, counted: bool = True) -> StepRow:
    """Turn what was read into a row for people."""
    kind = StepKind(row.kind)
    state = StepState.DONE
    if kind in FIXED:
        state = StepState.FIXED
    elif row.last == StepKind.UNDO.value:
        state = StepState.UNDONE
    return StepRow(
        code_of(StepKey(row.hlc, row.actor)),
        kind.value,
        f"{kind.label}：{row.detail}" if row.detail else kind.label,
        datetime.fromisoformat(row.taken_at),
        row.who or "",
        state,
        is_local=not row.arrived,
        counts=_counts(connection, StepKey(row.hlc, row.actor)) if counted else (),
        undoes="" if row.undoes_hlc is None else code_of(StepKey(row.undoes_hlc, row.undoes_actor)),
    )


def in_words(counts: Iterable[tuple[str, int, int]]) -> tuple[TableCount, ...]:
    """Name the tables of (table, made, changed), those with most first."""
    listed = (TableCount(table_label(table), made, changed) for table, made, changed in counts)
    return tuple(sorted(listed, key=lambda count: -(count.made + count.changed)))


def _counts(connection: Connection, key: StepKey) -> tuple[TableCount, ...]:
    """Count the rows a step made and the other rows it changed, by table."""
    rows = connection.exec_driver_sql(
        f"""WITH ranges AS (
          SELECT actor, hlc AS after_hlc, last_hlc AS until_hlc FROM change_steps WHERE hlc = ?1 AND actor = ?2
          UNION ALL SELECT actor, after_hlc, until_hlc FROM change_arrivals WHERE step_hlc = ?1 AND step_actor = ?2),
        made AS (
          SELECT DISTINCT k.table_name, i.row FROM ranges r CROSS JOIN change_inserts i
          ON i.hlc > r.after_hlc AND i.hlc <= r.until_hlc AND i.actor = r.actor
          JOIN change_columns k ON k.no = i.table_no AND k.cell = '{INSERTION}'),
        changed AS (
          SELECT DISTINCT k.table_name, e.row FROM ranges r CROSS JOIN change_cells e
          ON e.hlc > r.after_hlc AND e.hlc <= r.until_hlc AND e.actor = r.actor
          JOIN change_columns k ON k.no = e.column_no)
        SELECT table_name, sum(made), sum(NOT made) FROM (
          SELECT table_name, 1 AS made FROM made
          UNION ALL SELECT table_name, 0 FROM (SELECT * FROM changed EXCEPT SELECT * FROM made))
        GROUP BY table_name""",
        tuple(key),
    )
    return in_words((table, made, changed) for table, made, changed in rows)


def rows_of_step(connection: Connection, key: StepKey, limit: int) -> list[tuple[str, bytes]]:
    """List the first records (table, key) that a step touched."""
    rows = connection.exec_driver_sql(
        """WITH ranges AS (
          SELECT actor, hlc AS after_hlc, last_hlc AS until_hlc FROM change_steps WHERE hlc = ?1 AND actor = ?2
          UNION ALL SELECT actor, after_hlc, until_hlc FROM change_arrivals WHERE step_hlc = ?1 AND step_actor = ?2)
        SELECT k.table_name, i.row FROM ranges r CROSS JOIN change_inserts i
          ON i.hlc > r.after_hlc AND i.hlc <= r.until_hlc AND i.actor = r.actor
          JOIN change_columns k ON k.no = i.table_no
        UNION SELECT k.table_name, e.row FROM ranges r CROSS JOIN change_cells e
          ON e.hlc > r.after_hlc AND e.hlc <= r.until_hlc AND e.actor = r.actor
          JOIN change_columns k ON k.no = e.column_no
        LIMIT ?3""",
        (*key, limit),
    )
    return [(table, bytes(row)) for table, row in rows]
