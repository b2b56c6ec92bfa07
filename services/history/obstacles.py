"""What stands in the way of taking a step back, in words."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from models.change_log.cells import DELETION, logged_table
from models.enums import StepKind
from services.history.rows import Obstacle, ObstacleReason
from services.history.words import Words, cell_label, table_label

# The step that an entry (hlc, actor) is part of.
STEP_OF_ENTRY = (
    "SELECT s.hlc, s.actor, s.kind, s.detail, s.taken_at, a.label AS who FROM change_steps s "
    "LEFT JOIN change_actors a ON a.id = s.actor "
    "WHERE s.hlc < ?1 AND s.actor = ?2 AND s.last_hlc >= ?1 ORDER BY s.hlc DESC LIMIT 1"
)


def list_obstacles(connection: Connection, limit: int) -> tuple[Obstacle, ...]:
    """Name the first places that prepare_undo found, with the step that changed them since."""
    rows = connection.exec_driver_sql(
        "SELECT o.column_no, o.row, o.reason, o.other_table, o.other_row, k.table_name, k.cell "
        "FROM temp.undo_obstacles o JOIN change_columns k ON k.no = o.column_no LIMIT ?",
        (limit,),
    ).all()
    words = Words(connection)
    return tuple(_obstacle(connection, words, row) for row in rows)


def step_words(step: Row[Any]) -> str:
    """Say which step, when and by whom: 修改人员（2026年3月5日 12:00，张三@办公室）."""
    kind = StepKind(step.kind).label
    moment = datetime.fromisoformat(step.taken_at)
    when = f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
    return f"{kind}（{when}，{step.who}）" if step.who else f"{kind}（{when}）"


def _obstacle(connection: Connection, words: Words, row: Row[Any]) -> Obstacle:
    table = logged_table(row.table_name)
    cell = next(cell for cell in table.cells if cell.name == row.cell)
    key = bytes(row.row)
    other = ""
    if row.other_table:
        other = f"{table_label(row.other_table)}“{words.record(row.other_table, bytes(row.other_row))}”"
    return Obstacle(
        ObstacleReason(row.reason),
        table_label(table.name),
        words.record(table.name, key),
        "" if row.cell == DELETION else cell_label(table.name, cell),
        other,
        _later(connection, table.name, key) if row.reason == ObstacleReason.CHANGED_SINCE else "",
    )


def _later(connection: Connection, table: str, key: bytes) -> str:
    newest = connection.exec_driver_sql(
        "SELECT e.hlc, e.actor FROM change_cells e JOIN change_columns k ON k.no = e.column_no "
        "WHERE e.row = ? AND k.table_name = ? ORDER BY e.hlc DESC, e.actor DESC LIMIT 1",
        (bytearray(key), table),
    ).one()
    step = connection.exec_driver_sql(STEP_OF_ENTRY, tuple(newest)).one_or_none()
    return "" if step is None else step_words(step)
