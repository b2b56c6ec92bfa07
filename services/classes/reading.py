"""Reading classes: the sessions of their kinds, and what hangs on them, each by one query."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Integer, false, func, or_, select, type_coerce

from models.enums import AttendanceStatus, Audience, ResourceKind, SessionKind, SessionState
from models.key_lists import among
from models.keys import Key
from models.organizations import Organization
from models.sessions import Attendance, SessionAudience, SessionFurtherKind, Sitting, SittingMiss, StudySession
from models.study_resources import SessionResource, StudyResource
from models.types import from_thousandths
from services.classes.rows import HalfDay, Teacher
from services.classes.rules import CLASS_KINDS
from services.sessions.held import counts_between

_LISTED = (SessionState.HELD, SessionState.PLANNED)


@dataclass(frozen=True, slots=True)
class Entry:
    """What attendance says of a person at a class."""

    status: AttendanceStatus
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on the classes, by session: further kinds, audiences, teachers, entries, half-days, misses."""

    further: dict[Key, set[SessionKind]]
    audiences: dict[Key, set[Audience]]
    teachers: dict[Key, list[Teacher]]
    entries: dict[Key, dict[Key, Entry]]
    half_days: dict[Key, list[HalfDay]]
    misses: dict[Key, dict[Key, int]]


def sessions_of(connection: Connection, first: date, last: date, organizers: Collection[Key]) -> list[Any]:
    """Read the classes, held or planned, that start in these days, the newest first, with their organiser's name."""
    columns = StudySession.__table__.c
    return _sessions(connection, columns.starts_on.between(first, last), among(columns.organization_id, organizers))


def one_session(connection: Connection, key: Key) -> list[Any]:
    """Read one class; nothing where it is gone or no class any more."""
    return _sessions(connection, StudySession.__table__.c.id == key)


def _sessions(connection: Connection, *conditions: Any) -> list[Any]:
    table = StudySession.__table__
    further = select(SessionFurtherKind.session_id).where(
        SessionFurtherKind.kind.in_(CLASS_KINDS), SessionFurtherKind.deleted == false()
    )
    query = (
        select(table, Organization.name.label("organization_name"))
        .join(Organization, Organization.id == table.c.organization_id)
        .where(
            table.c.deleted == false(),
            table.c.state.in_(_LISTED),
            or_(table.c.kind.in_(CLASS_KINDS), table.c.id.in_(further)),
            *conditions,
        )
        .order_by(table.c.starts_on.desc(), table.c.number.desc(), table.c.id.desc())
    )
    return list(connection.execute(query).all())


def held_of_kinds(connection: Connection, first: date, last: date, kinds: Collection[SessionKind]) -> list[Key]:
    """Collect the held sessions of some kinds, primary or further, that start in these days, whoever held them."""
    further = select(SessionFurtherKind.session_id).where(
        SessionFurtherKind.kind.in_(kinds), SessionFurtherKind.deleted == false()
    )
    query = select(StudySession.id).where(
        counts_between(first, last), or_(StudySession.kind.in_(kinds), StudySession.id.in_(further))
    )
    return list(connection.execute(query).scalars())


def load_hanging(connection: Connection, sessions: Collection[Key]) -> Hanging:
    """Read what hangs on these classes."""
    return Hanging(
        further=_sets(connection, SessionFurtherKind.session_id, SessionFurtherKind.kind, sessions),
        audiences=_sets(connection, SessionAudience.session_id, SessionAudience.audience, sessions),
        teachers=_teachers(connection, sessions),
        entries=_entries(connection, sessions),
        half_days=_half_days(connection, sessions),
        misses=_misses(connection, sessions),
    )


def _sets(connection: Connection, session: Any, value: Any, sessions: Iterable[Key]) -> dict[Key, set[Any]]:
    query = select(session, value).where(among(session, sessions), session.class_.deleted == false())
    found: dict[Key, set[Any]] = {}
    for key, code in connection.execute(query).all():
        found.setdefault(key, set()).add(code)
    return found


def _teachers(connection: Connection, sessions: Iterable[Key]) -> dict[Key, list[Teacher]]:
    query = (
        select(SessionResource.session_id, StudyResource.name, StudyResource.title, StudyResource.origin)
        .join(StudyResource, StudyResource.id == SessionResource.resource_id)
        .where(
            among(SessionResource.session_id, sessions),
            SessionResource.deleted == false(),
            StudyResource.deleted == false(),
            StudyResource.kind == ResourceKind.TEACHER,
        )
        .order_by(StudyResource.name, StudyResource.id)
    )
    found: dict[Key, list[Teacher]] = {}
    for key, name, title, origin in connection.execute(query).all():
        found.setdefault(key, []).append(Teacher(name, title, origin))
    return found


def _entries(connection: Connection, sessions: Iterable[Key]) -> dict[Key, dict[Key, Entry]]:
    query = select(Attendance.session_id, Attendance.person_id, Attendance.status, Attendance.score).where(
        among(Attendance.session_id, sessions), Attendance.deleted == false()
    )
    found: dict[Key, dict[Key, Entry]] = {}
    for key, person, status, score in connection.execute(query).all():
        found.setdefault(key, {})[person] = Entry(status, score)
    return found


def _half_days(connection: Connection, sessions: Iterable[Key]) -> dict[Key, list[HalfDay]]:
    missed = (
        select(SittingMiss.sitting_id, func.count().label("people"))
        .where(SittingMiss.deleted == false())
        .group_by(SittingMiss.sitting_id)
        .subquery()
    )
    columns = (Sitting.number, Sitting.held_on, Sitting.part, Sitting.content, Sitting.lecturer)
    query = (
        select(Sitting.session_id, *columns, type_coerce(Sitting.hours, Integer), func.coalesce(missed.c.people, 0))
        .outerjoin(missed, missed.c.sitting_id == Sitting.id)
        .where(among(Sitting.session_id, sessions), Sitting.deleted == false())
        .order_by(Sitting.session_id, Sitting.number, Sitting.id)
    )
    found: dict[Key, list[HalfDay]] = {}
    for key, number, held_on, part, content, lecturer, hours, people in connection.execute(query).all():
        half_day = HalfDay(number, held_on, part, content, lecturer, from_thousandths(hours), people)
        found.setdefault(key, []).append(half_day)
    return found


def _misses(connection: Connection, sessions: Iterable[Key]) -> dict[Key, dict[Key, int]]:
    query = (
        select(Sitting.session_id, SittingMiss.person_id, func.count())
        .join(SittingMiss, SittingMiss.sitting_id == Sitting.id)
        .where(among(Sitting.session_id, sessions), Sitting.deleted == false(), SittingMiss.deleted == false())
        .group_by(Sitting.session_id, SittingMiss.person_id)
    )
    found: dict[Key, dict[Key, int]] = {}
    for key, person, number in connection.execute(query).all():
        found.setdefault(key, {})[person] = number
    return found
