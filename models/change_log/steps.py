"""Steps of work: every writing transaction is one, under an actor drawn anew at each opening."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from models.enums import StepKind

ACTOR_BITS: Final = 62
COUNTER_BITS: Final = 16
_LATEST_MILLISECONDS: Final = 1 << 46  # the year 4199: what a mad clock says beyond is cut, so that 63 bits suffice
_STEP: Final = "step"
_BEFORE: Final = "clock_before"


class StepKey(NamedTuple):
    """What a step is known by on every PC: the clock before its first entry, and its actor."""

    hlc: int
    actor: int


@dataclass(frozen=True, slots=True)
class Step:
    """What a transaction is for: its kind, a few words on the object, and the step that it undoes or redoes."""

    kind: StepKind
    detail: str = ""
    undoes: StepKey | None = None


def _wall_time() -> datetime:
    return datetime.now().astimezone()


class Opening(NamedTuple):
    """What the log says of an opening: `label` (which PC, who), and the clock it goes by."""

    label: str = ""
    now: Callable[[], datetime] = _wall_time


SILENT: Final = Opening()  # of whom nothing is said, by the PC's own clock


def clock_value(moment: datetime) -> int:
    """Give the hybrid clock's value of a moment: milliseconds << 16, the counter's bits empty."""
    milliseconds = int(moment.timestamp() * 1000)
    return max(0, min(milliseconds, _LATEST_MILLISECONDS)) << COUNTER_BITS


def current_step(session: Session) -> StepKey:
    """Give the key of the step that a writing transaction's session is in."""
    key: StepKey = session.info[_STEP]
    return key


class StepWriter:
    """Opens and closes the steps of one opening; nothing is written of its actor before the first change."""

    def __init__(self, opening: Opening) -> None:
        """Draw the actor."""
        self._label, self._now = opening
        self._actor = secrets.randbits(ACTOR_BITS) | 1
        self._opened_at = ""

    def wrote(self, actor: int) -> bool:
        """Tell whether what an actor wrote is of this opening."""
        return actor == self._actor

    def begin(self, session: Session) -> None:
        """Take the clock: it never goes backwards, whatever the PC's clock says, and is ticked once a transaction."""
        connection = session.connection()
        moment = self._now()
        self._opened_at = self._opened_at or moment.isoformat(timespec="seconds")
        session.info[_BEFORE] = connection.exec_driver_sql("SELECT actor, hlc FROM change_clock").one()
        first = connection.exec_driver_sql(
            "UPDATE change_clock SET actor = ?, hlc = max(hlc + 1, ?), applying = 0 RETURNING hlc",
            (self._actor, clock_value(moment)),
        ).scalar_one()
        session.info[_STEP] = StepKey(first, self._actor)

    def end(self, session: Session, step: Step) -> None:
        """Write the step and its actor; where nothing was logged, leave the file as it was."""
        connection = session.connection()
        first = current_step(session).hlc
        last = connection.exec_driver_sql("SELECT hlc FROM change_clock").scalar_one()
        actor, before = session.info[_BEFORE]
        if last == first:
            connection.exec_driver_sql("UPDATE change_clock SET actor = ?, hlc = ?", (actor, before))
            return
        connection.exec_driver_sql(
            "UPDATE change_actors SET seen_hlc = max(seen_hlc, ?) WHERE id = ? AND id <> ?",
            (before, actor, self._actor),
        )
        connection.exec_driver_sql(
            "INSERT INTO change_actors (id, first_hlc, seen_hlc, label, opened_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET seen_hlc = max(seen_hlc, excluded.seen_hlc)",
            (self._actor, first, last, self._label, self._opened_at),
        )
        self._write(connection, first, last, step)

    def _write(self, connection: Connection, first: int, last: int, step: Step) -> None:
        undoes: tuple[Any, Any] = step.undoes or (None, None)
        connection.exec_driver_sql(
            "INSERT INTO change_steps (hlc, actor, last_hlc, kind, detail, taken_at, undoes_hlc, undoes_actor) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                first,
                self._actor,
                last,
                step.kind.value,
                step.detail,
                self._now().isoformat(timespec="seconds"),
                *undoes,
            ),
        )


def record_step(session: Session) -> None:
    """Have the step written even if no row changes: by moving the clock on."""
    session.connection().exec_driver_sql("UPDATE change_clock SET hlc = hlc + 1")
