"""Attendance by the session: how many rows of which status, and the rows themselves for traces."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Integer, and_, case, false, func, select, type_coerce

from models.enums import AttendanceStatus, Speech
from models.key_lists import among
from models.keys import Key
from models.sessions import Attendance, StudySession
from models.types import from_thousandths
from services.hours.rules import LEARNED, NO_HOURS
from services.sessions.held import counts_between

THERE: Final = frozenset({AttendanceStatus.PRESENT, AttendanceStatus.OBSERVER})
EXPECTED: Final = frozenset(AttendanceStatus) - {AttendanceStatus.OBSERVER}


class SessionCounts(NamedTuple):
    """The attendance of a session in numbers.

    `own_hours` sums the hours entered for people who learned; `without_own` counts those who earn the session's.
    """

    rows: int
    present: int
    observers: int
    own_hours: Decimal
    without_own: int

    @property
    def there(self) -> int:
        """Count who was in the room."""
        return self.present + self.observers

    @property
    def expected(self) -> int:
        """Count who was expected: observers stand apart."""
        return self.rows - self.observers

    def earned(self, session_hours: Decimal | None) -> Decimal:
        """Sum the hours earned as entered."""
        return self.own_hours + (session_hours or NO_HOURS) * self.without_own


def counts_by_session(
    connection: Connection, first: date, last: date, people: Iterable[Key] | None
) -> dict[Key, SessionCounts]:
    """Count attendance of the held sessions that start in these days, of these people (None: of everyone)."""
    learned = Attendance.status.in_(LEARNED)
    hours = type_coerce(Attendance.hours, Integer)
    plain = and_(learned, Attendance.hours.is_(None), Attendance.minutes.is_(None))
    sessions = select(StudySession.id).where(counts_between(first, last))
    query = (
        select(
            Attendance.session_id,
            func.count(),
            _how_many(Attendance.status == AttendanceStatus.PRESENT),
            _how_many(Attendance.status == AttendanceStatus.OBSERVER),
            func.coalesce(func.sum(case((learned, hours))), 0),
            _how_many(plain),
        )
        # The list of sessions leads, so that only their part of the table is read, in the order of its key.
        .where(Attendance.session_id.in_(sessions), Attendance.deleted == false())
        .group_by(Attendance.session_id)
    )
    if people is not None:
        query = query.where(among(Attendance.person_id, people))
    return {
        key: SessionCounts(rows, present, observers, from_thousandths(own), without)
        for key, rows, present, observers, own, without in connection.execute(query).all()
    }


def _how_many(condition: Any) -> Any:
    return func.sum(type_coerce(condition, Integer))


class AttendanceRow(NamedTuple):
    """A row of attendance, for traces."""

    session: Key
    person: Key
    status: AttendanceStatus
    speech: Speech | None
    score: Decimal | None


def rows_of(connection: Connection, sessions: Iterable[Key], *conditions: Any) -> list[AttendanceRow]:
    """Read the rows of these sessions that meet the conditions."""
    columns = (
        Attendance.session_id,
        Attendance.person_id,
        Attendance.status,
        Attendance.speech,
        Attendance.score,
    )
    query = select(*columns).where(among(Attendance.session_id, sessions), Attendance.deleted == false(), *conditions)
    return [AttendanceRow(*row) for row in connection.execute(query).all()]


def people_of(connection: Connection, sessions: Iterable[Key], statuses: frozenset[AttendanceStatus]) -> set[Key]:
    """Collect the distinct people with one of the statuses in any of these sessions."""
    query = (
        select(Attendance.person_id)
        .where(among(Attendance.session_id, sessions), Attendance.status.in_(statuses), Attendance.deleted == false())
        .distinct()
    )
    return set(connection.execute(query).scalars())


def speeches_of(connection: Connection, sessions: Iterable[Key]) -> Mapping[tuple[Key, Speech], int]:
    """Count the rows with a speech, by session and kind of speech."""
    query = (
        select(Attendance.session_id, Attendance.speech, func.count())
        .where(among(Attendance.session_id, sessions), Attendance.speech.is_not(None), Attendance.deleted == false())
        .group_by(Attendance.session_id, Attendance.speech)
    )
    return {(session, speech): number for session, speech, number in connection.execute(query) if speech is not None}
