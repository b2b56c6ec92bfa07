"""Use cases of steps: the list, taking one back, doing it again; whole or, where later work stands, in part."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row

from models.change_log.steps import Step, StepKey, record_step
from models.change_log.undoing import apply_undo, drop_undo, prepare_undo
from models.database import Database
from models.enums import StepKind
from services.changes import Changes
from services.history.errors import (
    NothingToRedoError,
    NothingToUndoError,
    StepFixedError,
    StepNotUndoneError,
    StepUndoneAlreadyError,
    StepUnknownError,
    UndoBlockedError,
)
from services.history.listing import (
    FIXED,
    find_step,
    in_words,
    key_of_code,
    last_to_redo,
    last_to_undo,
    list_steps,
    reversals,
    step_row,
)
from services.history.obstacles import list_obstacles
from services.history.rows import Available, StepRow, UndoPlan

SHOWN_OBSTACLES: Final = 50


@dataclass(frozen=True, slots=True)
class Undone:
    """What was written: the step that was taken back or done again, the tables, and how many places were left."""

    step: StepRow
    changes: Changes
    left: int


@dataclass(frozen=True, slots=True)
class StepService:
    """The steps of work in a file: who did what when, and the way back and forth."""

    database: Database

    def steps(self, limit: int = 100, before: str = "") -> tuple[StepRow, ...]:
        """List steps with the records they touched, the newest first; `before` is the code of the last one seen."""
        with self.database.reading() as connection:
            return list_steps(connection, limit, key_of_code(before))

    def available(self) -> Available:
        """Name the steps that undo and redo would act on now."""
        with self.database.reading() as connection:
            undo, redo = last_to_undo(connection), last_to_redo(connection)
            return Available(
                "" if undo is None else step_row(connection, undo, counted=False).label,
                "" if redo is None else step_row(connection, redo, counted=False).label,
            )

    def plan_undo(self, code: str = "") -> UndoPlan:
        """Tell what taking back a step (the last one) would write, and what stands in the way."""
        with self.database.reading() as connection:
            return _plan(connection, _to_undo(connection, code), redo=False)

    def plan_redo(self, code: str = "") -> UndoPlan:
        """Tell what doing a step again (the last that was taken back) would write, and what stands in the way."""
        with self.database.reading() as connection:
            return _plan(connection, _to_redo(connection, code), redo=True)

    def undo(self, code: str = "", *, partly: bool = False) -> Undone:
        """Take back a step (the last one) by a step of its own.

        UndoBlockedError where later work stands in the way; `partly` takes back the rest and leaves those places.
        """
        return self._reverse(code, redo=False, partly=partly)

    def redo(self, code: str = "", *, partly: bool = False) -> Undone:
        """Do again a step that was taken back (the last one, unless other work was done since)."""
        return self._reverse(code, redo=True, partly=partly)

    def _reverse(self, code: str, *, redo: bool, partly: bool) -> Undone:
        with self.database.reading() as connection:
            row = _to_redo(connection, code) if redo else _to_undo(connection, code)
            label = step_row(connection, row, counted=False).label
        kind = StepKind.REDO if redo else StepKind.UNDO
        with self.database.transaction(Step(kind, label, StepKey(row.hlc, row.actor))) as session:
            connection = session.connection()
            plan = _prepare(connection, row, redo=redo)
            if plan.blocked and not partly:
                raise UndoBlockedError(plan.step.label, plan.blocked, _first(plan))
            apply_undo(connection)
            tables = connection.exec_driver_sql(
                "SELECT DISTINCT k.table_name FROM temp.undo_cells u JOIN change_columns k ON k.no = u.column_no"
            ).scalars()
            touched = frozenset(tables.all())
            drop_undo(connection)
            record_step(session)
        return Undone(plan.step, Changes(touched), plan.blocked)


def _to_undo(connection: Connection, code: str) -> Row[Any]:
    if not code:
        last = last_to_undo(connection)
        if last is None:
            raise NothingToUndoError
        return last
    row = _named(connection, code)
    if StepKind(row.kind) in FIXED:
        raise StepFixedError(StepKind(row.kind).label)
    if row.last == StepKind.UNDO.value:
        raise StepUndoneAlreadyError(step_row(connection, row, counted=False).label)
    return row


def _to_redo(connection: Connection, code: str) -> Row[Any]:
    if not code:
        last = last_to_redo(connection)
        if last is None:
            raise NothingToRedoError
        return last
    row = _named(connection, code)
    if row.last != StepKind.UNDO.value:
        raise StepNotUndoneError(step_row(connection, row, counted=False).label)
    return row


def _named(connection: Connection, code: str) -> Row[Any]:
    key = key_of_code(code)
    row = None if key is None else find_step(connection, key)
    if row is None:
        raise StepUnknownError(code)
    return row


def _plan(connection: Connection, row: Row[Any], *, redo: bool) -> UndoPlan:
    try:
        return _prepare(connection, row, redo=redo)
    finally:
        drop_undo(connection)


def _prepare(connection: Connection, row: Row[Any], *, redo: bool) -> UndoPlan:
    """Fill the temporary tables: to redo is to take back the undo."""
    step = StepKey(row.hlc, row.actor)
    undo = StepKey(row.last_hlc_of or 0, row.last_actor or 0)
    if redo:
        prepare_undo(connection, undo, (undo,))
    else:
        prepare_undo(connection, step, (step, *reversals(connection, step)))
    writes = connection.exec_driver_sql(
        "SELECT k.table_name, 0, count(DISTINCT u.row) FROM temp.undo_cells u JOIN change_columns k "
        "ON k.no = u.column_no WHERE (u.column_no, u.row) NOT IN (SELECT column_no, row FROM temp.undo_obstacles) "
        "GROUP BY k.table_name"
    )
    counts = in_words((table, made, changed) for table, made, changed in writes)
    blocked = connection.exec_driver_sql("SELECT count(*) FROM temp.undo_obstacles").scalar_one()
    return UndoPlan(step_row(connection, row), counts, blocked, list_obstacles(connection, SHOWN_OBSTACLES))


def _first(plan: UndoPlan) -> str:
    first = plan.obstacles[0]
    return f"{first.table}“{first.record}”"
