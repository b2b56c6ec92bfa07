"""Organisation life on record: what branches held for everybody, and when each person was last there."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Date, case, false, func, or_, select, type_coerce

from models.enums import AttendanceStatus, SessionKind
from models.key_lists import among
from models.keys import Key
from models.sessions import Attendance, SessionFurtherKind, StudySession
from services.absences.rules import FOR_EVERYBODY, ORGANIZATION_LIFE
from services.hours.rules import LEARNED
from services.sessions.held import counts_between

BEGINNING: Final = date(1921, 7, 1)


class LastThere(NamedTuple):
    """The day and the session."""

    day: date
    session: Key


def of_kinds(kinds: Collection[SessionKind]) -> Any:
    """Give the condition on `sessions`: of one of the kinds, primary or further."""
    further = select(SessionFurtherKind.session_id).where(
        SessionFurtherKind.kind.in_(kinds), SessionFurtherKind.deleted == false()
    )
    return or_(StudySession.kind.in_(kinds), StudySession.id.in_(further))


def held_for_everybody(connection: Connection, last: date) -> dict[Key, list[date]]:
    """List by organiser the days on which organisation life for all its members was held, in order."""
    query = select(StudySession.organization_id, StudySession.starts_on).where(
        counts_between(BEGINNING, last), of_kinds(FOR_EVERYBODY)
    )
    held: dict[Key, list[date]] = {}
    for organization, day in connection.execute(query.order_by(StudySession.starts_on)).all():
        held.setdefault(organization, []).append(day)
    return held


def last_there(connection: Connection, people: Collection[Key], asof: date, recent: date) -> dict[Key, LastThere]:
    """Find the last organisation life that each of these people attended or made up by a day.

    Whoever attended after `recent` is given a day after it, not always the very last: nobody asks for more, and of
    millions of rows only those few months' are read. The whole past is asked for the others alone.
    """
    found = _latest(connection, asof, Attendance.year >= recent.year, StudySession.starts_on > recent)
    missing = set(people) - found.keys()
    if missing:
        found |= _latest(connection, asof, among(Attendance.person_id, missing))
    return found


def _latest(connection: Connection, asof: date, *conditions: Any) -> dict[Key, LastThere]:
    made_up_on = func.coalesce(Attendance.made_up_on, StudySession.starts_on)
    there_on = case((Attendance.status == AttendanceStatus.MADE_UP, made_up_on), else_=StudySession.starts_on)
    # SQLite takes the session from the very row that has the maximum.
    query = (
        select(Attendance.person_id, type_coerce(func.max(there_on), Date), Attendance.session_id)
        .join(StudySession, StudySession.id == Attendance.session_id)
        .where(
            Attendance.deleted == false(),
            Attendance.status.in_(LEARNED),
            counts_between(BEGINNING, asof),
            of_kinds(ORGANIZATION_LIFE),
            there_on <= asof,
            *conditions,
        )
        .group_by(Attendance.person_id)
    )
    return {person: LastThere(day, session) for person, day, session in connection.execute(query).all()}
